"""The language of a brief, where it is another than the marketplace's. Short texts are in no language that anybody can be sure of."""

from collections.abc import Callable, Sequence
from functools import cache

from coach.hints import Hint, Kind, Mend
from coach.texts import mark, text_of, words_in
from gigs.brief import BriefForm

_ENOUGH_LETTERS, _ENOUGH_WORDS = 80, 12
_SURE = 0.1
"""By how much better, for each letter, the found language has to fit than the best one of the marketplace's."""
_FIELDS = ("outcome", "deliverables", "acceptance")
KNOWN = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "pl",
    "sv",
    "da",
    "no",
    "fi",
    "cs",
    "tr",
    "ja",
    "zh",
    "ko",
    "ru",
    "uk",
    "ar",
    "he",
    "hi",
)
"""Those that a brief is taken to be in; so few because a detector that knows all of them finds some in everything."""


def foreign(form: BriefForm, wanted: Sequence[str]) -> Hint | None:
    """Another language than those `wanted` (ISO 639-1); of none where nothing is known of the marketplace's."""
    if not wanted:
        return None
    whole = " ".join(text_of(form, field) for field in _FIELDS)
    for field, text in (("outcome", whole), ("outcome", text_of(form, "outcome"))):
        found = language_of(text, wanted)
        if found and found not in wanted:
            kind, about = Kind.LANGUAGE, mark(whole)
            return Hint(
                kind=kind, field=field, mend=Mend.OPEN, about=about, language=found, wanted=tuple(wanted)
            )
    return None


def language_of(text: str, wanted: Sequence[str] = ()) -> str:
    """Its ISO 639-1 code; empty where it is too short, or where one of the `wanted` fits nearly as well."""
    letters = sum(map(str.isalpha, text))
    is_spaced = words_in(text) >= _ENOUGH_WORDS or not text.isascii()
    if letters < _ENOUGH_LETTERS or not is_spaced:
        return ""
    ranked = _ranks()(text)
    best, score = ranked[0]
    wanted_best = max((each for code, each in ranked if code in wanted), default=None)
    if best in wanted or wanted_best is None:
        return best
    return best if score - wanted_best > _SURE * letters else ""


@cache
def _ranks() -> Callable[[str], list[tuple[str, float]]]:
    """Loaded when a language is first asked for: its model takes half a second and some memory."""
    import py3langid  # noqa: PLC0415

    py3langid.set_languages(list(KNOWN))

    def ranked(text: str) -> list[tuple[str, float]]:
        return [(str(code), float(score)) for code, score in py3langid.rank(text)]

    return ranked


def load() -> None:
    """Beforehand, so that nobody waits for it. Blocking."""
    _ranks()("")

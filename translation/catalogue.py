"""The texts that people read, marked for gettext. English is written in the code; any other language is one file.

    _("Gig {number} is listed.").format(number=12)      a text, translated when it's shown
    n_("{n} proposal", "{n} proposals", 3).format(n=3)  one or many
    TITLE = N_("My gigs")                               a text that stands in a module, shown later as _(TITLE)

Only whole sentences or labels are marked, never pieces of one. Values go in by name and after translating, so that a language may
put them in another order. Text that people, policies or marketplaces wrote is never marked.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

LANGUAGES = Path(__file__).parent / "locale"
ENGLISH = "en"


class UnknownLanguage(Exception):
    """There is no catalogue for this language; the message names those that there are."""


@dataclass(frozen=True, slots=True)
class Language:
    """A name like `de`, and its texts."""

    name: str
    texts: NullTranslations


_ours = Language(ENGLISH, NullTranslations())
_spoken: ContextVar[Language | None] = ContextVar("spoken", default=None)


def _(text: str) -> str:
    """This text in the language that is spoken now."""
    return (
        (_spoken.get() or _ours).texts.gettext(text) if text else ""
    )  # gettext keeps its header under no text


def n_(one: str, many: str, n: int) -> str:
    """The form for `n` in the language that is spoken now; `{n}` in it is still to be filled in."""
    return (_spoken.get() or _ours).texts.ngettext(one, many, n)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name for it
    """Marks a text for the catalogue where it is written; it's translated where it's shown."""
    return text


def language() -> str:
    """The name of the language that is spoken now; what is drawn once for everybody is drawn once for each language."""
    return (_spoken.get() or _ours).name


def languages() -> list[str]:
    """Those that there are."""
    return sorted({ENGLISH, *(path.stem for path in LANGUAGES.glob("*.po"))})


def read_language(name: str) -> Language:
    """Raises UnknownLanguage."""
    if name == ENGLISH:
        return Language(ENGLISH, NullTranslations())
    if name not in languages():
        raise UnknownLanguage(f"There is no language {name!r}; there is {', '.join(languages())}.")
    import polib  # noqa: PLC0415 - only whoever speaks another language than English pays for what reads its file

    compiled = polib.pofile(str(LANGUAGES / f"{name}.po")).to_binary()
    return Language(name, GNUTranslations(BytesIO(compiled)))


def speak(chosen: Language) -> None:
    """From now on, everywhere in this process."""
    global _ours  # noqa: PLW0603 - chosen once, at the start
    _ours = chosen


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Within it, this language is spoken, here only."""
    token = _spoken.set(chosen)
    try:
        yield
    finally:
        _spoken.reset(token)

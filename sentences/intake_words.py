"""The words of asking for work, from the files of `requests/`: one per language, and one for what all of them share."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "requests"
_EVERYWHERE = "everywhere"
_FALLBACK = "en"
_BEGIN, _END = r"(?<![^\W\d_])(?=[^\W\d_])", r"(?![^\W\d_])"
"""A letter with none before it, and none after: a number may stand right beside a unit."""


@dataclass(frozen=True, eq=False)
class Words:
    """Those of every language, of the speaker's first: where two languages disagree about a word, that one counts.

    People mix languages within a sentence, so no language is left out. `kinds` are category -> words, where `none` has
    the kinds of work without a category; `does` verb -> category; `days` how far a word such as `tomorrow` is away, or a day of the year.
    """

    lists: Mapping[str, tuple[str, ...]]
    kinds: Mapping[str, tuple[str, ...]]
    does: Mapping[str, str]
    currencies: Mapping[str, str]
    by_country: Mapping[str, Mapping[str, str]]
    numbers: Mapping[str, int]
    days: Mapping[str, int | str]
    weekdays: Mapping[str, int]
    patterns: dict[str, str] = field(default_factory=dict)

    def one_of(self, *names: str) -> str:
        """A pattern for any phrase of these lists, longest first; it is a whole word and groups nothing."""
        key = ",".join(names)
        if key not in self.patterns:
            self.patterns[key] = any_of(phrase for name in names for phrase in self.lists.get(name, ()))
        return self.patterns[key]


def any_of(phrases: Iterable[str]) -> str:
    """A pattern for any of these, longest first, with no letter beside it. A hyphen may stand for a space."""
    ordered = sorted({one for one in phrases if one}, key=lambda one: (-len(one), one))
    plain = [_escaped(one) for one in ordered if one[0].isalpha() and one[-1].isalpha()]
    others = [_escaped(one) + _END * one[-1].isalpha() for one in ordered if not one[0].isalpha()]
    marked = [_escaped(one) for one in ordered if one[0].isalpha() and not one[-1].isalpha()]
    parts = [*others, _BEGIN + _either(marked)] if marked else others
    return _either([*parts, _BEGIN + _either(plain) + _END] if plain else parts)


def _either(patterns: list[str]) -> str:
    return f"(?:{'|'.join(patterns)})" if patterns else "(?!)"


def _escaped(phrase: str) -> str:
    return re.escape(phrase).replace("'", "['’]").replace(r"\ ", "[ -]")


def words_for(locale: str) -> Words:
    """Every word there is, with those of this locale's language in front; of English, where we have no file for it."""
    return _words(locale.replace("_", "-").split("-")[0].lower())


@cache
def _languages() -> dict[str, dict[str, Any]]:
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml"))}


def _words(language: str) -> Words:
    known = set(_languages()) - {_EVERYWHERE}
    return _merged(language if language in known else _FALLBACK)


@cache
def _merged(first: str) -> Words:
    """Bounded by the number of files: the language was looked up before."""
    files = _languages()
    order = [first, *sorted(set(files) - {first, _EVERYWHERE}), _EVERYWHERE]
    parts = [files[name] for name in order]
    named = {name: code for code, names in files[_EVERYWHERE]["currencies"].items() for name in names}
    return Words(
        lists=_joined(part.get("lists", {}) for part in parts),
        kinds=_joined(part.get("kinds", {}) for part in parts),
        does={
            verb: name
            for part in reversed(parts)
            for name, verbs in part.get("does", {}).items()
            for verb in verbs
        },
        currencies=_first_wins(part.get("currency_words", {}) for part in parts) | named,
        by_country=files[_EVERYWHERE]["by_country"],
        numbers=_first_wins(part.get("numbers", {}) for part in parts),
        days=_first_wins(part.get("days", {}) for part in parts),
        weekdays=_first_wins(part.get("weekdays", {}) for part in parts),
    )


def _joined(parts: Iterable[Mapping[str, list[str]]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for part in parts:
        for name, listed in part.items():
            found.setdefault(name, []).extend(listed)
    return {name: tuple(listed) for name, listed in found.items()}


def _first_wins(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in parts:
        found = dict(part) | found
    return found

"""Phrases of the language files, found in a text in time that grows with its length alone, whatever the text."""

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent / "words"
MOST_FOUND = 50
"""In one text; no reader needs more."""
_WORD = re.compile(r"[^\W_]+")
_KEY = 3
_LONG = 4
"""Letters of a word that a compound may end with."""
_GAP = r"[\s]{1,3}"
_ANY_WORD = r"[\w’'-]{1,40}"
_END_OF_CLAUSE = r"(?=\s{0,3}(?:[.,;:!?)\n]|$))"
_LETTERS = r"[\w’'-]{0,40}"


class Found(NamedTuple):
    """A phrase as it was typed, and where."""

    start: int
    end: int
    text: str


class Phrases:
    """Some phrases, in the notation that `words/en.toml` explains: `a/b`, `word?`, `word*`, `*` for any word, `word$` at
    the end of a clause."""

    def __init__(self, written: Iterable[str]) -> None:
        self._begun: dict[str, list[re.Pattern[str]]] = {}
        for phrase in dict.fromkeys(written):
            pattern = re.compile(_pattern(phrase), re.IGNORECASE)
            for key in _keys(phrase):
                self._begun.setdefault(key, []).append(pattern)

    def find(self, text: str) -> list[Found]:
        """From left to right, the longest at each place, none inside another."""
        found: list[Found] = []
        for place in _WORD.finditer(text):
            start = place.start()
            if found and start < found[-1].end:
                continue
            if longest := self._longest(text, start):
                found.append(longest)
            if len(found) == MOST_FOUND:
                break
        return found

    def is_in(self, text: str) -> bool:
        """Whether any of them is."""
        return any(self._longest(text, place.start()) for place in _WORD.finditer(text))

    def before(self, text: str, place: int, reach: int) -> bool:
        """Whether one ends close before this place."""
        return self.is_in(text[max(0, place - reach) : place])

    def is_all_of(self, text: str) -> bool:
        """Whether the text is one of them and nothing else."""
        bare = text.strip(" \n\t.,;:!?-–—()*")
        return any(found.start == 0 and found.end >= len(bare) for found in self.find(bare)[:1])

    def _longest(self, text: str, start: int) -> Found | None:
        if start and (text[start - 1].isalnum() or text[start - 1] in "_-"):
            return None
        key = text[start : start + _KEY].lower()
        ends = [
            match.end()
            for length in range(1, _KEY + 1)
            for pattern in self._begun.get(key[:length], ())
            if (match := pattern.match(text, start))
        ]
        return Found(start, max(ends), text[start : max(ends)]) if ends else None


def _pattern(phrase: str) -> str:
    parts, needed = "", False
    for place, word in enumerate(_split(phrase)):
        one = _word(word)
        gap = _GAP if place and needed else ""
        if word.endswith("?") and place == 0:
            raise ValueError(f"{phrase!r}: its first word has to be there")
        parts += f"(?:{gap}{one})?" if word.endswith("?") else gap + one
        needed = True
    return parts + r"(?![\w])"


def _split(phrase: str) -> list[str]:
    return phrase.split()


def _word(word: str) -> str:
    word = word.removesuffix("?")
    ends = word.endswith("$")
    if word == "*":
        return _ANY_WORD
    options = (
        _escaped(one.removesuffix("*")) + (_LETTERS if one.endswith("*") else "")
        for one in word.removesuffix("$").split("/")
    )
    return f"(?:{'|'.join(options)})" + (_END_OF_CLAUSE if ends else "")


def _escaped(word: str) -> str:
    return re.escape(word).replace("'", "['’]")


def _keys(phrase: str) -> Iterator[str]:
    """The beginnings under which it is looked up, without what `*` leaves open."""
    for option in _split(phrase)[0].removesuffix("$").split("/"):
        whole = option.removesuffix("*").lower()
        bare = re.match(r"[^\W_]+", whole)
        key = bare.group()[:_KEY] if bare else ""
        if not key:
            raise ValueError(f"{phrase!r} begins with no letter")
        yield key


@cache
def phrases(name: str) -> Phrases:
    """The list of this name in every language: people mix them."""
    return Phrases(one for language in _languages() for one in language.get(name, ()))


@cache
def long_words(name: str) -> tuple[str, ...]:
    """The single words of a list that are long enough to be told apart at the end of a compound."""
    written = (
        one for language in _languages() for phrase in language.get(name, ()) for one in phrase.split("/")
    )
    return tuple(one for one in written if one.isalpha() and len(one) > _LONG)


@cache
def _languages() -> tuple[dict[str, list[str]], ...]:
    return tuple(tomllib.loads(path.read_text("utf-8")) for path in sorted(_FOLDER.glob("*.toml")))

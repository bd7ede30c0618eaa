"""The words of each language: what is filler, what asks how, and the phrases of each meaning. Read from `words/`."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from gigs.value import Value

_WORDS = Path(__file__).parent / "words"
LANGUAGES = ("en", "de")
LONGEST = 320
"""Characters. A question is shorter; what is longer is a brief, or nothing for us."""
MOST_WORDS = 45
_NEAR = 82
"""How alike a word and a known one must be to count as misspelt (0 to 100, RapidFuzz's ratio)."""
_SHORTEST_MISSPELT = 5

_NOT = re.compile(r"n't\b")
_NO_BEFORE_A_NUMBER = re.compile(r"\b(?:no|nr|num)\.?\s?(?=#?\d)")
_WORD = re.compile(r"#?\w[\w-]*")


class Slot(Value):
    """One place in a phrase: any of these words, or anything with one of these beginnings."""

    whole: frozenset[str]
    beginnings: tuple[str, ...]

    def takes(self, word: str) -> bool:
        """Whether this word may stand here."""
        return word in self.whole or (bool(self.beginnings) and word.startswith(self.beginnings))


class Rule(Value):
    """What one meaning is said with. `gig` is about one gig, `named` only where that is named by a number, or by its word,
    `alone` also where nothing names or points to it;
    `dates` may have numbers that name no gig; `rest` is how many words may be left over that nothing explains."""

    means: str
    phrases: tuple[tuple[Slot, ...], ...]
    gig: bool = False
    named: bool = False
    alone: bool = False
    first: bool = False
    dates: bool = False
    rest: int = 0
    unless: frozenset[str] = frozenset()
    """Words beside which it can’t be meant: `I will be back`."""


class Hint(Value):
    """What speaks for one meaning where no rule explains a sentence: phrases whose words may stand anywhere in it."""

    means: str
    of_gig: bool
    about: tuple[tuple[Slot, ...], ...]
    """One of these must be there, if there are any."""
    sure: tuple[tuple[Slot, ...], ...]
    likely: tuple[tuple[Slot, ...], ...]
    never: tuple[tuple[Slot, ...], ...]


class Language(Value):
    """The words of one language, as its file has them."""

    filler: frozenset[str]
    gig: frozenset[str]
    many: frozenset[str]
    no: frozenset[str]
    counted: frozenset[str]
    counting: frozenset[str]
    how: tuple[tuple[str, ...], ...]
    how_one: tuple[tuple[Slot, ...], ...]
    """The same with other words in between."""
    said_as: dict[str, str]
    spelling: tuple[str, ...]
    rules: tuple[Rule, ...]
    hints: tuple[Hint, ...]

    def spelt(self, word: str) -> str:
        """The known word that this one is a misspelling or a short form of, or itself."""
        if word in self.said_as:
            return self.said_as[word]
        if len(word) < _SHORTEST_MISSPELT or word in self.filler or not word.isalpha():
            return word
        best = process.extractOne(word, self.spelling, scorer=fuzz.ratio, score_cutoff=_NEAR)
        return best[0] if best else word


def words_of(text: str) -> tuple[str, ...]:
    """The words of a sentence in small letters; none of one that is too long for a question."""
    if len(text) > LONGEST:
        return ()
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").replace("ß", "ss")
    plain = _NO_BEFORE_A_NUMBER.sub("number ", plain)
    found = _WORD.findall(_NOT.sub(" not", plain).replace("can not", "cannot"))
    return tuple(found) if len(found) <= MOST_WORDS else ()


@cache
def language(name: str) -> Language:
    """One of LANGUAGES."""
    read = tomllib.loads((_WORDS / f"{name}.toml").read_text(encoding="utf-8"))
    return Language(
        filler=frozenset(_folded(read["filler"])),
        gig=frozenset(_folded(read["gig"])),
        many=frozenset(_folded(read["many"])),
        said_as=read["said_as"],
        no=frozenset(_folded(read["not"])),
        how=tuple(tuple(_folded(phrase)) for phrase in read["how"]),
        spelling=tuple(_folded(read["spelling"])),
        counted=frozenset(_folded(read["counted"])),
        counting=frozenset(_folded(read["counting"])),
        how_one=_phrases(read["how_one"]),
        rules=tuple(_rule(one) for one in read["rule"]),
        hints=tuple(_hint(one) for one in read["weigh"]),
    )


def _folded(text: str) -> list[str]:
    return text.casefold().split()


def _rule(read: dict[str, Any]) -> Rule:
    more: dict[str, Any] = {
        name: read[name] for name in ("gig", "named", "alone", "first", "dates", "rest") if name in read
    }
    more["unless"] = frozenset(_folded(read.get("unless", "")))
    return Rule(means=read["means"], phrases=_phrases(read["phrases"]), **more)


def _hint(read: dict[str, Any]) -> Hint:
    said = {name: _phrases(read.get(name, ())) for name in ("about", "sure", "likely", "never")}
    return Hint(means=read["means"], of_gig=read.get("gig", False), **said)


def _phrases(read: Iterable[str]) -> tuple[tuple[Slot, ...], ...]:
    return tuple(tuple(_slot(place) for place in _folded(phrase)) for phrase in read)


def _slot(place: str) -> Slot:
    either = place.split("|")
    return Slot(
        whole=frozenset(one for one in either if not one.endswith("*")),
        beginnings=tuple(one[:-1] for one in either if one.endswith("*")),
    )

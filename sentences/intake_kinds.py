"""Which kinds of work a sentence names. Words are looked up one by one, so a long text takes no longer."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from rapidfuzz import fuzz, process

from sentences.intake_words import Words

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LONGEST_PHRASE = 3
_ENOUGH_TO_COMPARE, _MOST_COMPARED, _ALIKE = 6, 30, 88
"""Letters of a word that may be misspelt, how many of them are compared, and how alike they must be (RapidFuzz)."""
_SHORTEST_END = 3
_MOST_PARTS = 8
_NO_CATEGORY = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work, and the category it belongs to; empty where that could be one or another."""

    start: int
    end: int
    category: str


@dataclass(frozen=True, slots=True)
class _Known:
    whole: Mapping[str, str]
    ends: Mapping[str, str]
    spelt: tuple[str, ...]


@cache
def _known(words: Words) -> _Known:
    whole: dict[str, str] = {}
    ends: dict[str, str] = {}
    for category, names in words.kinds.items():
        for name in names:
            bare = name.removeprefix("*").replace("-", " ")
            whole.setdefault(bare, category)
            if bare != name and name.startswith("*"):
                ends.setdefault(bare, category)
    spelt = tuple(name for name in whole if " " not in name and len(name) >= _ENOUGH_TO_COMPARE)
    return _Known(whole, ends, spelt)


def kinds_in(text: str, words: Words) -> list[Kind]:
    """In the order in which they stand there, the longest name of each; one may be misspelt."""
    known, tokens, place, compared = _known(words), list(_WORD.finditer(text)), 0, 0
    found = []
    while place < len(tokens):
        category, length = _longest(tokens, place, known)
        word = tokens[place][0].casefold()
        if not length and len(word) >= _ENOUGH_TO_COMPARE and compared < _MOST_COMPARED:
            compared += 1
            near = process.extractOne(word, known.spelt, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            category, length = (known.whole[near[0]], 1) if near else ("", 0)
        if length:
            last = tokens[place + length - 1]
            found.append(
                Kind(tokens[place].start(), last.end(), "" if category == _NO_CATEGORY else category)
            )
        place += length or 1
    return found


def _longest(tokens: list[re.Match[str]], place: int, known: _Known) -> tuple[str, int]:
    for length in range(_LONGEST_PHRASE, 0, -1):
        named = tokens[place : place + length]
        phrase = " ".join(one[0].casefold().replace("-", " ") for one in named)
        if len(named) == length and phrase in known.whole:
            return known.whole[phrase], length
    word = tokens[place][0].casefold().replace("-", " ")[-40:]
    for start in range(1, len(word) - _SHORTEST_END + 1):
        if word[start:] in known.ends:
            return known.ends[word[start:]], 1
    return "", 0


def category_of(object_: str, words: Words) -> str:
    """Of its verb, else of the head of what is asked for: `website translation` is a translation, a `logo for our website` a logo."""
    verbs = (words.does.get(one[0].casefold()) for one in _WORD.finditer(object_))
    if done := next(filter(None, verbs), ""):
        return done
    links, within = _joints(words)
    start, joints = 0, [*islice(links.finditer(object_), _MOST_PARTS), None]
    for joint in joints:
        part = object_[start : joint.start()] if joint else object_[start:]
        named = [kind.category for kind in kinds_in(part, words) if kind.category]
        if named or joint is None or not within.fullmatch(joint[0]):
            return named[-1] if named else ""
        start = joint.end()
    return ""


@cache
def _joints(words: Words) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What the head of an object ends with, and those after which its head may still come: `500 words of copy`."""
    every, within = words.one_of("joints"), words.one_of("joints_within")
    return re.compile(every, re.IGNORECASE), re.compile(within, re.IGNORECASE)

"""Which kinds of work and which skills a sentence names. Words are looked up one by one, so a long text takes no longer."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from rapidfuzz import fuzz, process

from sentences.intake_found import Found
from sentences.intake_words import Words

_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_SKILL = re.compile(r"[^\W_][\w+#.]*(?:/[^\W_][\w+#.]*)?")
_LONGEST_PHRASE = 3
_ENOUGH_TO_COMPARE, _MOST_COMPARED, _ALIKE = 6, 30, 88
"""Letters of a word that may be misspelt, how many of them are compared, and how alike they must be (RapidFuzz)."""
_SHORTEST_END = 3
_MOST_SKILLS = 5
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


def skills_in(text: str, words: Words) -> str:
    """What is said to be a skill, and the tools and techniques that are named; five at most, with commas."""
    listed = [*_listed(text, words), *_named(text, words)]
    found: dict[str, str] = {}
    for one in listed:
        found.setdefault(one.casefold(), one)
    return ", ".join(list(found.values())[:_MOST_SKILLS])


@cache
def _names(words: Words) -> dict[str, str]:
    return {name.casefold(): name for name in words.lists["skills"]}


def _named(text: str, words: Words) -> Iterator[str]:
    names = _names(words)
    tokens = [one[0].rstrip(".") for one in _SKILL.finditer(text)]
    for place, token in enumerate(tokens):
        pair = " ".join(tokens[place : place + 2]).casefold()
        whole = next((name for name in (pair, token.casefold()) if name in names), "")
        parts = [whole] if whole else token.casefold().split("/")
        yield from (names[part] for part in parts if part in names)


@cache
def _lists(words: Words) -> tuple[re.Pattern[str], ...]:
    item = (
        rf"[^\W\d_][\w+#./]*(?:[ -](?!{words.one_of('and_also', 'joints', 'small_words')})[^\W\d_][\w+#./]*)?"
    )
    link = rf"(?:\s?,\s?(?:{words.one_of('and_also')}\s)?|\s{words.one_of('and_also')}\s)"
    listed = rf"(?P<items>{item}(?:{link}{item}){{0,4}})"
    plain = rf"(?P<items>[\w+#./ -]{{1,40}}?(?:{link}[\w+#./ -]{{1,40}}?){{0,4}})"
    patterns = (
        rf"{words.one_of('skills_label')}\s?[:=]\s?{listed}",
        rf"{words.one_of('knows')}\s{listed}",
        rf"{words.one_of('with_known')}\s{plain}\s?{words.one_of('known')}",
    )
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _listed(text: str, words: Words) -> Iterator[str]:
    link = re.compile(rf"\s?,\s?|\s?{words.one_of('and_also')}\s", re.IGNORECASE)
    for pattern in _lists(words):
        for one in pattern.finditer(text):
            yield from (part for raw in link.split(one["items"]) if (part := raw.strip(" .,-")))


def skills_spans(text: str, words: Words) -> list[Found]:
    """Where skills are listed as such: that's no part of a title."""
    return [Found(one.start(), one.end()) for pattern in _lists(words) for one in pattern.finditer(text)]

"""Which skills a sentence names: tools that are known, what stands beside one, and what is called a skill."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from sentences.intake_found import Found
from sentences.intake_words import Words
from sentences.mistyping import mistyped

_SKILL = re.compile(r"[^\W_][\w+#.]*(?:/[^\W_][\w+#.]*)?")
_MOST_SKILLS = 5
_MOST_COMPARED = 60
"""Words of which it is tried whether they are a name with a slip in it."""


def skills_in(text: str, words: Words) -> str:
    """What is said to be a skill, and the tools and techniques that are named; five at most, with commas."""
    listed = [*_listed(text, words), *_named(text, words), *_beside(text, words)]
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
        known = [names[part] for part in parts if part in names]
        yield from known or (_meant(token.casefold(), names) if place < _MOST_COMPARED else ())


def _meant(word: str, names: Mapping[str, str]) -> Iterator[str]:
    """`pyhton`."""
    yield from (name for folded, name in names.items() if mistyped(word, folded))


def _beside(text: str, words: Words) -> Iterator[str]:
    """One beside a tool that is known: `SPSS or R`, `PowerPoint and Illustrator`."""
    names, others = _names(words), {name.casefold(): name for name in words.lists["skills_beside"]}
    for one in _pairs(words).finditer(text):
        for word, other in ((one["first"], one["second"]), (one["second"], one["first"])):
            if word.casefold() in others and (other.casefold() in names or other.casefold() in others):
                yield others[word.casefold()]


@cache
def _pairs(words: Words) -> re.Pattern[str]:
    link = rf"(?:\s?[,/+&]\s?|\s{words.one_of('and_also')}\s)"
    word = r"[^\W\d_][\w+#.-]{0,20}(?<![.-])"
    return re.compile(rf"(?<!\w)(?P<first>{word})(?=(?P<link>{link})(?P<second>{word}))", re.IGNORECASE)


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
        rf"(?:\A|[,.;]\s){words.one_of('skills_label')}\s(?=(?-i:[A-Z])){listed}",
        rf"(?:\A|[,.;(]\s?)(?P<items>[^\W\d_][\w+#]{{0,20}})\s{words.one_of('must')}",
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

"""What is done in a gig, and to what: so the same work is found in other words, and other work told apart in the same."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from math import sqrt
from typing import NamedTuple

from gigs.brief import Category
from similar.lexicon import normal
from similar.work_words import classes_in, work_lexicon

LONGEST_READ = 2000
"""So many characters of a text are read."""
IS_SURE = 1.0
"""What speaks for a work, at least, for two gigs to be compared by it: even a hint in the title says so much."""
_IN_TITLE, _IN_SKILLS, _AT_FIRST, _LATER = 3.0, 2.0, 1.5, 0.7
_STRONGER = 1.5
_MOST_DO, _MOST_ON = 4, 3
_SENTENCE = re.compile(r"[.!?](?:\s|$)|[。！？\n]")
_CLAUSE = re.compile(r"[,;:、，；：]")


class Agreement(NamedTuple):
    """How much of the work of two gigs is the same, from 0 to 1, and whether it is done to the same; None where one doesn't say.

    `is_broad` where the work alone says too little, as with slides.
    """

    do: float
    on: bool | None
    is_broad: bool


def work_of(title: str, skills: str, outcome: str, domain: Category | None = None) -> tuple[str, ...]:
    """What speaks for each work as `do:translate=65`, and for each thing that it's done to as `on:manual=30`, the most first.

    Nothing where there's no title yet: whoever begins to type isn't told of others' work.
    """
    if not title.strip():
        return ()
    known = work_lexicon()
    do: dict[str, float] = {}
    on: dict[str, float] = {}
    for weight, part in _parts(title, skills, outcome):
        for words, scores in ((known.do, do), (known.on, on)):
            for name, sure in classes_in(part, words).items():
                scores[name] = scores.get(name, 0.0) + weight * sure
    if domain is Category.TRANSLATION:
        do["translate"] = do.get("translate", 0.0) + _IN_TITLE
    for name in known.stronger & do.keys():
        do[name] *= _STRONGER
    return (*_written("do", do, _MOST_DO), *_written("on", on, _MOST_ON))


def _parts(title: str, skills: str, outcome: str) -> Iterator[tuple[float, str]]:
    yield _IN_TITLE, normal(title[:LONGEST_READ])
    yield _IN_SKILLS, normal(skills[:LONGEST_READ])
    sentences = [one for one in _SENTENCE.split(normal(outcome[:LONGEST_READ])) if one.strip()]
    yield _AT_FIRST, _asked(sentences[:1])
    yield _LATER, _asked(sentences[1:])


def _asked(sentences: Sequence[str]) -> str:
    """Without clauses on what is there already: “text exists” asks for no text."""
    given = work_lexicon().given
    return " ; ".join(
        clause for one in sentences for clause in _CLAUSE.split(one) if clause and not given.search(clause)
    )


def _written(prefix: str, scores: Mapping[str, float], most: int) -> list[str]:
    best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:most]
    return [f"{prefix}:{name}={round(score * 10)}" for name, score in best]


@lru_cache(maxsize=5000)
def read_work(work: tuple[str, ...], prefix: str) -> Mapping[str, int]:
    """Tenths by name, of what `work_of` wrote."""
    found = [one.removeprefix(prefix).partition("=") for one in work if one.startswith(prefix)]
    return {name: int(score) for name, _, score in found}


def is_of_work(term: str) -> bool:
    """Whether `work_of` wrote it; no term of a gig's words is like that."""
    return term.startswith(("do:", "on:"))


def agreement(one: tuple[str, ...], other: tuple[str, ...]) -> Agreement | None:
    """None where either doesn't say for sure what is done."""
    mine, yours = read_work(one, "do:"), read_work(other, "do:")
    if min(max(mine.values(), default=0), max(yours.values(), default=0)) < IS_SURE * 10:
        return None
    known = work_lexicon()
    top = next(iter(mine))
    counts = known.matters.get(top, frozenset()) | known.matters.get(next(iter(yours)), frozenset())
    on = _same_on(*([name for name in read_work(each, "on:") if name in counts] for each in (one, other)))
    return Agreement(_alike(mine, yours), on, top in known.broad)


def _same_on(one: Sequence[str], other: Sequence[str]) -> bool | None:
    if not one or not other:
        return None
    return one[0] in other or other[0] in one


def _alike(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """The cosine of their squares: what speaks loudest counts."""
    shared = sum(one[name] ** 2 * other[name] ** 2 for name in one.keys() & other.keys())
    return float(shared / sqrt(sum(n**4 for n in one.values()) * sum(n**4 for n in other.values())))

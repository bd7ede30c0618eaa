"""What a gig is found by: the words of its title, and pairs of them, which are rarer and so say more."""

from collections.abc import Sequence
from itertools import combinations

from similar.nearness import Terms

MOST_MARKS = 16
MOST_SEARCHED = MOST_MARKS // 2
_SINGLE = 6
_PAIRED = 5
_OF_LESSON = 12


def marks_of(terms: Terms) -> tuple[str, ...]:
    """At most `MOST_MARKS`, the most telling first. What is stored was made by this: change it only with a migration that
    has every summary indexed anew."""
    pairs = ["+".join(sorted(two)) for two in combinations(terms.title[:_PAIRED], 2)]
    return (*pairs, *terms.title[:_SINGLE])[:MOST_MARKS]


def marks_of_lesson(terms: Sequence[str]) -> tuple[str, ...]:
    """What a lesson is found by, apart from the gig that it comes from."""
    return tuple(f"~{term}" for term in terms[:_OF_LESSON])


def searched(words: Sequence[str]) -> tuple[str, ...]:
    """The marks of gigs and lessons that have one of these terms."""
    return tuple(mark for term in words[:MOST_SEARCHED] for mark in (term, f"~{term}"))

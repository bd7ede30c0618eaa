"""Which of many letters are worth comparing: found without comparing each with every other."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

PARTNERS = 4
"""Each letter is compared with at most so many others, those that share most with it."""


def likely_pairs(letters: Sequence[Sequence[str]], alike: float) -> list[tuple[int, int]]:
    """Places of two letters that may have `alike` of their words in common, in the same order; the rest can't.

    Letters of N words together that have that much in common are told apart by at most (1 - alike) x N words, which cut
    what is common into one run more than that; all neighbours within a run are neighbours in both letters.
    """
    neighbours = [Counter(pairwise(words)) for words in letters]
    found: set[tuple[int, int]] = set()
    for place, shared in enumerate(_shared(neighbours)):
        likely = [
            other
            for other, count in shared.items()
            if count >= _fewest(len(letters[place]) + len(letters[other]), alike)
        ]
        likely.sort(key=lambda other: (-shared[other], other))
        found.update((min(place, other), max(place, other)) for other in likely[:PARTNERS])
    return sorted(found)


def _fewest(words: int, alike: float) -> float:
    return alike * words / 2 - (1 - alike) * words - 1


def _shared(neighbours: Sequence[Counter[tuple[str, str]]]) -> list[Counter[int]]:
    """How many neighbours each letter shares with which others."""
    users: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, counted in enumerate(neighbours):
        for pair in counted:
            users[pair].append(place)
    shared: list[Counter[int]] = [Counter() for _ in neighbours]
    for pair, places in users.items():
        for one in places:
            for other in places:
                if one != other:
                    shared[one][other] += min(neighbours[one][pair], neighbours[other][pair])
    return shared

"""How many letters are compared grows with their number, not with its square, and none that are alike are missed."""

import random
from itertools import combinations

from rapidfuzz.distance import Indel

from use_cases.showing.likely_pairs import PARTNERS, likely_pairs
from use_cases.showing.likeness import ALIKE

WORDS = [f"word{number}" for number in range(400)]


def changed(letter: list[str], share: float, chance: random.Random) -> list[str]:
    """The letter with this share of its words replaced, anywhere."""
    return [chance.choice(WORDS) if chance.random() < share else word for word in letter]


def test_forty_letters_that_have_nothing_in_common_are_not_compared():
    letters = [[f"{writer} {place}" for place in range(200)] for writer in range(40)]
    assert likely_pairs(letters, ALIKE) == []


def test_honest_letters_that_share_some_phrases_are_not_compared():
    phrases = [f"common{place}" for place in range(20)]
    letters = [phrases + [f"{writer} {place}" for place in range(100)] for writer in range(40)]
    assert likely_pairs(letters, ALIKE) == []


def test_forty_times_the_same_template_is_compared_a_few_times_each():
    chance = random.Random(1)
    template = [chance.choice(WORDS) for _ in range(200)]
    letters = [changed(template, 0.02, chance) for _ in range(40)]
    pairs = likely_pairs(letters, ALIKE)
    assert len(pairs) <= 40 * PARTNERS < 40 * 39 / 2
    assert {place for pair in pairs for place in pair} == set(range(40))


def test_no_two_letters_that_are_alike_are_missed():
    """Up to PARTNERS others are compared with each, and so two at a time all are."""
    chance, alike = random.Random(2), 0
    for length in (12, 13, 20, 50, 250):
        for share in (0.02, 0.1, 0.15, 0.2, 0.3):
            for _ in range(40):
                one = [chance.choice(WORDS) for _ in range(length)]
                other = changed(one, share, chance)[chance.randrange(3) :]
                if Indel.normalized_similarity(one, other) >= ALIKE:
                    alike += 1
                    assert likely_pairs([one, other], ALIKE) == [(0, 1)]
    assert alike > 100


def test_one_word_over_and_over_is_no_trouble():
    letters = [["same"] * 250 for _ in range(40)]
    pairs = likely_pairs(letters, ALIKE)
    assert len(pairs) <= 40 * PARTNERS
    assert set(pairs) <= set(combinations(range(40), 2))

"""Tables of words are in the language of whoever reads them, not of the moment when they were loaded."""

import pytest

from cards.kit.fields import (
    CATEGORIES,
    CURRENCIES,
    EXPERIENCE,
    FIELDS,
    PRICE_TYPES,
    TIER_CHOICES,
    TIERS,
    VISIBILITIES,
    label_of,
)
from cards.kit.words import DECISIONS, MILESTONES, STATES, STATUSES, YOUR_MOVE, ball_of, market, market_of
from gigs.brief import BY_POLICY, Category
from gigs.gig import GigState
from tests.cards.gallery import Story
from tests.cards.pseudo import PSEUDO, nobodys, plain_words
from translation.catalogue import _, speaking
from use_cases.permissions.authorize import Role

TABLES = [CATEGORIES, CURRENCIES, EXPERIENCE, FIELDS, PRICE_TYPES, TIER_CHOICES, TIERS, VISIBILITIES]
LOOKS = [STATES, STATUSES, MILESTONES, DECISIONS]


def in_plain_letters(*texts: str) -> list[str]:
    return list(plain_words([{"text": each} for each in texts]))


def test_a_word_is_english_until_another_language_is_spoken():
    assert CATEGORIES[Category.OTHER] == "Other"
    with speaking(PSEUDO):
        assert in_plain_letters(CATEGORIES[Category.OTHER]) == []
    assert dict(CATEGORIES)[Category.OTHER] == "Other"


@pytest.mark.parametrize("table", TABLES)
def test_every_word_of_a_table_is_translated_where_it_is_read(table):
    with speaking(PSEUDO):
        assert in_plain_letters(*table.values(), *(word for _key, word in table.items())) == []


@pytest.mark.parametrize("table", LOOKS)
def test_a_status_is_translated_and_keeps_its_colour(table):
    english = dict(table)
    with speaking(PSEUDO):
        assert in_plain_letters(*(look.label for look in table.values())) == []
        assert {key: look.style for key, look in table.items()} == {
            key: look.style for key, look in english.items()
        }


@pytest.mark.parametrize("role", [Role.REQUESTER, Role.LEAD])
@pytest.mark.parametrize("state", GigState)
def test_whose_turn_it_is_is_told_in_the_language_that_is_spoken(state, role):
    story = Story(nobodys)
    gig = story.gig(state)
    names = [gig.requester.name, market_of(gig), *(one.approver.name for one in gig.approvals)]
    with speaking(PSEUDO):
        ball = ball_of(gig, role)
        told = f"{ball.headline}. {ball.detail}"
    for name in names:
        told = told.replace(name, "")
    assert in_plain_letters(told) == []


def test_the_marks_of_a_needed_field_and_of_the_policys_choice_are_translated_too():
    with speaking(PSEUDO):
        assert in_plain_letters(label_of("title"), market(BY_POLICY), _(YOUR_MOVE)) == []

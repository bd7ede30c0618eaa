"""When a policy has a gig offered to colleagues, for how long, and what a faulty rule is told."""

from datetime import timedelta

import pytest

from gigs.brief import Category, DataTier
from policy.case import Case
from policy.inside import plan_inside
from policy.policy_file import PolicyWrong
from tests.support.builders import RITA, a_brief, usd
from tests.support.policies import a_policy

RULES = """
inside:
  days: 4d
  ask_manager: 8h
  rules:
    - {when: {category: design}, up_to: 2000 USD, days: 2d, may_skip: no, because: Our studio has room.}
    - {when: {category: [design, research]}, ask_manager: 20h, because: We know how.}
"""


def planned(text=RULES, **brief):
    wanted = a_brief(**brief)
    return plan_inside(a_policy(text), Case(brief=wanted, requester=RITA, amount=wanted.budget))


def test_the_first_rule_that_holds_counts_and_says_what_it_says_differently():
    small = planned(category=Category.DESIGN, rate=usd(2000))
    large = planned(category=Category.DESIGN, rate=usd(2001))
    assert (small.days, small.may_skip, small.ask_manager, small.because) == (
        2,
        False,
        8,
        "Our studio has room.",
    )
    assert (large.days, large.may_skip, large.ask_manager, large.because) == (4, True, 20, "We know how.")
    assert small.required
    assert small.lasts == timedelta(days=2)


def test_where_no_rule_holds_the_requester_may_choose_unless_the_policy_says_no():
    chosen = planned(category=Category.VIDEO)
    assert not chosen.required
    assert chosen.days == 4
    assert planned(RULES + "  by_choice: no\n", category=Category.VIDEO) is None


@pytest.mark.parametrize(
    "brief",
    [
        {"data_tier": DataTier.CONFIDENTIAL},
        {"data_tier": DataTier.HIGHLY_CONFIDENTIAL},
        {"emergency": "The fair is tomorrow."},
    ],
)
def test_only_general_data_is_offered_and_no_emergency(brief):
    assert planned(category=Category.DESIGN, **brief) is None


def test_a_policy_that_says_nothing_offers_nothing():
    assert planned("") is None


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("days: 8h", "working days, from 1d to 60d"),
        ("days: 61d", "working days, from 1d to 60d"),
        ("ask_manager: 2d", "so many hours"),
        ("rules: [{because: A.}, {when: {category: design}, because: B.}]", "no gig ever gets this far"),
        ("rules: [{when: {data_tier: confidential}, because: A.}]", "only general data"),
        ("rules: [{when: {category: design}}]", "is missing"),
    ],
)
def test_a_rule_that_cannot_be_used_is_named_with_its_line(rules, told):
    with pytest.raises(PolicyWrong, match=told):
        a_policy(f"inside: {{{rules}}}")

"""Which marketplace a policy chooses, and which it forbids."""

import pytest

from gigs.brief import Category, DataTier
from gigs.errors import BriefIncomplete
from policy.case import Case
from policy.markets import choose, may_choose
from policy.plan import plan
from policy.policy import Policy
from policy.policy_file import PolicyWrong
from tests.support.builders import RITA, a_brief, usd
from tests.support.policies import a_policy

RULES = """
marketplaces:
  choose:
    - {when: {category: design, above: 5000 USD}, use: big, because: Large design goes there.}
    - {when: {category: design}, use: small, because: Design goes there.}
    - {use: any, because: Everything else goes there.}
  forbid:
    - {when: {data_tier: confidential}, names: [small, any], because: Please keep it off there.}
"""
ALL = ("big", "small", "any")


def case(**changes) -> Case:
    brief = a_brief(**({"category": Category.DESIGN} | changes))
    return Case(brief=brief, requester=RITA, amount=brief.budget)


def chosen(there=ALL, policy: Policy | None = None, **changes) -> str:
    return choose(policy or a_policy(RULES), case(**changes), there).name


def test_the_first_rule_that_holds_chooses_and_says_why():
    assert choose(a_policy(RULES), case(), ALL).because == "Design goes there."
    assert chosen() == "small"
    assert chosen(rate=usd(6000)) == "big"
    assert chosen(category=Category.WRITING) == "any"


def test_the_sum_is_compared_in_the_policys_currency():
    assert chosen(rate=usd(5000)) == "small"
    euros = usd(4600).model_copy(update={"currency": "EUR"})
    assert chosen(rate=euros) == "big"


def test_a_marketplace_that_is_not_available_is_passed_over():
    assert chosen(there=("any",)) == "any"
    assert may_choose(a_policy(RULES), ["any", "elsewhere"]) == ("any",)


def test_a_forbidden_one_is_never_chosen():
    with pytest.raises(BriefIncomplete) as nowhere:
        chosen(data_tier=DataTier.CONFIDENTIAL)
    assert "Please choose the marketplace yourself" in nowhere.value.problems["marketplace"]
    assert chosen(data_tier=DataTier.CONFIDENTIAL, rate=usd(6000)) == "big"


def test_choosing_a_forbidden_one_by_hand_is_stopped_with_the_policys_sentence():
    wanted = case(marketplace="small", data_tier=DataTier.CONFIDENTIAL)
    (block,) = plan(a_policy(RULES), wanted).blocks
    assert (block.field, block.sentence) == ("marketplace", "Please keep it off there.")


def test_without_rules_nothing_is_chosen_and_nothing_is_forbidden():
    assert may_choose(a_policy(), ALL) == ()
    assert plan(a_policy(), case(marketplace="small")).blocks == ()
    with pytest.raises(BriefIncomplete):
        chosen(policy=a_policy())


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ("marketplaces: {}", "marketplaces: `marketplaces` has rules under `choose`"),
        ("marketplaces: {choose: [{use: a}]}", "marketplaces.choose[0].because: is missing"),
        ("marketplaces: {choose: [{use: 'a b', because: X}]}", "marketplaces.choose[0].use: 'a b' is not"),
        (
            "marketplaces: {choose: [{when: {above: 5 XXX}, use: a, because: X}]}",
            "marketplaces.choose[0].when",
        ),
        (
            "marketplaces: {forbid: [{names: [], because: X}]}",
            "marketplaces.forbid[0].names: must have at least",
        ),
        (
            "marketplaces: {choose: [{use: a, because: X}, {use: a, because: Y}]}",
            "marketplaces.choose[1]: no gig ever gets this far: a rule above sends every gig to a",
        ),
        (
            "marketplaces: {choose: [{use: a, because: X}], forbid: [{names: [a], because: Y}]}",
            "marketplaces.choose[0].use: a is forbidden for every gig by `forbid`",
        ),
        ("marketplaces: {chose: []}", "did you mean `choose`?"),
    ],
)
def test_what_is_wrong_is_told_with_its_line_and_field(rules, told):
    with pytest.raises(PolicyWrong) as wrong:
        a_policy(rules)
    assert "line" in str(wrong.value)
    assert told in str(wrong.value)

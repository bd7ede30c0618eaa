"""What the policy says of a gig, in the language that nobody speaks: no word is left in plain letters."""

from datetime import date
from typing import Any

from gigs.brief import Brief, DataTier
from gigs.links import read_link
from gigs.money import Money
from policy.budgets import over_budget
from policy.case import Case
from policy.plan import Plan, plan
from policy.policy import Policy
from policy.policy_file import parse_policy
from policy.terms import parse_money
from tests.cards.pseudo import PSEUDO, plain_words
from tests.support.builders import a_brief, a_person
from tests.support.cases import every_case
from translation.catalogue import speaking

POLICY = """\
name: tried
currency: USD
rates: {EUR: 1.10}
splitting: {days: 30}
bands:
  - {name: 一, up_to: 2000 USD, when: {category: design}, steps: [{ask: manager}]}
  - {up_to: 9000 USD, steps: [{ask: owner of cost centre}]}
gates:
  - when: {data_tier: general, price_type: fixed, visibility: public, longer_than: 1d, above: 1 USD, answers: {q: true}}
    add: {ask: manager+1}
questions: [{id: q, ask: 一}]
cost_centres:
  "1": {owner: 一@一.一, budget: {limit: 1000 USD, from: 2020-01-01, until: 2020-02-01}}
  "2": {owner: 一@一.一, budget: {limit: 1 USD}}
purchase_orders: {"7": {cost_centre: "2", limit: 1 USD}}
require_known_cost_centre: true
require_purchase_order: 1 USD
self_service_up_to: 1 USD
"""
LANE = """\
emergency: {up_to: 1000 USD, steps: [{ask: manager}], review_by: manager, review_within: 1d}
"""
INSIDE = read_link("一 https://10.0.0.1")


def policy(more: str = "") -> Policy:
    return parse_policy(POLICY + more, "tried.yaml")


def planned(
    rate: str, *, more: str = "", spent: tuple[str, ...] = (), is_excess: bool = False, **changes
) -> Plan:
    usual = {"title": "一", "cost_centre": "1", "answers": {"q": True}, "purchase_order": "7"}
    brief: Brief = a_brief(rate=parse_money(rate), **(usual | changes))
    others: tuple[Money, ...] = tuple(parse_money(each) for each in spent)
    asked = Case(
        brief=brief, requester=a_person("一"), amount=brief.budget, spent=others, purpose_is_excess=is_excess
    )
    return plan(policy(more), asked)


def plain(*texts: str) -> list[str]:
    """Those of these texts that have a word in plain letters."""
    return list(plain_words([{"text": text} for text in texts]))


CASES: dict[str, dict[str, Any]] = {
    "a band with its name and condition": {"rate": "1200 USD"},
    "a band without": {"rate": "1200 EUR", "spent": ("3000 USD", "5 GBP")},
    "no band": {"rate": "9001 USD"},
    "an excess": {"rate": "300 USD", "is_excess": True},
    "an excess that no band fits": {"rate": "9001 USD", "is_excess": True},
    "self-service, and a step all the same": {"rate": "1 USD"},
    "self-service": {"rate": "1 USD", "answers": {"q": False}},
    "self-service, and something uncounted": {"rate": "0.5 USD", "spent": ("5 GBP",)},
    "a currency": {"rate": "5 GBP"},
    "an unknown cost centre": {"rate": "5 USD", "cost_centre": "9"},
    "no purchase order": {"rate": "5 USD", "purchase_order": ""},
    "an unknown purchase order": {"rate": "5 USD", "purchase_order": "9"},
    "the purchase order of another": {"rate": "5 USD"},
    "no answer": {"rate": "5 USD", "answers": {}},
    "an emergency": {"rate": "5 USD", "emergency": "一", "more": LANE},
    "a large emergency": {"rate": "1200 USD", "emergency": "一", "more": LANE},
    "an emergency without a lane": {"rate": "5 USD", "emergency": "一"},
    "an internal link": {"rate": "5 USD", "links": (INSIDE,), "data_tier": DataTier.GENERAL},
}


def test_every_reason_warning_and_refusal_is_translated():
    with speaking(PSEUDO), every_case() as case:
        for name, asked in CASES.items():
            with case(name):
                said = planned(**asked)
                steps = [text for step in said.steps for text in (step.name, *step.why)]
                blocks = [block.sentence for block in said.blocks]
                assert plain(*said.why, *said.warnings, *steps, *blocks) == []


def test_what_there_is_no_money_for_is_translated():
    brief = a_brief(rate=parse_money("5 USD"), cost_centre="2", purchase_order="7")
    held = {"cost_centre 2": [parse_money("5 GBP")]}
    outside = brief.model_copy(update={"cost_centre": "1", "start": date(2021, 1, 1)})
    with speaking(PSEUDO), every_case() as case:
        for name, charged, committed in (
            ("left", brief, {}),
            ("uncounted", brief, held),
            ("outside", outside, {}),
        ):
            with case(name):
                blocks = over_budget(policy(), charged, charged.budget, committed)
                assert blocks
                assert plain(*(block.sentence for block in blocks)) == []

from datetime import date
from decimal import Decimal

import pytest

from policy.budgets import charged_budgets, over_budget, spent_of, thresholds_crossed
from policy.policy_file import parse_policy
from policy.rates import Rates
from policy.terms import parse_money
from tests.support.builders import a_brief, usd
from translation.formats import day

POLICY = parse_policy(
    """\
name: budgets
currency: USD
rates: {EUR: 1.10}
cost_centres:
  CC-100: {owner: anna@b.example, budget: {limit: 20000 EUR, from: 2026-01-01, until: 2026-12-31}}
  CC-200: {owner: bert@b.example, budget: {limit: 5000 USD}}
  CC-300: {owner: cora@b.example}
purchase_orders:
  PO-1: {cost_centre: CC-200, limit: 3000 USD, until: 2027-06-30}
bands: [{steps: [{ask: owner of cost centre}]}]
""",
    "budgets.yaml",
)
KEY = "cost_centre cc-100 from 2026-01-01"


def over(amount: str, held: tuple[str, ...] = (), key: str = KEY, **changes):
    committed = {key: [parse_money(each) for each in held]}
    return over_budget(POLICY, a_brief(**changes), parse_money(amount), committed)


def test_a_gig_draws_on_its_cost_centre():
    assert [charged.key for charged in charged_budgets(POLICY, a_brief())] == [KEY]


def test_a_gig_draws_on_its_purchase_order_too():
    brief = a_brief(cost_centre="cc-200", purchase_order="po-1")
    assert [charged.key for charged in charged_budgets(POLICY, brief)] == [
        "cost_centre cc-200",
        "purchase_order po-1",
    ]


@pytest.mark.parametrize("centre", ["CC-300", "CC-999"])
def test_a_cost_centre_without_a_budget_keeps_no_count(centre):
    assert charged_budgets(POLICY, a_brief(cost_centre=centre)) == ()
    assert over("9000000 USD", cost_centre=centre) == ()


def test_what_fits_is_not_stopped():
    assert over("20000 EUR") == ()
    assert over("1000 EUR", ("19000 EUR",)) == ()


def test_what_does_not_fit_says_what_is_left_and_whom_to_ask():
    (block,) = over("1200.01 EUR", ("15000 EUR", "4180 USD"))
    assert block.field == "cost_centre"
    assert block.sentence == (
        "Cost centre CC-100 has EUR 1,200.00 left of EUR 20,000.00, and this needs EUR 1,200.01. "
        "Please make the gig smaller, charge another cost centre, or ask its owner anna@b.example for more."
    )


def test_a_sum_in_another_currency_is_told_in_both():
    (block,) = over("1100 USD", ("19500 EUR",))
    assert block.sentence == (
        "Cost centre CC-100 has EUR 500.00 left of EUR 20,000.00, and this needs USD 1,100.00 (EUR 1,000.00). "
        "Please make the gig smaller, charge another cost centre, or ask its owner anna@b.example for more."
    )


def test_a_budget_that_is_overdrawn_has_nothing_left():
    (block,) = over("1 EUR", ("21000 EUR",))
    assert block.sentence.startswith(
        "Cost centre CC-100 has EUR 0.00 left of EUR 20,000.00, and this needs EUR 1.00."
    )


def test_a_purchase_order_is_checked_beside_its_cost_centre():
    found = over("5001 USD", cost_centre="CC-200", purchase_order="PO-1")
    assert [block.field for block in found] == ["cost_centre", "purchase_order"]
    assert "Purchase order PO-1 has USD 3,000.00 left of USD 3,000.00" in found[1].sentence
    assert "charge another purchase order, or ask its owner bert@b.example" in found[1].sentence


@pytest.mark.parametrize(
    "start, changes, said",
    [
        (date(2027, 1, 1), {}, "The budget of cost centre CC-100 is for 1 Jan 2026 to 31 Dec 2026"),
        (date(2027, 7, 1), {"cost_centre": "CC-200", "purchase_order": "PO-1"}, "The budget of purchase order PO-1 ends on 30 Jun 2027"),
    ],
)  # fmt: skip
def test_a_gig_that_starts_outside_of_the_period_is_stopped(start, changes, said):
    (block,) = over("1 USD", start=start, **changes)
    assert block.sentence.startswith(
        f"{said}, and this gig starts on {day(start)}. Please choose other dates"
    )


def test_the_first_and_the_last_day_of_a_period_belong_to_it():
    for one in (date(2026, 1, 1), date(2026, 12, 31)):
        assert over("1 USD", start=one) == ()


def test_a_currency_that_is_not_accepted_is_stopped_elsewhere():
    assert over("100 JPY") == ()


def test_what_others_hold_is_summed_in_the_currency_of_the_limit():
    held = [parse_money(each) for each in ("1100 USD", "500 EUR")]
    assert spent_of(POLICY.exchange, parse_money("20000 EUR"), held) == parse_money("1500.00 EUR")


def test_what_was_spent_in_a_currency_without_a_rate_is_never_taken_for_nothing():
    (block,) = over("1 EUR", ("500 EUR", "9000 JPY", "100 SEK"))
    assert block.field == "cost_centre"
    assert block.sentence == (
        "Cost centre CC-100 already pays JPY 9,000 and SEK 100.00 for other gigs, and the policy no longer has a rate for "
        "JPY and SEK, so what’s left can’t be calculated. Please have a rate for JPY and SEK added to the policy, or charge "
        "another cost centre."
    )
    assert over("1 EUR", ("500 EUR", "0 JPY")) == ()


def test_an_older_policy_counts_newer_currencies_by_the_rates_of_the_present_one():
    present = Rates(currency="EUR", worth={"SEK": Decimal("0.10"), "USD": Decimal("0.50")})
    rates = POLICY.exchange.filled_in(present)
    assert rates.worth == {"EUR": Decimal("1.10"), "SEK": Decimal("0.11")}
    held = {KEY: [parse_money("100000 SEK")]}
    assert over_budget(POLICY, a_brief(), parse_money("10000 EUR"), held, rates) == ()
    (block,) = over_budget(POLICY, a_brief(), parse_money("10000.01 EUR"), held, rates)
    assert "EUR 10,000.00 left" in block.sentence
    strange = Rates(currency="GBP", worth={"SEK": Decimal(1)})
    assert POLICY.exchange.filled_in(strange) == POLICY.exchange


def test_a_pot_knows_its_owner():
    assert [charged.owner for charged in charged_budgets(POLICY, a_brief(purchase_order="PO-1"))] == [
        "anna@b.example",
        "bert@b.example",
    ]


@pytest.mark.parametrize(
    "before, after, crossed",
    [
        (0, 49, ()),
        (0, 50, (50,)),
        (50, 74, ()),
        (49, 100, (50, 75, 90, 100)),
        (74, 91, (75, 90)),
        (100, 120, ()),
        (99, 120, (100,)),
        (90, 60, ()),
    ],
)
def test_thresholds_are_told_when_they_are_reached(before, after, crossed):
    assert thresholds_crossed(usd(before), usd(after), usd(100)) == crossed


def test_a_budget_of_nothing_is_used_up_by_the_first_cent():
    assert thresholds_crossed(usd(0), usd("0.01"), usd(0)) == (50, 75, 90, 100)

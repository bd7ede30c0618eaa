"""Budgets of cost centres and purchase orders: overruns are stopped at preview, and who hears of running out."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from gigs.approval import Decision
from gigs.errors import BriefIncomplete
from gigs.gig import GigState
from ports.notice_facts import BudgetKind, BudgetUsed
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, a_person, usd
from tests.use_cases.company import (
    DAY,
    OTTO,
    employ,
    notices,
    open_for_business,
    preview,
    rules,
    says,
    submit,
    submit_again,
    ticking,
)
from tests.use_cases.world import PAT, SAM
from use_cases.approving.delegates import set_delegate
from use_cases.delivering.extend_gig import extend_gig
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.show_gig import show_gig

BUDGET = """
cost_centres:
  CC-100: {owner: otto@contoso.example, budget: {limit: 4000 USD}}
  CC-200: {owner: pat@contoso.example}
"""
PERIOD = BUDGET.replace("{limit: 4000 USD}", "{limit: 4000 USD, from: 2026-01-01, until: 2026-12-31}")
ORDERS = BUDGET + "purchase_orders: {PO-1: {cost_centre: CC-200, limit: 1000 USD}}\n"


@pytest.fixture
async def company(world):
    open_for_business(world, BUDGET)
    await world.meets(RITA, MARK, OTTO, PAT)
    return world


async def stopped(company, who=RITA, **typed):
    """What is said at which field."""
    with pytest.raises(BriefIncomplete) as over:
        await preview(company, who, **typed)
    return over.value.problems


async def percents(company, person):
    await company.work()
    return [one.facts.budget.percent for one in notices(company, person, NoticeKind.BUDGET_USED)]


# ------------------------------------------------------------------------------------------------ stopped at preview


async def test_an_overrun_is_stopped_at_preview_with_a_sentence_at_its_field(company):
    await submit(company, amount="3000")
    problems = await stopped(company, amount="1000.01")
    assert set(problems) == {"cost_centre"}
    assert "has USD 1,000.00 left of USD 4,000.00, and this needs USD 1,000.01" in problems["cost_centre"]
    assert "otto@contoso.example" in problems["cost_centre"]
    assert (await company.gig(2)).state is GigState.DRAFT
    await preview(company, amount="1000")


async def test_a_gig_that_was_previewed_in_time_and_submitted_too_late_is_stopped_still(company):
    seen = await preview(company, amount="3000")
    await submit(company, amount="3000")
    with pytest.raises(BriefIncomplete):
        await company.previewed_again(seen.gig.number)


async def test_two_gigs_at_once_do_not_both_get_the_last_money(company):
    done = await asyncio.gather(*(submit(company, amount="2500") for _ in range(4)), return_exceptions=True)
    assert sum(isinstance(one, BriefIncomplete) for one in done) == 3
    assert sum(not isinstance(one, BaseException) for one in done) == 1


def without_yen(company):
    """The policy no longer has a rate for yen."""
    policy = company.context.policy.model_copy(update={"rates": {"EUR": Decimal("1.1")}})
    company.context = replace(company.context, policy=policy)


async def test_taking_a_currency_out_of_the_policy_never_frees_what_was_spent_in_it(company):
    await submit(company, amount="300000", currency="JPY")
    assert "has USD 2,020.00 left" in (await stopped(company, amount="3000"))["cost_centre"]
    without_yen(company)
    told = (await stopped(company, amount="1"))["cost_centre"]
    assert "already pays JPY 300,000 for other gigs, and the policy no longer has a rate for JPY" in told


async def test_whoever_decides_sees_what_could_not_be_counted(company):
    gig = await submit(company, amount="3000")
    await submit(company, amount="100000", currency="JPY")
    without_yen(company)
    (budget,) = (await show_gig(company.context, MARK, gig.number)).budgets
    assert (budget.left, [str(one) for one in budget.uncounted]) == (usd(1000), ["JPY 100,000"])


async def test_a_gig_does_not_stand_in_its_own_way(company):
    await submit(company, amount="3000")
    await says(company, MARK, Decision.CHANGES_ASKED, reason="Say more.")
    assert (await submit_again(company)).state is GigState.IN_APPROVAL


@pytest.mark.parametrize("end", ["rejected", "withdrawn", "sent back", "expired"])
async def test_money_that_is_not_needed_is_free_again(company, end):
    await submit(company, amount="4000")
    assert await stopped(company, amount="1")
    if end == "withdrawn":
        await withdraw_gig(company.context, RITA, 1, reason="No longer needed.")
    elif end == "expired":
        await ticking(company, 3 * DAY)
    else:
        said = Decision.REJECTED if end == "rejected" else Decision.CHANGES_ASKED
        await says(company, MARK, said, reason="No.")
    await preview(company, amount="4000")


async def test_budgets_are_each_company_s_and_each_cost_centre_s_own(company):
    await submit(company, amount="4000")
    await preview(company, amount="9000", cost_centre="CC-200")
    assert await stopped(company, cost_centre="cc-100", amount="1")
    boss = employ(company, a_person("Mark Manager", tenant="fabrikam"))
    employ(company, a_person("Otto Owner", tenant="fabrikam"))
    other = employ(company, a_person("Rita Requester", tenant="fabrikam", manager=boss.key))
    assert (await submit(company, other, amount="4000")).state is GigState.IN_APPROVAL


async def test_sums_in_several_currencies_are_added_at_the_rates_of_the_policy(company):
    await submit(company, amount="2000", currency="EUR")  # USD 2,200
    problems = await stopped(company, amount="1700", currency="EUR")
    assert "has USD 1,800.00 left" in problems["cost_centre"]
    assert "EUR 1,700.00 (USD 1,870.00)" in problems["cost_centre"]


async def test_by_the_hour_the_most_that_it_may_cost_is_held(company):
    await submit(company, price_type="hourly", amount="100", hours="30")
    assert "has USD 1,000.00 left" in (await stopped(company))["cost_centre"]


# ------------------------------------------------------------------------------------------------ orders and periods


async def test_a_purchase_order_has_its_own_limit(company):
    rules(company, ORDERS)
    order: dict[str, Any] = {"cost_centre": "CC-200", "purchase_order": "PO-1"}
    await submit(company, amount="800", **order)
    problems = await stopped(company, amount="201", **order)
    assert "purchase order PO-1 has USD 200.00 left" in problems["purchase_order"].replace("P", "p", 1)
    await preview(company, amount="201", cost_centre="CC-200")
    assert "purchase_order" in await stopped(company, purchase_order="PO-2")
    assert "purchase_order" in await stopped(company, purchase_order="PO-1")  # of another cost centre


async def test_both_order_and_cost_centre_must_have_the_money(company):
    rules(company, ORDERS.replace("cost_centre: CC-200, limit: 1000", "cost_centre: CC-100, limit: 9000"))
    assert set(await stopped(company, amount="4001", purchase_order="PO-1")) == {"cost_centre"}
    assert set(await stopped(company, amount="9001", purchase_order="PO-1")) == {
        "cost_centre",
        "purchase_order",
    }


async def test_a_budget_is_for_gigs_that_start_in_its_days(company):
    rules(company, PERIOD)
    await submit(company, amount="4000")
    assert (
        "is for 1 Jan 2026 to 31 Dec 2026"
        in (await stopped(company, start="2027-01-04", due="2027-01-09"))["cost_centre"]
    )
    rules(company, PERIOD.replace("2026-01-01", "2027-01-01").replace("2026-12-31", "2027-12-31"))
    assert (await submit(company, amount="4000", start="2027-01-04", due="2027-01-09")).revision == 1


# ------------------------------------------------------------------------------------------------ who hears


async def test_requester_and_owner_hear_once_each_when_a_share_is_spoken_for(company):
    for amount, told in (
        ("1900", []),
        ("100", [50]),
        ("900", [50]),
        ("100", [50, 75]),
        ("600", [50, 75, 90]),
        ("400", [50, 75, 90, 100]),
    ):
        await submit(company, amount=amount)
        assert await percents(company, RITA) == told
        assert await percents(company, OTTO) == told


async def test_of_several_shares_passed_at_once_only_the_last_is_told(company):
    await submit(company, amount="3700")
    assert await percents(company, RITA) == [90]
    (told,) = notices(company, OTTO, NoticeKind.BUDGET_USED)
    assert told.facts.budget == BudgetUsed(
        kind=BudgetKind.COST_CENTRE, id="CC-100", percent=90, limit=usd(4000), used=usd(3700)
    )


async def test_a_share_that_was_told_is_not_told_again_after_money_came_back(company):
    await submit(company, amount="2000")
    await withdraw_gig(company.context, RITA, 1, reason="No longer needed.")
    await submit(company, amount="2000")
    assert await percents(company, RITA) == [50]


async def test_an_owner_who_asks_is_told_once_and_one_who_is_replaced_not_at_all(company):
    asks = employ(company, OTTO, manager=MARK.key)
    await submit(company, asks, amount="2000")
    assert await percents(company, OTTO) == [50]
    await set_delegate(company.context, PAT, OTTO, SAM, has_left=True)
    await company.meets(SAM)
    await submit(company, amount="1000")
    assert (await percents(company, SAM), await percents(company, OTTO)) == ([75], [50])


async def test_without_a_known_owner_the_requester_hears_alone(company):
    del company.people.known[OTTO.key]
    await submit(company, amount="2000")
    assert await percents(company, RITA) == [50]


async def test_a_new_period_begins_its_shares_anew(company):
    rules(company, PERIOD)
    await submit(company, amount="2000")
    rules(company, PERIOD.replace("2026-01-01", "2026-11-25"))
    await submit(company, amount="100")
    assert await percents(company, RITA) == [50, 50]


async def test_an_extension_counts_from_when_it_is_asked_for(company):
    gig = await company.at_work()
    await extend_gig(company.context, RITA, 1, revision=gig.revision, amount="800", reason="More.")
    assert await percents(company, RITA) == [50]
    assert (await company.gig()).committed == usd(2000)


async def test_what_was_paid_in_the_end_is_all_that_is_held(company):
    gig = await company.at_work()
    ended = gig.model_copy(update={"state": GigState.COMPLETED})
    assert ended.committed == usd(0)
    assert gig.committed == usd(1200)


async def test_whoever_decides_sees_what_the_budget_has_left_with_this_gig_and_nobody_else_does(company):
    await submit(company)
    page = await show_gig(company.context, MARK, 1)
    assert [(one.name, one.limit, one.left) for one in page.budgets] == [
        ("cost centre CC-100", usd(4000), usd(2800))
    ]
    await submit(company, title="Another deck for Aurora")
    assert (await show_gig(company.context, MARK, 1)).budgets[0].left == usd(1600)
    for other in (RITA, PAT):
        assert (await show_gig(company.context, other, 1)).budgets == ()
    await says(company, MARK)
    assert (await show_gig(company.context, MARK, 1)).budgets == ()

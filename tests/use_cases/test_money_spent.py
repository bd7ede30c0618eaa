"""What was spent, what a budget has left, and the week: each person reads only what is theirs to read."""

import pytest

from gigs.approval import Decision
from tests.support.builders import MARK, RITA, a_person, usd
from tests.use_cases.company import OTTO, open_for_business, submit
from tests.use_cases.world import PAT, SAM
from use_cases.approving.decide_gig import decide_gig
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.money_spent import budgets_seen, spent_this_year
from use_cases.showing.this_week import Happening, coming_week

POLICY = """
cost_centres:
  CC-100: {owner: otto@contoso.example, budget: {limit: 4000 USD}}
  CC-200: {owner: pat@contoso.example, budget: {limit: 500 USD}}
"""


@pytest.fixture
async def company(world):
    open_for_business(world, POLICY)
    await world.meets(RITA, MARK, OTTO, PAT)
    return world


async def left(company, who, name=""):
    return {one.name: one.left for one in await budgets_seen(company.context, who, name)}


async def test_everybody_reads_the_sum_of_their_own_and_a_lead_that_of_all(company):
    await submit(company)
    for who, by_all, sums in (
        (RITA, True, (usd(1200),)),
        (SAM, True, ()),
        (PAT, True, (usd(1200),)),
        (PAT, False, ()),
    ):
        spent = await spent_this_year(company.context, who, by_all=by_all)
        assert (spent.sums, spent.by_all) == (sums, by_all and who is PAT)


async def test_another_company_s_lead_reads_nothing(company):
    await submit(company)
    stranger = a_person("Zoe Zebra", tenant="fabrikam", roles=frozenset({"programme_lead"}))

    assert (await spent_this_year(company.context, stranger, by_all=True)).sums == ()


async def test_what_was_withdrawn_is_not_spent(company):
    gig = await submit(company)
    await withdraw_gig(company.context, RITA, gig.number, reason="No longer needed.")

    assert (await spent_this_year(company.context, RITA, by_all=False)).sums == ()


async def test_a_budget_is_read_by_its_owner_and_by_whoever_decides_just_now(company):
    assert await left(company, OTTO, "cc-100") == {"cost centre cc-100": usd(4000)}
    assert await left(company, MARK, "CC-100") == {}
    gig = await submit(company)
    assert await left(company, MARK, "CC-100") == {"cost centre CC-100": usd(2800)}
    assert await left(company, MARK, "CC-200") == {}

    await decide_gig(
        company.context, MARK, gig.number, decision=Decision.REJECTED, reason="No.", revision=gig.revision
    )

    assert await left(company, MARK, "CC-100") == {}


async def test_nobody_else_learns_whether_there_is_such_a_budget(company):
    await submit(company)
    for who in (RITA, SAM):
        assert await left(company, who, "CC-100") == await left(company, who, "CC-999") == {}


async def test_without_a_name_it_is_all_that_one_may_read(company):
    assert await left(company, OTTO) == {"cost centre CC-100": usd(4000)}
    assert await left(company, SAM) == {}


async def test_the_week_has_what_is_due_what_starts_and_what_waits_the_soonest_first(company):
    await submit(company, start="2026-11-25", due="2026-11-29")

    mine = [(one.what, one.on.isoformat()) for one in await coming_week(company.context, RITA)]
    theirs = [one.what for one in await coming_week(company.context, MARK)]

    assert mine == [(Happening.START, "2026-11-25"), (Happening.DUE, "2026-11-29")]
    assert theirs == [Happening.ANSWER]
    assert await coming_week(company.context, SAM) == ()

"""What is read for one person doesn’t grow with what the rest of the organisation does."""

import pytest

from gigs.delegation import Delegation
from policy.case import Case
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.use_cases.company import open_for_business, submit
from tests.use_cases.world import SAM
from use_cases.approving.asking import cover_for
from use_cases.approving.route_gig import resolver_for
from use_cases.reading.sync_gig import sync_gig
from use_cases.showing.list_gigs import SHOWN, Order, my_approvals

WAITING = SHOWN + 5


@pytest.fixture
async def company(world):
    open_for_business(world)
    await world.meets(RITA, MARK, FAYE, SAM)
    return world


async def counting(company, awaitable):
    """What it returns, with how many statements it took and how many rows came back."""
    counted = company.store.counted
    statements, rows = counted.statements, counted.rows
    result = await awaitable
    return result, counted.statements - statements, counted.rows - rows


async def colleagues_are_away(company, number, *, have_left=False):
    async def work(tx):
        for place in range(number):
            away = a_person(f"P{place} Colleague")
            await tx.delegations.put(Delegation(person=away, delegate=SAM, set_by=SAM, has_left=have_left))

    await company.store.run(work)


@pytest.mark.parametrize(("order", "extra"), [(Order.AGE, 0), (Order.AMOUNT, WAITING)])
async def test_an_inbox_reads_one_gig_more_than_it_shows(company, order, extra):
    """By amount it reads the sum of every gig as well, which are two columns of an index each."""
    for _ in range(WAITING):
        await submit(company)
    inbox, statements, rows = await counting(company, my_approvals(company.context, MARK, order))
    assert (len(inbox.gigs), inbox.more) == (SHOWN, True)
    assert statements == (2 if extra else 1)
    assert rows == SHOWN + 1 + extra


async def test_only_the_delegations_of_those_who_may_be_asked_are_read(company):
    """One statement for each link of the chain: Mark's delegate is Faye, Faye's is Sam, Sam has none."""

    async def work(tx):
        await tx.delegations.put(Delegation(person=MARK, delegate=FAYE, set_by=MARK))
        await tx.delegations.put(Delegation(person=FAYE, delegate=SAM, set_by=FAYE))

    await company.store.run(work)
    await colleagues_are_away(company, 200)
    cover, statements, rows = await counting(company, cover_for(company.context, {RITA.key}, [MARK]))
    assert cover.delegates[MARK.key.object_id].key == FAYE.key
    assert (statements, rows) == (3, 2)


@pytest.mark.parametrize(("have_left", "read"), [(False, 0), (True, 30)])
async def test_only_those_who_have_left_are_read_to_find_whom_a_policy_names(company, have_left, read):
    await colleagues_are_away(company, 30, have_left=have_left)
    brief = (await submit(company)).checked_brief
    case = Case(brief=brief, requester=RITA, amount=brief.budget)
    resolving = resolver_for(company.context, company.context.policy, case)
    finder, statements, rows = await counting(company, resolving)
    assert (statements, rows, len(finder.replaced)) == (1, read, read)


async def test_a_reading_that_finds_nothing_new_takes_ten_statements_in_two_transactions(world):
    await world.meets(RITA, MARK)
    gig = await world.reviewing()
    await sync_gig(world.context, gig.tenant, gig.number)
    before = len(world.store.counted.by_transaction)
    await sync_gig(world.context, gig.tenant, gig.number)
    assert world.store.counted.by_transaction[before:] == [4, 6]

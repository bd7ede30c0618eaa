"""Whoever may see a gig reads all of its history, a page at a time."""

import pytest

from gigs.approval import Decision
from gigs.errors import GigNotFound
from tests.support.builders import FAYE, MARK, RITA
from tests.use_cases.company import STRANGER, open_for_business, says, submit, submit_again
from tests.use_cases.world import PAT, SAM
from use_cases.showing.history_text import shown
from use_cases.showing.show_history import ON_A_PAGE, show_history


@pytest.fixture
async def company(world):
    """A gig with a long history: changes were asked for five times."""
    open_for_business(world)
    await world.meets(RITA, MARK, FAYE, SAM)
    await submit(world)
    for round_number in range(5):
        await says(world, MARK, Decision.CHANGES_ASKED, reason=f"Round {round_number}.")
        await submit_again(world)
    return world


async def pages(company, who):
    """Every page there is, from the newest to the oldest."""
    page = await show_history(company.context, who, 1)
    found = [page]
    while page.older:
        page = await show_history(company.context, who, 1, page.older)
        found.append(page)
    return found


@pytest.mark.parametrize("who", [RITA, MARK, PAT], ids=["requester", "approver", "lead"])
async def test_the_pages_hold_every_entry_once(company, who):
    read = await pages(company, who)
    whole = (await show_history(company.context, who, 1)).part.oldest + ON_A_PAGE - 1
    entries = [one for page in reversed(read) for one in page.part.entries]

    assert len(read) > 1
    assert len(entries) == whole
    assert [one.entry.at for one in entries] == sorted(one.entry.at for one in entries)
    assert shown(entries[-1]).sentence == shown(read[0].part.entries[-1]).sentence


async def test_from_an_older_page_one_comes_back(company):
    newest, older, *_ = await pages(company, RITA)
    assert not newest.newer
    assert (await show_history(company.context, RITA, 1, older.newer)).part == newest.part


async def test_a_page_stays_what_it_is_while_more_happens(company):
    newest = await show_history(company.context, RITA, 1)
    older = await show_history(company.context, RITA, 1, newest.older)
    await says(company, MARK, Decision.APPROVED)
    assert (await show_history(company.context, RITA, 1, newest.older)).part == older.part


async def test_a_page_that_never_was_is_the_first_one(company):
    newest = await show_history(company.context, RITA, 1)
    assert await show_history(company.context, RITA, 1, 10**6) == newest
    assert await show_history(company.context, RITA, 1, -3) == newest


async def test_a_stranger_does_not_even_hear_that_the_gig_exists(company):
    with pytest.raises(GigNotFound):
        await show_history(company.context, STRANGER, 1)

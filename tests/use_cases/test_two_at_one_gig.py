"""A press, a reading and a purge that meet at one gig: what each of them wrote stays, whichever came first."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from gigs.history_kinds import EntryKind
from gigs.proposal import ProposalStatus
from tests.support.builders import MARK, RITA
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.held_rows import held_rows
from tests.support.histories import kinds_of
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import a_world
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.reading.purge import purge
from use_cases.reading.read_again import read_again
from use_cases.reading.sync_gig import sync_gig

TENANT = RITA.key.tenant
DAY = 24 * 3600
Doing = Callable[[], Awaitable[object]]


@pytest.fixture(params=[SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
def url(request, tmp_path):
    with a_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def world(tmp_path, url):
    async with a_world(tmp_path, url=url) as world:
        world.sandbox.keeps_for = timedelta(hours=24)
        await world.meets(RITA, MARK)
        await world.reviewing()
        world.clock.advance(DAY + 1)
        yield world


@pytest.fixture(params=["in this order", "the other way round"])
def meet(request, url):
    """Does both at once. On PostgreSQL each has read what there is before any of them can write."""

    async def at_once(one: Doing, other: Doing, writing: str = "proposal") -> None:
        first, second = (one, other) if request.param == "in this order" else (other, one)
        if url.startswith("sqlite"):
            await asyncio.gather(first(), second())
            return
        async with held_rows(url, writing) as held:
            begun = asyncio.ensure_future(first())
            await held.waited_for_by(begun)
            met = asyncio.ensure_future(second())
            await held.waited_for_by(begun, met)
        await asyncio.gather(begun, met)

    return at_once


async def test_a_verdict_and_a_purge_leave_the_verdict_and_no_letter(world, meet):
    chosen = (await world.proposals())[0]

    await meet(lambda: shortlisted(world, chosen.id), lambda: purge(world.context))

    kept = (await world.proposals())[0]
    assert (kept.status, kept.purged, kept.letter) == (ProposalStatus.SHORTLISTED, True, "")
    assert EntryKind.PROPOSAL_SHORTLISTED in kinds_of(await history(world))


async def test_a_verdict_and_a_reading_leave_the_verdict_and_the_letters(world, meet):
    chosen = (await world.proposals())[0]
    await purge(world.context)

    await meet(lambda: shortlisted(world, chosen.id), lambda: sync_gig(world.context, TENANT, 1))

    kept = (await world.proposals())[0]
    assert (kept.status, kept.letter) == (ProposalStatus.SHORTLISTED, chosen.letter)
    assert EntryKind.PROPOSAL_SHORTLISTED in kinds_of(await history(world))


async def test_what_is_asked_for_while_words_are_purged_is_read_all_the_same(world, meet):
    await meet(lambda: read_again(world.context, RITA, 1), lambda: purge(world.context), writing="reading")

    async with one_by_one(world.store) as tx:
        reading = await tx.readings.get(TENANT, 1)
    assert reading.wanted
    assert reading.proposals_at is None
    assert all(one.purged for one in await world.proposals())


async def shortlisted(world, proposal_id):
    await judge_proposal(world.context, RITA, 1, proposal_id, ProposalStatus.SHORTLISTED)


async def history(world):
    async with one_by_one(world.store) as tx:
        return await tx.histories.of(TENANT, 1)

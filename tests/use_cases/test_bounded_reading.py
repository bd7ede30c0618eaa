"""A marketplace is read often while things move, seldom when not, and never above a bound that is known beforehand."""

import itertools
from datetime import datetime, timedelta

import pytest

from gigs.gig import GigState
from gigs.proposal import ProposalStatus
from ports.marketplace import Rhythm
from ports.reading_storage import ReadingAccount
from tests.support.builders import MARK, RITA
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import a_world
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.reading.hint import hinted
from use_cases.reading.read_again import open_proposals
from use_cases.reading.rhythm import reads_per_day, wait_after
from use_cases.reading.sync_gig import claim_due, sync_gig

TENANT = RITA.key.tenant
ACCOUNT = ReadingAccount(tenant=TENANT, marketplace="sandbox")
RHYTHM = Rhythm(quick=timedelta(minutes=2), slow=timedelta(hours=1), gather=timedelta(minutes=10))


async def hint(world, external_id, tenant=TENANT, marketplace="sandbox"):
    note = world.context.ids.new("note-")
    await hinted(world.context, marketplace, [external_id], note, [tenant])


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path, rhythm=RHYTHM, speed=0.001) as world:
        await world.meets(RITA, MARK)
        yield world


class Counted:
    """Calls for proposals: when they were made, and since when they asked."""

    def __init__(self, world) -> None:
        self._world, self._asked = world, world.sandbox.proposals
        self.at: list[datetime] = []
        self.since: list[datetime | None] = []
        world.sandbox.proposals = self

    async def __call__(self, listing_id, since=None):
        self.at.append(self._world.clock.now())
        self.since.append(since)
        return await self._asked(listing_id, since)

    def on(self, day) -> int:
        return sum(one.date() == day for one in self.at)


async def tick(world, hours: float, *, every: timedelta = timedelta(minutes=2), meanwhile=None) -> None:
    """What the ticker does, for so long."""
    end = world.clock.now() + timedelta(hours=hours)
    while world.clock.now() < end:
        world.clock.advance(every.total_seconds())
        if meanwhile:
            await meanwhile()
        for tenant, number in await claim_due(world.context, ACCOUNT):
            await sync_gig(world.context, tenant, number)


async def listed(world) -> Counted:
    await world.approved()
    await world.work()
    assert (await world.gig()).state is GigState.LISTED
    return Counted(world)


@pytest.mark.slow
async def test_whatever_happens_a_gig_is_not_read_more_often_than_its_bound(tmp_path):
    rhythm = RHYTHM.model_copy(update={"quick": timedelta(minutes=10)})
    async with a_world(tmp_path, rhythm=rhythm, speed=0.001) as world:
        counted = await listed(world)

        async def hints():
            await hint(world, "L1")

        await tick(world, 25, every=timedelta(minutes=4), meanwhile=hints)
    days = {one.date() for one in counted.at}
    assert max(counted.on(day) for day in days) <= reads_per_day(rhythm)
    gaps = [after - before for before, after in itertools.pairwise(counted.at)]
    assert min(gaps) >= rhythm.quick


async def test_a_days_calls_that_are_used_up_are_those_of_the_next_day(world):
    counted = await listed(world)
    await tick(world, 0.1)
    async with one_by_one(world.store) as tx:
        known = await tx.readings.get(TENANT, 1)
        await tx.readings.put(known.model_copy(update={"calls": reads_per_day(RHYTHM)}))
    calls, today = len(counted.at), world.clock.now().date()
    await hint(world, "L1")
    await tick(world, 13, every=timedelta(minutes=10))
    assert counted.at[calls].date() == today + timedelta(days=1)


@pytest.mark.slow
async def test_when_nothing_moves_it_is_read_seldom(world):
    counted = await listed(world)
    await tick(world, 30)
    quiet = [one for one in counted.at if one > counted.at[0] + timedelta(hours=20)]
    assert len(quiet) <= 11


async def test_soon_after_posting_it_is_read_quickly(world):
    counted = await listed(world)
    await tick(world, 0.5)
    assert len(counted.at) >= 12


def test_the_bound_follows_from_the_rhythm():
    assert reads_per_day(RHYTHM) == 721
    assert reads_per_day(RHYTHM.model_copy(update={"quick": timedelta(minutes=5)})) == 289


@pytest.mark.parametrize(("since", "wait"), [(1, 2), (20, 2), (60, 6), (6000, 60)])
def test_the_wait_grows_with_the_time_since_the_last_change(since, wait):
    then = NOON
    assert wait_after(then, then + timedelta(minutes=since), RHYTHM) == timedelta(minutes=wait)


@pytest.mark.slow
async def test_between_full_readings_only_what_is_new_is_asked_for(world):
    counted = await listed(world)
    await tick(world, 13)
    full = [at for at, since in zip(counted.at, counted.since, strict=True) if since is None]
    assert counted.since[0] is None
    assert len(full) >= 3
    assert all(after - before >= timedelta(hours=6) for before, after in itertools.pairwise(full))
    asked = [(at, since) for at, since in zip(counted.at, counted.since, strict=True) if since is not None]
    assert all(since < at for at, since in asked)


@pytest.mark.slow
async def test_a_hint_wakes_the_reader_and_an_unknown_one_is_harmless(world):
    counted = await listed(world)
    await tick(world, 30)
    world.clock.advance(180)
    calls = len(counted.at)
    for unknown in ("L99", "", "'; --"):
        await hint(world, unknown)
    await hint(world, "L1", tenant="another tenant")
    await hint(world, "L1", marketplace="upwork")
    assert await claim_due(world.context, ACCOUNT) == []
    await hint(world, "L1")
    await hint(world, "L1")
    await tick(world, 0.01)
    assert len(counted.at) == calls + 1


async def test_a_hint_that_comes_while_it_is_read_is_not_lost(world):
    await listed(world)
    world.clock.advance(1)
    asked = world.sandbox.proposals

    async def slow(listing_id, since=None):
        found = await asked(listing_id, since)
        world.clock.advance(1)
        await hint(world, "L1")
        world.clock.advance(1)
        return found

    world.sandbox.proposals = slow
    (due,) = await claim_due(world.context, ACCOUNT)
    await sync_gig(world.context, *due)
    assert await claim_due(world.context, ACCOUNT) == []  # not so soon
    world.clock.advance(119)
    assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]


async def test_a_hint_about_a_contract_finds_its_gig(tmp_path):
    async with a_world(tmp_path) as world:
        await world.meets(RITA, MARK)
        await world.at_work()
        world.clock.advance(1)
        await claim_due(world.context, ACCOUNT)
        await hint(world, "C1")
        world.clock.advance(1)
        assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]


async def test_opening_old_proposals_reads_them_again(tmp_path):
    async with a_world(tmp_path) as world:
        await world.meets(RITA, MARK)
        await world.reviewing()
        assert not (await open_proposals(world.context, RITA, 1)).reading_again
        async with one_by_one(world.store) as tx:
            await tx.syncs.stop(TENANT, 1)
        world.clock.advance(6 * 3600 + 1)
        assert (await open_proposals(world.context, RITA, 1)).reading_again
        assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]
        await world.read()
        assert not (await open_proposals(world.context, RITA, 1)).reading_again


async def test_calls_are_counted_by_day_also_those_that_fail(tmp_path):
    async with a_world(tmp_path) as world:
        await world.meets(RITA, MARK)
        await world.approved()
        await world.work()
        await world.misbehave("proposals: 503 x1")
        for _ in range(3):
            try:
                await world.read()
            except Exception:  # noqa: BLE001 - the call that fails counts too
                continue
        async with one_by_one(world.store) as tx:
            known = await tx.readings.get(TENANT, 1)
        assert (known.calls, known.day) == (3, world.clock.now().date())


@pytest.mark.slow
async def test_a_verdict_of_ours_outlives_a_partial_reading(world):
    await listed(world)
    await tick(world, 8)
    one = (await world.proposals())[0]
    await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.SHORTLISTED)
    await tick(world, 2)
    assert (await world.proposals())[0].status is ProposalStatus.SHORTLISTED

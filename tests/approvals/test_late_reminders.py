"""A reminder that could not be said in time is not said at all once its question is answered."""

import pytest

from gigs.approval import Decision
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA
from tests.support.policies import a_policy
from tests.use_cases.world import PAT, a_world
from use_cases.approving.pass_on_approval import pass_on_approval
from use_cases.approving.run_clock import claim_ticking, run_clock

REMINDED = NoticeKind.APPROVAL_REMINDED
TWO_HOURS = 2 * 3600


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path, a_policy("timing: {remind: 2h, expire: 3d}")) as world:
        await world.meets(RITA, MARK, PAT)
        yield world


async def reminded(world):
    """Mark's reminder is promised; Teams is away, so that it is not said yet."""
    gig = await world.submitted()
    await world.work()
    world.clock.advance(TWO_HOURS)
    world.messenger.broken.add("a:mark")
    for tenant, number in await claim_ticking(world.context):
        await run_clock(world.context, tenant, number)
    await world.work()
    assert REMINDED not in world.messenger.kinds(MARK)
    return gig


async def teams_is_back(world):
    world.messenger.broken.clear()
    await world.pass_time(60)


async def test_a_reminder_is_said_as_soon_as_it_can_be(world):
    await reminded(world)
    await teams_is_back(world)
    assert world.messenger.kinds(MARK).count(REMINDED) == 1


@pytest.mark.parametrize("decision", Decision)
async def test_nobody_is_reminded_of_what_they_have_decided(world, decision):
    gig = await reminded(world)
    await world.decides(gig, decision, reason="Because.")
    await teams_is_back(world)
    assert REMINDED not in world.messenger.kinds(MARK)


async def test_nobody_is_reminded_of_what_they_have_passed_on(world):
    gig = await reminded(world)
    await pass_on_approval(world.context, MARK, gig.number, revision=gig.revision, to=PAT.email)
    await teams_is_back(world)
    assert REMINDED not in world.messenger.kinds(MARK)
    assert REMINDED not in world.messenger.kinds(PAT)

"""Killed while it goes out, or while colleagues are told: nothing is lost, and nothing happens twice or too early."""

from dataclasses import replace

import pytest

from gigs.gig import GigState
from ports.notices import NoticeKind
from tests.support.builders import RITA
from tests.use_cases.inside import DAYS, in_the_company, later, offered
from use_cases.inside.run_inside_clock import run_gig_clock
from use_cases.listing.post_gig import PostGig
from use_cases.notifying.tell_colleagues import TellColleagues

JOB = TellColleagues(tenant=RITA.key.tenant, gig=1, revision=1)


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
async def world(tmp_path):
    async with in_the_company(tmp_path) as world:
        yield world


async def dies_at(world, point, do):
    """Whatever `do` does, the process ends at this point of it; the next one starts as if nothing had been."""
    alive = world.context

    def die(here):
        if here == point:
            raise Killed

    world.context = replace(alive, failpoint=die)
    with pytest.raises(Killed):
        await do()
    world.context = alive


def wanted(world):
    return [owner for owner, one in world.messenger.said if one.kind is NoticeKind.COLLEAGUE_WANTED]


@pytest.mark.parametrize("point", ["inside clock: not yet committed", "inside clock: committed"])
async def test_it_goes_out_exactly_once_wherever_the_clock_was_killed(world, point):
    await offered(world)
    world.clock.advance(DAYS.total_seconds())
    await dies_at(world, point, lambda: run_gig_clock(world.context, RITA.key.tenant, 1))
    before = await world.gig()
    is_committed = point.endswith(": committed")
    assert before.state is (GigState.APPROVED if is_committed else GigState.OFFERED_INSIDE)
    assert len(world.promised(PostGig)) == is_committed

    gig = await later(world, DAYS * 0)
    assert gig.state is GigState.LISTED
    await later(world, DAYS)
    assert await world.happened((await world.operation("post:1:1")).reference) == 1


async def test_colleagues_are_told_once_however_often_the_job_is_begun(world):
    await offered(world)
    assert sorted(wanted(world)) == ["nadia", "otto"]
    await dies_at(world, "colleagues: found", lambda: world.do(JOB))
    for _again in range(2):
        await world.do(JOB)
        await world.work()
    assert sorted(wanted(world)) == ["nadia", "otto"]


async def test_whoever_was_to_be_told_is_not_told_once_it_is_over(world):
    for person in ("nadia", "otto"):
        world.messenger.busy[f"a:{person}"] = 60
    await offered(world)
    assert wanted(world) == []
    await later(world, DAYS)
    world.messenger.busy.clear()
    await world.pass_time(120, step=60)
    assert wanted(world) == []

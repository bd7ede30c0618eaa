"""A clock that was ahead and steps back: nothing stands still until the moment comes that it wrote down."""

import logging
from datetime import timedelta

import pytest

from gigs.gig import GigState
from ports.memberships import Membership
from ports.operations import OperationState
from ports.reading_storage import Reading, ReadingAccount
from tests.support.builders import MARK, RITA, TENANT
from tests.support.clock import NOON
from tests.support.one_by_one import one_by_one
from tests.use_cases.posting import OVER, post
from tests.use_cases.world import POST
from use_cases.notifying.team_members import holds
from use_cases.operations.intent import not_ahead
from use_cases.reading.rhythm import is_full, not_before
from use_cases.reading.sync_gig import claim_due
from use_cases.settling.sweep import sweep

DAY = 86_400
ACCOUNT = ReadingAccount(tenant=TENANT, marketplace="sandbox")


async def minutes_pass(world, minutes):
    """As the ticker has it: a sweep a minute, and the work that falls due."""
    for _ in range(minutes):
        world.clock.advance(60)
        await sweep(world.context)
        await world.work()


@pytest.mark.parametrize("ahead", [3_600, DAY, 5 * DAY])
async def test_an_unknown_outcome_from_a_day_ahead_is_looked_up_and_found(world, ahead, caplog):
    await world.misbehave("post: lands then reset x1")
    world.clock.advance(ahead)
    await world.approved()
    await world.work()
    assert (await post(world)).state is OperationState.INFLIGHT
    world.clock.advance(-ahead)

    with caplog.at_level(logging.WARNING):
        await minutes_pass(world, 4)

    assert (await world.gig()).state is GigState.LISTED
    assert await world.happened((await post(world)).reference) == 1
    assert "an intent in the future counts as now" in caplog.text
    assert "the clock stepped back" in caplog.text


async def test_one_that_is_not_there_waits_for_its_whole_quarantine_anew_and_is_called_once(world):
    await world.misbehave("post: reset x1")
    world.clock.advance(DAY)
    await world.approved()
    await world.work()
    world.clock.advance(-DAY)

    await minutes_pass(world, int(OVER / 60) - 1)
    assert (await post(world)).state is OperationState.INFLIGHT
    await minutes_pass(world, 6)

    assert (await world.gig()).state is GigState.LISTED
    assert await world.happened((await post(world)).reference) == 1


async def test_misses_counted_in_the_future_do_not_stop_the_counting(world):
    await world.misbehave("post: reset x1")
    await world.approved()
    await world.work()
    world.clock.advance(DAY)
    await world.do(POST)
    assert (await post(world)).misses == 1
    world.clock.advance(-DAY)

    await minutes_pass(world, int(OVER / 60) + 6)

    assert await world.happened((await post(world)).reference) == 1


async def test_what_was_given_back_in_the_future_is_tried_again_now(world):
    await world.misbehave("post: 429 retry-after 40 x1")
    world.clock.advance(DAY)
    await world.approved()
    await world.work()
    world.clock.advance(-DAY)

    await minutes_pass(world, 2)

    assert (await world.gig()).state is GigState.LISTED


async def test_an_intent_that_is_past_is_left_as_it_is(world):
    await world.misbehave("post: reset x1")
    await world.approved()
    await world.work()
    operation = await post(world)

    assert not_ahead(operation, world.clock.now()) is operation


async def test_a_notice_put_off_by_a_clock_that_was_ahead_is_said(world):
    await world.meets(RITA, MARK)
    world.clock.advance(DAY)
    world.messenger.busy["a:mark"] = 30
    await world.submitted()
    await world.work()
    world.messenger.busy.clear()
    world.clock.advance(-DAY)

    await minutes_pass(world, 2)

    assert len(world.messenger.kinds(MARK)) == 1
    async with one_by_one(world.store) as tx:
        assert await tx.notices.ahead(NOON, 9) == []


async def test_a_notice_put_off_for_a_while_is_left_alone(world):
    await world.meets(RITA, MARK)
    world.messenger.busy["a:mark"] = 1_800
    await world.submitted()
    await world.work()

    assert await sweep(world.context) == 0


async def test_a_gig_is_read_again_although_a_day_ahead_it_was_just_read(world):
    await world.approved()
    await world.work()
    world.clock.advance(DAY)
    await world.read()
    world.clock.advance(-DAY)

    await minutes_pass(world, 1)

    assert await claim_due(world.context, ACCOUNT) == [(TENANT, 1)]
    await world.pass_time(30)
    assert (await world.read()).state is GigState.REVIEWING


async def test_readings_that_are_planned_are_left_alone(world):
    await world.approved()
    await world.work()
    await world.read()
    assert await claim_due(world.context, ACCOUNT) == []

    await sweep(world.context)

    assert await claim_due(world.context, ACCOUNT) == []


def test_after_a_reading_in_the_future_the_next_is_due_now_and_reads_all_of_it(world):
    rhythm, ahead = world.sandbox.rhythm, NOON + timedelta(days=1)
    reading = Reading(
        tenant=TENANT,
        number=1,
        marketplace="sandbox",
        listing="L1",
        read_to=ahead,
        read_at=ahead,
        proposals_at=ahead,
    )

    assert not_before(reading, rhythm, NOON) == NOON
    assert is_full(reading, NOON)
    assert is_full(reading.model_copy(update={"proposals_at": NOON}), NOON)
    past = reading.model_copy(update={"read_to": NOON, "read_at": NOON, "proposals_at": NOON})
    assert not_before(past, rhythm, NOON) == NOON + rhythm.quick
    assert not is_full(past, NOON)


def test_who_is_in_a_team_is_asked_again_when_the_answer_is_from_the_future():
    known = Membership(tenant=TENANT, team="19:t", person="rita", is_member=True, checked_at=NOON)

    assert holds(known, NOON)
    assert not holds(known, NOON - timedelta(seconds=1))

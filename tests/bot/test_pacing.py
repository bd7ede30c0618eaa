"""Teams' sending limits, on a clock that the test moves."""

import asyncio

import pytest

from bot.connector.errors import Throttled
from bot.connector.pacing import Kind, Pacing, Urgency


@pytest.fixture
def pacing(clock):
    return Pacing(monotonic=clock, sleep=clock.sleep)


async def starts(pacing, clock, count, kind=Kind.WRITE, conversation="a:1", tenant="t"):
    """When `count` calls, one after the other, may start; seconds from now."""
    began = clock.now
    found = []
    for _ in range(count):
        await pacing.admit(kind, conversation, tenant)
        found.append(clock.now - began)
    return found


def within(times, seconds):
    """The most calls in any window of this length."""
    return max(sum(1 for other in times if at <= other < at + seconds) for at in times)


async def test_a_few_messages_are_not_held_up(pacing, clock):
    assert await starts(pacing, clock, 5) == [0, 0, 0, 0, 0]
    assert clock.slept == []


async def test_sends_stay_at_80_percent_of_every_window(clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep, max_wait_s=10_000)

    times = await starts(pacing, clock, 100)

    assert within(times, 1) <= 7 * 0.8
    assert within(times, 2) <= 8 * 0.8
    assert within(times, 30) <= 60 * 0.8


async def test_the_hour_is_kept_as_well(clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep, max_wait_s=10_000)

    times = await starts(pacing, clock, 1600)

    assert within(times, 3600) == 1440


async def test_reads_have_limits_of_their_own(pacing, clock):
    await starts(pacing, clock, 5)

    assert await starts(pacing, clock, 11, Kind.READ) == [0] * 11
    assert (await starts(pacing, clock, 1, Kind.READ))[0] > 0


async def test_one_busy_chat_does_not_hold_up_another(pacing, clock):
    await starts(pacing, clock, 5)

    assert await starts(pacing, clock, 5, conversation="a:2") == [0] * 5


async def test_all_chats_of_a_tenant_share_forty_calls_a_second(pacing, clock):
    began = clock.now
    for number in range(45):
        await pacing.admit(Kind.WRITE, f"a:{number}", "t")

    assert clock.now - began == pytest.approx(1)

    await pacing.admit(Kind.WRITE, "a:other", "another tenant")
    assert clock.now - began == pytest.approx(1)


async def test_a_wait_over_ten_seconds_is_refused_with_its_length(clock):
    async def no_time_passes(_):
        await asyncio.sleep(0)

    pacing = Pacing(monotonic=clock, sleep=no_time_passes)
    for _ in range(30):
        await pacing.admit(Kind.WRITE, "a:1", "t")

    with pytest.raises(Throttled) as raised:
        await starts(pacing, clock, 30)

    assert 10 < raised.value.retry_after < 30


async def test_a_refused_caller_takes_no_place(clock):
    async def no_time_passes(_):
        await asyncio.sleep(0)

    pacing = Pacing(monotonic=clock, sleep=no_time_passes, max_wait_s=0)
    for _ in range(5):
        await pacing.admit(Kind.WRITE, "a:1", "t")
    refused = []
    for _ in range(100):
        with pytest.raises(Throttled) as raised:
            await pacing.admit(Kind.WRITE, "a:1", "t")
        refused.append(raised.value.retry_after)

    assert refused == [pytest.approx(1)] * 100


async def test_redraws_and_notices_leave_half_of_a_chat_to_answers(clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep, max_wait_s=10_000)
    times = []
    for _ in range(40):
        await pacing.admit(Kind.WRITE, "a:1", "t", Urgency.NOTICE)
        times.append(clock.now)

    assert (within(times, 1), within(times, 2), within(times, 30)) == (2, 3, 24)
    before = clock.now
    await starts(pacing, clock, 3)
    assert clock.now == before


async def test_an_answer_takes_the_place_that_a_redraw_waits_for(clock):
    began = clock.now
    answered: list[float] = []
    drawn: list[float] = []

    async def answers_meanwhile(seconds):
        await clock.sleep(seconds)
        if len(answered) < 5:
            answered.append(clock.now - began)
            await paced.admit(Kind.WRITE, "a:1", "t")

    paced = Pacing(monotonic=clock, sleep=answers_meanwhile)
    for _ in range(3):
        await paced.admit(Kind.WRITE, "a:1", "t", Urgency.NOTICE)
        drawn.append(clock.now - began)

    assert answered == [1, 2]
    assert drawn == [0, 0, 2]


async def test_a_redraw_that_would_wait_too_long_is_put_off(clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep)
    await starts(pacing, clock, 24)

    with pytest.raises(Throttled):
        await pacing.admit(Kind.WRITE, "a:1", "t", Urgency.NOTICE)

    assert (await starts(pacing, clock, 1))[0] <= 1


async def test_a_closed_chat_opens_again_by_itself(pacing, clock):
    pacing.close(Kind.WRITE, "a:1", 4)

    assert await starts(pacing, clock, 1) == [pytest.approx(4)]


async def test_chats_that_fell_silent_are_forgotten(clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep)
    for number in range(999):
        await pacing.admit(Kind.WRITE, f"a:{number}", f"t{number}")
    clock.now += 3601

    await pacing.admit(Kind.WRITE, "a:new", "t")

    assert len(pacing._lanes) == 2


async def test_a_notice_goes_before_a_redraw_and_both_leave_room_for_answers(clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep, max_wait_s=10_000)
    for _ in range(19):  # four tenths of what may be said in half a minute
        await pacing.admit(Kind.WRITE, "a:1", "t", Urgency.REDRAW)
        clock.now += 1.0

    began = clock.now
    await pacing.admit(Kind.WRITE, "a:1", "t", Urgency.NOTICE)
    assert clock.now == began
    await pacing.admit(Kind.WRITE, "a:1", "t")
    assert clock.now == began

    await pacing.admit(Kind.WRITE, "a:1", "t", Urgency.REDRAW)
    assert clock.now >= began + 11

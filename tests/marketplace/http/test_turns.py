"""Writes go first: at our own pace, and unknown only once something has left."""

import asyncio
from collections.abc import Coroutine
from contextvars import Context
from typing import Any

import pytest

from http_client.session import open_session
from marketplace.http.bucket import Bucket
from marketplace.http.pace import Limits, Pace, Uncounted
from ports.marketplace import MarketplaceUnavailable, MarketplaceUnknown
from tests.marketplace.http.test_calls import Town

SOON = Limits(a_second=200, at_once=1)


@pytest.fixture
async def town():
    async with Town() as town:
        yield town


def elsewhere(doing: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """Not in the turn of whoever begins it."""
    return asyncio.create_task(doing, context=Context())


async def waits(pace: Pace, done: list[str], name: str, **how: bool) -> None:
    await pace.wait("t", "upwork", **how)
    done.append(name)


async def test_a_write_goes_before_the_readings_that_wait_however_many_they_are():
    pace, done = Pace(SOON, Uncounted()), list[str]()
    await pace.wait("t", "upwork")
    readings = [asyncio.ensure_future(waits(pace, done, f"reading {n}")) for n in range(22)]
    await asyncio.sleep(0)

    await asyncio.gather(*readings, waits(pace, done, "write", ahead=True))

    assert done == ["write", *(f"reading {n}" for n in range(22))]


async def test_within_a_turn_the_first_call_waits_no_more_and_the_next_ones_go_before_readings():
    pace, done = Pace(SOON, Uncounted()), list[str]()
    async with pace.turn():
        readings = [elsewhere(waits(pace, done, "reading")) for _ in range(3)]
        await asyncio.sleep(0)
        await waits(pace, done, "first")
        await waits(pace, done, "second")
    await asyncio.gather(*readings)

    assert done == ["first", "second", "reading", "reading", "reading"]


async def test_a_turn_that_nothing_was_called_in_is_the_next_ones():
    meter = Uncounted()
    pace = Pace(Limits(a_second=0.001, at_once=1), meter)
    async with pace.turn():
        reading = elsewhere(pace.wait("t", "upwork"))
        await asyncio.sleep(0)
        assert not reading.done()

    await reading

    assert meter.calls == 1


async def test_a_turn_within_a_turn_is_the_same_one():
    pace = Pace(Limits(a_second=0.001, at_once=1), Uncounted())

    async with pace.turn() as outer, pace.turn() as inner:
        assert inner is outer


async def test_whoever_gives_up_waiting_takes_no_token_along():
    bucket = Bucket(1, 0.001)
    await bucket.take(ahead=True)
    given_up, patient = (asyncio.ensure_future(bucket.take(ahead=ahead)) for ahead in (True, False))
    await asyncio.sleep(0)
    given_up.cancel()

    bucket.give_back()

    await patient
    assert given_up.cancelled()


async def test_whoever_is_served_and_gives_up_at_the_same_moment_passes_the_token_on():
    bucket = Bucket(1, 0.001)
    await bucket.take(ahead=True)
    given_up, patient = (asyncio.ensure_future(bucket.take(ahead=False)) for _ in range(2))
    await asyncio.sleep(0)
    bucket.give_back()
    given_up.cancel()

    await patient
    assert given_up.cancelled()


async def test_while_the_marketplace_is_left_alone_there_is_no_turn_and_nobodys_trial_is_used_up(town):
    for _ in range(3):
        town.breaker.failed()

    with pytest.raises(MarketplaceUnavailable, match="left alone"):
        async with town.calls.turn():
            raise AssertionError("it has no turn")


async def test_a_turn_knows_whether_a_call_that_writes_has_left(town):
    async with town.calls.turn() as turn:
        await town.send(writes=False)
        assert not turn.sent
        await town.send(writes=True)
        assert turn.sent


async def test_what_found_no_connection_has_not_left(town):
    town.url = "http://127.0.0.1:9/jobs/"

    async with town.calls.turn() as turn:
        with pytest.raises(MarketplaceUnavailable):
            await town.send(writes=True)

    assert not turn.sent


async def test_what_was_cut_off_on_its_way_has_left(town):
    async def cut(request):
        request.transport.abort()

    town.answer = cut

    async with town.calls.turn() as turn:
        with pytest.raises(MarketplaceUnknown):
            await town.send(writes=True)

    assert turn.sent


async def test_a_write_whose_time_is_over_before_it_has_a_connection_did_not_land(town):
    """All connections are taken by calls that hang: the pool is ours, and what waits in it was never sent."""
    hung, never = asyncio.Event(), asyncio.Event()

    async def hang(_request):
        hung.set()
        await never.wait()

    town.answer = hang
    async with open_session(1) as session:
        town.calls._session, town.calls._seconds = session, 5
        reading = asyncio.ensure_future(town.send(writes=False))
        await hung.wait()
        town.calls._seconds = 0.05
        async with town.calls.turn() as turn:
            with pytest.raises(MarketplaceUnavailable, match="cannot be reached"):
                await town.send(writes=True)
        assert not turn.sent
        reading.cancel()

    assert len(town.seen) == 1

"""An operation waits for its turn before its intent is written; unknown is only what was sent."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Self

import pytest

from gigs.gig import GigState
from ports.marketplace import Marketplace, MarketplaceUnavailable, MarketplaceUnknown, Turn
from ports.operations import OperationState
from tests.support.builders import MARK, RITA
from tests.use_cases.posting import post
from tests.use_cases.world import PATIENCE, POST, a_world


class Crowded:
    """`market`, where turns come when the test says so, and `broken` is what the next post meets."""

    def __init__(self, market: Marketplace) -> None:
        self._market = market
        self.away: MarketplaceUnavailable | None = None
        self.is_full = False
        self.broken: Exception | None = None
        self.hangs = False
        self.sends = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._market, name)

    def of(self, tenant: str) -> Self:
        return self

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        if self.away:
            raise self.away
        if self.is_full:
            await asyncio.Event().wait()
        self._turn = Turn()
        yield self._turn

    async def post(self, request: Any) -> Any:
        self._turn.sent = self.sends
        if self.hangs:
            await asyncio.Event().wait()
        if self.broken:
            raise self.broken
        self._turn.sent = True
        return await self._market.post(request)


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        world.context = replace(world.context, markets={"sandbox": Crowded(world.sandbox)})
        await world.meets(RITA, MARK)
        yield world


def crowded(world) -> Any:
    return world.context.markets["sandbox"]


async def works_for_a_moment(world) -> None:
    """What is due is done, with a second for each call."""
    usual = world.context
    short = PATIENCE.model_copy(update={"call_timeout": timedelta(seconds=1)})
    world.context = replace(usual, patience=short)
    await world.work()
    world.context = usual


async def test_while_others_are_before_it_nothing_is_written_and_it_is_not_unknown(world):
    crowded(world).is_full = True
    await world.approved()
    await works_for_a_moment(world)

    posted = await post(world)
    assert (posted.state, posted.fence, posted.intent_at) == (OperationState.READY, 0, None)
    assert posted.reason == "others are before it at Sandbox marketplace"

    crowded(world).is_full = False
    await world.pass_time(60)
    assert (await world.gig()).state is GigState.LISTED
    assert (await post(world)).attempts == 1


async def test_while_the_marketplace_is_left_alone_nothing_is_written_and_it_waits_as_long_as_it_should(
    world,
):
    crowded(world).away = MarketplaceUnavailable("it is left alone for a while", 40)
    await world.approved()
    await world.work()

    posted = await post(world)
    assert (posted.state, posted.fence, posted.changed_at) == (OperationState.READY, 0, world.clock.now())

    crowded(world).away = None
    await world.pass_time(39)
    assert (await world.gig()).state is GigState.APPROVED
    await world.pass_time(2)
    assert (await world.gig()).state is GigState.LISTED


@pytest.mark.parametrize("broken", [None, MarketplaceUnknown("a reading before it broke")])
async def test_a_call_that_ends_before_anything_that_writes_was_sent_is_tried_again_without_a_quarantine(
    world, broken
):
    crowded(world).broken, crowded(world).hangs = broken, broken is None
    await world.approved()
    await works_for_a_moment(world)

    posted = await post(world)
    assert (posted.state, posted.attempts) == (OperationState.READY, 0)

    crowded(world).broken, crowded(world).hangs = None, False
    await world.pass_time(60)
    assert await world.happened(posted.reference) == 1


@pytest.mark.parametrize("broken", [None, MarketplaceUnknown("the answer was lost")])
async def test_a_call_that_ends_after_something_was_sent_is_unknown_and_looked_up(world, broken):
    crowded(world).broken, crowded(world).hangs, crowded(world).sends = broken, broken is None, True
    await world.approved()
    await works_for_a_moment(world)

    posted = await post(world)

    assert (posted.state, posted.attempts) == (OperationState.INFLIGHT, 1)


async def test_what_somebody_else_has_moved_on_meanwhile_is_left_to_them(world):
    await world.approved()
    await world.work()
    done = await post(world)
    crowded(world).away = MarketplaceUnavailable("it is left alone for a while", 40)

    await world.do(POST)

    assert await post(world) == done

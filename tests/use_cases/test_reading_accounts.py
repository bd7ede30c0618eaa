"""Each account is read on its own: at most so many gigs at a time, and no reading outlasts its lease."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from assembly.reader import Reader
from ports.marketplace import MarketplaceUnavailable
from ports.reading_storage import ReadingAccount
from tests.support.builders import RITA
from tests.support.one_by_one import one_by_one
from tests.support.product import until
from tests.use_cases.world import a_world
from use_cases.reading.sync_gig import AT_ONCE, lease

TENANT = RITA.key.tenant


class Hanging:
    """A marketplace on which the readings of some gigs do not end until they are let go."""

    def __init__(self, world: Any) -> None:
        self._asked = world.sandbox.proposals
        self.let_go = asyncio.Event()
        self.hung: set[str] = set()
        self.begun: list[str] = []
        self.ended: list[str] = []
        world.sandbox.proposals = self

    async def __call__(self, listing_id: str, since: Any = None) -> Any:
        self.begun.append(listing_id)
        if listing_id in self.hung:
            await self.let_go.wait()
        self.ended.append(listing_id)
        return await self._asked(listing_id, since)


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world


@pytest.fixture
async def reader(world):
    reader = Reader(world.context)
    yield reader
    await reader.stop()


async def listed(world, count: int) -> list[str]:
    """The listings of so many gigs that are to be read now."""
    for _ in range(count):
        await world.approved()
    await world.work()
    return [(await world.gig(number)).listing.id for number in range(1, count + 1)]


async def of_account(world, number: int, account: ReadingAccount) -> None:
    async with one_by_one(world.store) as tx:
        await tx.syncs.schedule(account.tenant, number, world.clock.now(), account.marketplace)


async def test_a_hung_account_makes_no_other_accounts_readings_late(world, reader):
    market = Hanging(world)
    listings = await listed(world, AT_ONCE + 3)
    await of_account(world, AT_ONCE + 3, ReadingAccount(tenant=TENANT, marketplace="another"))
    market.hung = set(listings[:-1])

    await reader.look()
    await until(lambda: len(market.begun) > AT_ONCE and bool(market.ended), lambda: str(market.begun))

    assert market.ended == [listings[-1]]


async def test_no_more_are_claimed_than_have_a_place_and_the_others_follow_when_one_is_free(world, reader):
    market = Hanging(world)
    market.hung = set(await listed(world, AT_ONCE + 3))
    await reader.look()
    await until(lambda: len(market.begun) == AT_ONCE, lambda: str(market.begun))

    await reader.look()
    assert len(market.begun) == AT_ONCE

    market.let_go.set()
    await reader.settled()
    await reader.look()
    await reader.settled()
    assert sorted(market.ended) == sorted(market.hung)
    assert len(market.begun) == AT_ONCE + 3


async def test_a_reading_that_hangs_is_given_up_before_its_lease_ends_and_read_again_after_it(world):
    market = Hanging(world)
    market.hung = set(await listed(world, 1))
    short = world.context.patience.model_copy(update={"call_timeout": timedelta(milliseconds=20)})
    reader = Reader(replace(world.context, patience=short))

    await reader.look()
    await reader.settled()

    assert market.ended == []
    async with one_by_one(world.store) as tx:
        assert await tx.syncs.due(TENANT, 1) == world.clock.now() + 4 * short.call_timeout
    assert lease(world.context) > 3 * world.context.patience.call_timeout


async def test_one_that_fails_stops_nobody_and_no_bug_ends_the_reading(world, reader):
    market = Hanging(world)
    listings, asked = await listed(world, 3), market.__call__

    async def broken(listing_id: str, since: Any = None) -> Any:
        if listing_id == listings[0]:
            raise MarketplaceUnavailable("down")
        if listing_id == listings[1]:
            raise KeyError("a bug")
        return await asked(listing_id, since)

    world.sandbox.proposals = broken
    await reader.look()
    await reader.settled()

    assert market.ended == [listings[2]]

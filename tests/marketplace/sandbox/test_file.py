"""What only the sandbox does: its file."""

import asyncio
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import select

from gigs.contract import MilestoneState
from marketplace.sandbox import tables
from marketplace.sandbox.faults import Call
from marketplace.sandbox.provider import Sandbox
from ports.at_once import SuspendedInTransaction
from ports.marketplace import MarketplaceUnavailable
from tests.support.clock import FakeClock
from tests.support.providers import a_post, an_accepted_offer


async def test_two_processes_may_have_the_file_open(tmp_path):
    clock = FakeClock()
    one, other = (Sandbox(tmp_path / "s.db", now=clock.now) for _ in range(2))

    posts = (market.post(a_post(f"FC-{n}")) for n in range(10) for market in (one, other))
    listings = await asyncio.gather(*posts)

    assert len({listing.id for listing in listings}) == 20
    assert await one.references() == {f"FC-{n}": 2 for n in range(10)}
    await one.close()
    await other.close()


async def test_a_file_that_is_busy_is_a_marketplace_that_is_unavailable(tmp_path):
    sandbox = Sandbox(tmp_path / "s.db", now=FakeClock().now)
    await sandbox.find_listing("FC-1")
    await sandbox.close()
    sandbox = Sandbox(f"sqlite+aiosqlite:///{tmp_path}/s.db", now=FakeClock().now, busy_seconds=0.05)

    with closing(sqlite3.connect(tmp_path / "s.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(MarketplaceUnavailable, match="busy"):
            await sandbox.post(a_post())
        other.execute("ROLLBACK")

    await sandbox.post(a_post())
    await sandbox.close()


async def test_a_call_that_is_given_up_half_way_leaves_nothing_locked(stage):
    calls = [asyncio.ensure_future(stage.market.post(a_post(f"FC-{n}"))) for n in range(5)]
    await asyncio.sleep(0)
    for call in calls:
        call.cancel()
    await asyncio.gather(*calls, return_exceptions=True)

    await stage.market.post(a_post("FC-9"))
    assert await stage.count("FC-9") == 1


async def test_a_transaction_that_is_given_up_as_it_begins_leaves_nothing_locked(stage):
    async def listed():
        async with stage.market.transaction() as (tx, _):
            await tx.execute(select(tables.listings))

    given_up = [asyncio.ensure_future(listed()) for _ in range(5)]
    await asyncio.sleep(0)
    for one in given_up:
        one.cancel()
    await asyncio.gather(*given_up, return_exceptions=True)

    await listed()
    await stage.market.post(a_post("FC-9"))
    assert await stage.count("FC-9") == 1


async def test_a_look_at_the_file_waits_for_nothing_else(stage):
    async def with_a_nap(_tx, _at, _lag):
        await asyncio.sleep(0)

    with pytest.raises(SuspendedInTransaction):
        await stage.market.read(Call.CONTRACT, with_a_nap)

    await stage.market.post(a_post("FC-9"))
    assert await stage.count("FC-9") == 1


async def test_a_file_of_the_first_version_goes_on_where_it_was(stage, tmp_path):
    contract = await an_accepted_offer(stage)
    await stage.market.close()
    with closing(sqlite3.connect(tmp_path / "sandbox.db")) as file:
        file.executescript(
            "DROP INDEX ix_milestone_fund_reference; ALTER TABLE milestone DROP COLUMN fund_reference;"
            "ALTER TABLE contract DROP COLUMN withdrawn_at; DROP TABLE message; PRAGMA user_version=1;"
        )

    stage.pass_time(20)
    market = Sandbox(tmp_path / "sandbox.db", now=stage.clock.now)
    part = (await market.contract(contract.id)).milestones[0]
    await market.release(contract.id, part.id, part.amount, "FC-R")
    await market.message("L1", contract.proposal_id, "Thank you!")

    assert (await market.contract(contract.id)).milestones[0].state is MilestoneState.RELEASED
    assert await market.has_message("L1", contract.proposal_id, "Thank you!")
    await market.close()


async def test_a_file_of_another_version_is_refused_with_what_to_do(stage, tmp_path):
    with closing(sqlite3.connect(tmp_path / "sandbox.db")) as file:
        file.execute("PRAGMA user_version=99")

    with pytest.raises(RuntimeError, match="delete the file"):
        await stage.market.find_listing("FC-1")


def test_anything_but_sqlite_is_refused_at_once():
    with pytest.raises(ValueError, match="SQLite"):
        Sandbox("postgresql+psycopg://127.0.0.1/x", now=FakeClock().now)
    with pytest.raises(ValueError, match="speed"):
        Sandbox("x.db", now=FakeClock().now, speed=0)

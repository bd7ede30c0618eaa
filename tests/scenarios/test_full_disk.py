"""The disk with the database fills up under the running product: it says so, loses nothing, and goes on when there's room again."""

import asyncio
import sqlite3
from contextlib import closing

import pytest

from gigs.gig import GigState
from tests.scenarios.steps import BRIEF, seats_for, submit
from tests.support.databases import a_sqlite_file
from tests.support.full_disk import a_small_disk
from tests.support.one_by_one import one_by_one
from tests.support.people_file import a_cast
from tests.support.product import SOON, on_stage


async def readyz(stage):
    here = stage.url.removesuffix("/api/messages")
    async with stage.client.get(f"{here}/readyz") as answer:
        return answer.status, (await answer.json())["status"]


async def is_ready(stage, expected):
    """It's looked at anew every few seconds."""
    for _ in range(int(SOON / 0.2)):
        if await readyz(stage) == expected:
            return
        await asyncio.sleep(0.2)
    raise AssertionError(await readyz(stage))


def without_slack(path):
    """The log of what was written holds nothing, so that the next write needs room."""
    with closing(sqlite3.connect(path, timeout=10)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def gigs_of(stage, person):
    async with one_by_one(stage.product.context.store) as tx:
        rows = await tx.gigs.of_requester(person, 9)
        return [(gig.number, gig.state, gig.version) for gig in rows]


async def entries_of(stage, tenant, number):
    async with one_by_one(stage.product.context.store) as tx:
        return len(await tx.histories.of(tenant, number))


@pytest.mark.slow
async def test_a_disk_that_fills_up_loses_nothing_and_the_product_goes_on_when_it_has_room(tmp_path):
    with a_small_disk(tmp_path / "disk", "6m") as disk:
        path = disk.folder / "connector.db"
        async with on_stage(tmp_path, await a_sqlite_file(path), casts=1) as stage:
            people = seats_for(stage, a_cast(1))
            rita, mark = people.rita, people.mark
            await submit(people)
            await mark.finds("Approve")
            await rita.says("post a gig")
            await rita.finds("Preview")
            who = (await stage.newest_gig(rita.person)).requester.key
            before = await gigs_of(stage, who), await entries_of(stage, who.tenant, 1)

            without_slack(path)
            disk.fills_up()
            full = 503, "the database can't be written to: is its disk full, or read-only?"
            await is_ready(stage, full)
            said = str(await mark.presses("Approve"))
            told = str(await rita.presses("Preview", **BRIEF | {"title": "Half written"}))

            assert "I can’t save anything at the moment" in said
            assert "I can’t save anything at the moment" in told
            assert (await gigs_of(stage, who), await entries_of(stage, who.tenant, 1)) == before

            told_so = [one for one in stage.teams.violations if "I can’t save anything" in one]
            stage.teams.violations[:] = [one for one in stage.teams.violations if one not in told_so]
            assert len(told_so) == 2

            disk.has_room()
            await is_ready(stage, (200, "ready"))
            await mark.presses("Approve")
            gig = await stage.waits_for(rita.person, GigState.REVIEWING)
            assert gig.number == 1
            found = await stage.product.sandbox.audit(gig.listing.reference)
            assert found.listings == 1
            with closing(sqlite3.connect(path)) as connection:
                assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]

import asyncio
from datetime import timedelta
from typing import ClassVar

import pytest
from sqlalchemy import text

from gigs.errors import GigChanged
from ports.jobs import Job
from ports.storage import CommitUnknown, StoreUnavailable
from store.sql import SqlStore
from tests.support.builders import TENANT, a_draft
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, a_database
from tests.support.histories import saying
from tests.support.one_by_one import one_by_one

ENTRY = saying("changed")


class Wave(Job):
    name: ClassVar[str] = "wave"
    queue: ClassVar[str] = "market"

    @property
    def key(self):
        return "wave"


async def counts(database):
    """Rows in every table that is not about numbering or migrations."""
    async with database.engine.begin() as connection:
        tables = ("gig", "awaiting", "history", "notice", "inbox", "sync", "gig_number")
        return [(await connection.execute(text(f"SELECT count(*) FROM {name}"))).scalar() for name in tables]


async def test_what_raises_leaves_nothing(store, database):
    empty = await counts(database)

    async def turn():
        async with one_by_one(store) as tx:
            gig = await tx.gigs.add(a_draft(), "key")
            await tx.gigs.save(gig, gig, ENTRY)
            await tx.inbox.first_time(TENANT, "conversation", "activity", NOON)
            await tx.syncs.schedule(TENANT, gig.number, NOON)
            raise RuntimeError("a bug of ours")

    with pytest.raises(RuntimeError):
        await turn()
    assert await counts(database) == empty


async def test_a_cancelled_turn_leaves_nothing_and_frees_its_connection(store, database):
    empty = await counts(database)
    inside = asyncio.Event()

    async def turn():
        async with one_by_one(store) as tx:
            await tx.gigs.add(a_draft(), "key")
            inside.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(turn())
    await inside.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await counts(database) == empty


async def test_a_lost_race_leaves_nothing_of_the_loser(store):
    async with one_by_one(store) as tx:
        gig = await tx.gigs.add(a_draft(), "key")
        await tx.gigs.save(gig, gig, ENTRY)

    async def late_turn():
        async with one_by_one(store) as tx:
            await tx.syncs.schedule(TENANT, gig.number, NOON)
            await tx.gigs.save(gig, gig, ENTRY)

    with pytest.raises(GigChanged):
        await late_turn()
    async with one_by_one(store) as tx:
        assert await tx.syncs.claim_due(NOON, NOON, 10) == []


async def test_jobs_are_promised_on_the_transactions_own_connection(database):
    seen = []

    async def enqueue(connection, job, delay, again):
        await connection.execute(text("SELECT 1"))
        seen.append((job, delay, again, connection.in_transaction()))

    async with SqlStore(database.engine, enqueue).transaction() as tx:
        await tx.jobs.add(Wave(), delay=timedelta(seconds=5), again="2")
    assert seen == [(Wave(), timedelta(seconds=5), "2", True)]


async def test_a_migrated_database_is_ready(store):
    await store.ready()


async def test_a_database_without_our_schema_is_not_ready(store, database):
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreUnavailable):
        await store.ready()


@pytest.mark.postgres
class TestWhenTheServerGoesAway:
    @pytest.fixture
    def url(self, tmp_path):
        with a_database(POSTGRES, tmp_path) as url:
            yield url

    async def end_our_session(self, database, connection):
        me = (await connection.execute(text("SELECT pg_backend_pid()"))).scalar()
        async with database.engine.connect() as other:
            await other.execute(text("SELECT pg_terminate_backend(:me)"), {"me": me})

    async def test_a_statement_that_fails_says_that_nothing_was_kept(self, database):
        async def enqueue(connection, job, delay, again):
            await self.end_our_session(database, connection)

        store = SqlStore(database.engine, enqueue)

        async def turn():
            async with one_by_one(store) as tx:
                await tx.jobs.add(Wave())
                await tx.follows.of(TENANT)

        with pytest.raises(StoreUnavailable) as raised:
            await turn()
        assert not isinstance(raised.value, CommitUnknown)
        await store.ready()

    async def test_a_commit_that_fails_says_that_it_may_have_been_kept(self, database):
        async def enqueue(connection, job, delay, again):
            await self.end_our_session(database, connection)

        with pytest.raises(CommitUnknown):
            async with SqlStore(database.engine, enqueue).transaction() as tx:
                await tx.jobs.add(Wave())

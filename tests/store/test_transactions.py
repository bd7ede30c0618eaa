import asyncio
import sqlite3
from contextlib import closing
from datetime import timedelta
from typing import ClassVar

import aiohttp
import pytest
from sqlalchemy import text

from gigs.errors import GigChanged
from ports.jobs import Job, NewJob
from ports.reading_storage import ReadingAccount
from ports.storage import CommitUnknown, StoreUnavailable
from store.engine import CONNECTIONS, open_transactions
from store.on_postgres import PostgresTransactions
from store.sql import SqlStore
from tests.support.builders import TENANT, a_draft
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, a_database
from tests.support.histories import saying

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

    async def turn(tx):
        gig = await tx.gigs.add(a_draft(), "key")
        await tx.gigs.save(gig, gig, ENTRY)
        await tx.inbox.first_time(TENANT, "conversation", "activity", NOON)
        await tx.syncs.schedule(TENANT, gig.number, NOON)
        raise RuntimeError("a bug of ours")

    with pytest.raises(RuntimeError, match="a bug of ours"):
        await store.run(turn)
    assert await counts(database) == empty


async def test_it_returns_what_its_function_returns_and_hands_it_its_arguments(store):
    async def turn(tx, key, *, title):
        return (await tx.gigs.add(a_draft(), key)).number, title

    assert await store.run(turn, "key", title="A logo") == (1, "A logo")


async def in_its_sleep(_tx):
    await asyncio.sleep(0.01)


async def in_a_bare_pause(_tx):
    await asyncio.sleep(0)


async def on_the_network(_tx):
    async with aiohttp.ClientSession() as session:
        await session.get("http://127.0.0.1:1/")


@pytest.mark.parametrize("waits", [in_its_sleep, in_a_bare_pause, on_the_network])
async def test_a_transaction_that_waits_for_anything_but_its_statements_raises_and_leaves_nothing(
    waits, store, database
):
    empty = await counts(database)

    async def turn(tx):
        await tx.gigs.add(a_draft(), "key")
        await waits(tx)

    with pytest.raises(RuntimeError):
        await store.run(turn)
    assert await counts(database) == empty
    await store.ready()


async def test_a_cancelled_turn_leaves_nothing_and_frees_its_connection(store, database):
    empty = await counts(database)
    async with held(database):
        task = asyncio.create_task(store.run(lambda tx: tx.gigs.add(a_draft(), "key")))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert await counts(database) == empty
    await store.run(lambda tx: tx.gigs.add(a_draft(), "another"))


def held(database):
    """Somebody else writes: SQLite's only writer, or the row that gives out numbers."""
    return _Held(database)


class _Held:
    def __init__(self, database):
        self._engine = database.engine

    async def __aenter__(self):
        self._connection = await self._engine.connect()
        await self._connection.begin()
        await self._connection.execute(
            text("INSERT INTO gig_number (tenant, last) VALUES (:tenant, 0)"), {"tenant": TENANT}
        )

    async def __aexit__(self, *_):
        await self._connection.rollback()
        await self._connection.close()


async def test_a_lost_race_leaves_nothing_of_the_loser(store):
    async def first(tx):
        gig = await tx.gigs.add(a_draft(), "key")
        await tx.gigs.save(gig, gig, ENTRY)
        return gig

    async def late_turn(tx, gig):
        await tx.syncs.schedule(TENANT, gig.number, NOON)
        await tx.gigs.save(gig, gig, ENTRY)

    gig = await store.run(first)
    with pytest.raises(GigChanged):
        await store.run(late_turn, gig)
    assert (
        await store.run(
            lambda tx: tx.syncs.claim_in(ReadingAccount(tenant=TENANT, marketplace=""), NOON, NOON, 10)
        )
        == []
    )


class Enqueuing:
    """Where jobs go: what came in one transaction, and how often somebody was told."""

    def __init__(self):
        self.together = []
        self.told = 0

    async def enqueue(self, connection, jobs):
        await connection.execute(text("SELECT 1"))
        self.together.append(list(jobs))

    def enqueued(self):
        self.told += 1


async def test_the_jobs_of_a_transaction_go_in_together_and_are_told_of_once(database):
    jobs = Enqueuing()
    store = SqlStore(database.transactions, jobs.enqueue, jobs.enqueued)

    async def turn(tx):
        await tx.jobs.add(Wave(), delay=timedelta(seconds=5), again="2")
        await tx.jobs.add(Wave())

    await store.run(turn)
    await store.run(lambda tx: tx.follows.of(TENANT))
    assert jobs.together == [[NewJob(Wave(), timedelta(seconds=5), "2"), NewJob(Wave())]]
    assert jobs.told == 1


async def test_nobody_is_told_of_jobs_that_were_not_kept(database):
    jobs = Enqueuing()

    async def turn(tx):
        await tx.jobs.add(Wave())
        raise RuntimeError("a bug of ours")

    with pytest.raises(RuntimeError):
        await SqlStore(database.transactions, jobs.enqueue, jobs.enqueued).run(turn)
    assert jobs.told == 0


async def test_a_migrated_database_is_ready(store):
    await store.ready()


async def test_a_database_without_our_schema_is_not_ready(store, database):
    async with database.engine.begin() as connection:
        await connection.execute(text("DROP TABLE alembic_version"))
    with pytest.raises(StoreUnavailable):
        await store.ready()


async def promise_nothing(_connection, _jobs):
    """Nothing is enqueued here."""


class TestOnSqlite:
    @pytest.fixture
    def file(self, tmp_path):
        """With the journal that the product has left it with."""
        path = tmp_path / "connector.db"
        with closing(sqlite3.connect(path)) as made:
            made.execute("PRAGMA journal_mode=WAL")
        return path

    @pytest.fixture
    async def quick(self, file, monkeypatch):
        """A store that has no patience."""
        monkeypatch.setattr("store.engine.PATIENCE_MS", 100)
        transactions, close = open_transactions(f"sqlite:///{file}")
        yield SqlStore(transactions, promise_nothing)
        await close()

    async def test_a_lock_that_somebody_else_holds_is_waited_for_so_long(self, file, quick):
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreUnavailable, match="locked"):
                await quick.run(lambda tx: tx.follows.of(TENANT))

    async def test_so_is_the_turn_of_others_before(self, file, quick):
        with closing(sqlite3.connect(file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            waiting = [quick.run(lambda tx: tx.follows.of(TENANT)) for _ in range(20)]
            failures = await asyncio.gather(*waiting, return_exceptions=True)
        assert {type(failure) for failure in failures} == {StoreUnavailable}
        assert any("busy for too long" in str(failure) for failure in failures)


@pytest.mark.postgres
class TestWhenTheServerGoesAway:
    @pytest.fixture
    def url(self, tmp_path):
        with a_database(POSTGRES, tmp_path) as url:
            yield url

    async def test_a_statement_that_fails_says_that_nothing_was_kept(self, database):
        async def turn(tx):
            await tx.connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

        store = SqlStore(database.transactions, promise_nothing)
        with pytest.raises(StoreUnavailable) as raised:
            await store.run(turn)
        assert not isinstance(raised.value, CommitUnknown)
        await store.ready()

    async def test_a_commit_that_fails_says_that_it_may_have_been_kept(self, database):
        ours = []

        async def turn(tx):
            ours.append((await tx.connection.execute(text("SELECT pg_backend_pid()"))).scalar())
            # At COMMIT, and not before, the server ends the session.
            await tx.connection.execute(text("CREATE TEMP TABLE late (n int)"))
            await tx.connection.execute(
                text(
                    "CREATE FUNCTION pg_temp.leave() RETURNS trigger LANGUAGE plpgsql AS "
                    "$$BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END$$"
                )
            )
            await tx.connection.execute(
                text(
                    "CREATE CONSTRAINT TRIGGER late AFTER INSERT ON late DEFERRABLE INITIALLY DEFERRED "
                    "FOR EACH ROW EXECUTE FUNCTION pg_temp.leave()"
                )
            )
            await tx.connection.execute(text("INSERT INTO late VALUES (1)"))

        with pytest.raises(CommitUnknown):
            await SqlStore(database.transactions, promise_nothing).run(turn)
        assert ours

    async def test_connections_that_died_in_the_pool_are_replaced_and_nobody_notices(self, database):
        store = SqlStore(database.transactions, promise_nothing)

        async def served_by(tx):
            return (await tx.connection.execute(text("SELECT pg_backend_pid()"))).scalar()

        before = set(await asyncio.gather(*(store.run(served_by) for _ in range(5))))
        async with database.engine.connect() as other:
            await other.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert await store.run(served_by) not in before

    async def test_a_turn_cancelled_while_its_transaction_begins_leaves_no_connection_open(self):
        opened = []

        class Silent:
            """A connection whose server never answers."""

            closed = False

            def watch(self):
                """Nothing is to be seen."""

            async def say(self, _statement):
                await asyncio.sleep(60)

            async def close(self):
                self.closed = True

        async def connect():
            opened.append(Silent())
            return opened[0]

        transactions = PostgresTransactions(connect, 1, 5)
        turn = asyncio.create_task(SqlStore(transactions, promise_nothing).ready())
        await asyncio.sleep(0.05)
        turn.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turn
        assert [one.closed for one in opened] == [True]

    async def test_so_many_connections_are_opened_and_not_one_more(self, database):
        store = SqlStore(database.transactions, promise_nothing)
        count = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")

        async def look(tx):
            await tx.connection.execute(text("SELECT pg_sleep(0.05)"))
            return (await tx.connection.execute(count)).scalar()

        seen = await asyncio.gather(*(store.run(look) for _ in range(3 * CONNECTIONS)))
        assert max(seen) == CONNECTIONS

    async def test_a_statement_may_not_take_for_ever(self, url, monkeypatch):
        monkeypatch.setattr("store.engine.PATIENCE_MS", 100)
        transactions, close = open_transactions(url)

        async def slow(tx):
            await tx.connection.execute(text("SELECT pg_sleep(30)"))

        with pytest.raises(StoreUnavailable, match="timeout"):
            await SqlStore(transactions, promise_nothing).run(slow)
        await close()

    async def test_a_server_that_is_not_there_is_said_at_once(self):
        transactions, close = open_transactions("postgresql://nobody@127.0.0.1:1/none")
        with pytest.raises(StoreUnavailable):
            await SqlStore(transactions, promise_nothing).ready()
        await close()

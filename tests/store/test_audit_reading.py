"""Histories as an audit reads them: in pages, by gig and period, as they lie there, with their heads."""

import asyncio
import time
from datetime import timedelta

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import event, text

from gigs.history import Head, chain
from gigs.history_kinds import EntryKind
from ports.history_storage import Span
from ports.storage import StoreUnavailable
from store import rows, translate
from store.engine import create_engine, open_database
from store.histories import append
from store.lock import AlreadyRunning
from store.migrate import MIGRATIONS, migrate
from store.read_only import NotReadable, opened_read_only
from tests.store.test_histories import FREED
from tests.support.builders import MARK, TENANT, a_draft
from tests.support.clock import NOON
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.histories import saying, written
from tests.support.one_by_one import one_by_one
from use_cases.entries import entry

HOUR = timedelta(hours=1)


@pytest.fixture
async def gigs(store):
    """Three gigs with 3, 1 and 2 entries, an hour apart, and a draft without any."""
    async with one_by_one(store) as tx:
        for number, count in enumerate((3, 1, 2), 1):
            gig = await tx.gigs.add(a_draft(), f"key {number}")
            for place in range(count):
                await tx.histories.add(
                    TENANT, gig.number, saying(f"{number}.{place + 1}", NOON + place * HOUR)
                )
        await tx.gigs.add(a_draft(), "key 4")


async def read(store, span=None, page=100, tenant=TENANT):
    found, after = [], None
    while True:
        async with one_by_one(store) as tx:
            stored = await tx.histories.stored(tenant, span or Span(), after, page)
        found += stored
        if len(stored) < page:
            return found
        after = (stored[-1].gig, stored[-1].number)


def places(found):
    return [(stored.gig, stored.number) for stored in found]


ALL = [(1, 1), (1, 2), (1, 3), (2, 1), (3, 1), (3, 2)]


@pytest.mark.parametrize("page", [1, 2, 3, 6, 7])
async def test_pages_of_any_size_give_every_entry_once_and_in_order(store, gigs, page):
    assert places(await read(store, page=page)) == ALL


async def test_one_gig_is_read_alone(store, gigs):
    assert places(await read(store, Span(gig=3), page=1)) == [(3, 1), (3, 2)]
    assert await read(store, Span(gig=4)) == []


async def test_a_period_begins_with_its_first_moment_and_ends_before_its_last(store, gigs):
    span = Span(since=NOON + HOUR, until=NOON + 2 * HOUR)
    assert places(await read(store, span, page=1)) == [(1, 2), (3, 2)]
    assert places(await read(store, Span(since=NOON + 2 * HOUR))) == [(1, 3)]
    assert places(await read(store, Span(until=NOON + HOUR))) == [(1, 1), (2, 1), (3, 1)]


async def test_another_tenants_entries_are_not_read(store, gigs):
    assert await read(store, tenant="fabrikam") == []


async def test_an_entry_comes_with_the_head_of_its_history(store, gigs):
    found = await read(store)
    last = {stored.gig: Head(number=stored.number, hash=stored.hash) for stored in found}
    assert all(stored.head == last[stored.gig] for stored in found)


async def test_whoever_appends_at_once_moves_the_head_one_by_one(store, gigs):
    async def add(detail):
        async with one_by_one(store) as tx:
            await tx.histories.add(TENANT, 2, saying(detail))

    await asyncio.gather(*(add(f"at once {n}") for n in range(6)))
    found = await read(store, Span(gig=2))
    assert [stored.number for stored in found] == list(range(1, 8))
    assert found[0].head == Head(number=7, hash=found[-1].hash)


async def test_an_entry_that_is_rolled_back_leaves_the_head_where_it_was(store, gigs):
    async def fails(tx):
        await tx.histories.add(TENANT, 2, saying("never"))
        raise RuntimeError("a bug of ours")

    with pytest.raises(RuntimeError):
        await store.run(fails)
    (stored,) = await read(store, Span(gig=2))
    assert stored.head == Head(number=1, hash=stored.hash)


async def test_an_entry_of_an_older_release_moves_the_head_too(database, store, gigs):
    (first,) = await read(store, Span(gig=2))
    sealed = chain(written(2, 1)[0], 2, first.hash)
    async with database.engine.begin() as connection:
        await connection.execute(rows.history.insert(), translate.history_row(TENANT, 2, sealed))
    assert (await read(store, Span(gig=2)))[0].head == Head(number=2, hash=sealed.hash)


async def test_a_document_that_nobody_can_read_comes_back_as_it_is(database, store, gigs):
    async with database.engine.begin() as connection:
        await connection.execute(text(FREED[database.engine.dialect.name][0]))
        await connection.execute(text("UPDATE history SET document = 'gone' WHERE gig = 2"))
    assert [stored.document for stored in await read(store, Span(gig=2))] == ["gone"]


async def test_a_gig_that_lost_every_entry_is_named_and_a_draft_is_not(database, store, gigs):
    async with one_by_one(store) as tx:
        assert await tx.histories.empty(TENANT) == []
    async with database.engine.begin() as connection:
        for statement in FREED[database.engine.dialect.name]:
            await connection.execute(text(statement))
        await connection.execute(text("DELETE FROM history WHERE gig IN (1, 2)"))
        await connection.execute(text("DELETE FROM history_head WHERE gig = 1"))
        await connection.execute(text("UPDATE gig SET version = 1 WHERE number = 1"))
    async with one_by_one(store) as tx:
        assert await tx.histories.empty(TENANT) == [1, 2]


async def test_the_tenants_are_known_by_their_gigs(store, gigs):
    async with one_by_one(store) as tx:
        await tx.gigs.add(a_draft(tenant="adatum"), "key")
        assert await tx.histories.tenants() == ["adatum", TENANT]


@pytest.mark.parametrize("kind", [SQLITE, pytest.param(POSTGRES, marks=pytest.mark.postgres)])
async def test_the_migration_makes_the_heads_of_histories_that_are_there(kind, tmp_path):
    def to(revision):
        def upgrade(connection):
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes["connection"] = connection
            command.upgrade(config, revision)

        return upgrade

    with a_database(kind, tmp_path) as url:
        engine = create_engine(url)
        first = chain(written(1, 2)[0], 1, "0" * 64)
        second = chain(written(1, 2)[1], 2, first.hash)
        async with engine.begin() as connection:
            await connection.run_sync(to("0002"))
            for gig, sealed in ((1, first), (1, second), (2, first)):
                await connection.execute(rows.history.insert(), translate.history_row(TENANT, gig, sealed))
        await migrate(engine)
        async with engine.begin() as connection:
            found = await connection.execute(rows.history_head.select().order_by(rows.history_head.c.gig))
            assert [tuple(row) for row in found] == [
                (TENANT, 1, 2, second.hash),
                (TENANT, 2, 1, first.hash),
            ]
            await append(connection, TENANT, 1, saying("three"))
            head = await connection.execute(rows.history_head.select().where(rows.history_head.c.gig == 1))
            assert head.one().number == 3
        await engine.dispose()


async def test_appending_takes_two_statements_and_a_third_when_a_name_is_new(database, store, gigs):
    said = []
    event.listen(
        database.engine.sync_engine,
        "before_cursor_execute",
        lambda conn, cursor, statement, *more: said.append(statement.split()[0]),
    )
    async with database.engine.begin() as connection:
        said.clear()
        await append(connection, TENANT, 1, saying("four"))
        assert said == ["SELECT", "INSERT"]
        said.clear()
        for _ in range(2):
            await append(connection, TENANT, 1, entry(MARK, EntryKind.BRIEF_EDITED, NOON))
        assert said == ["SELECT", "INSERT", "INSERT", "SELECT", "INSERT"]


class TestBesideTheRunningProduct:
    async def test_it_reads_what_the_product_writes_and_holds_nobody_up(self, url, store, gigs):
        async with opened_read_only(url) as beside:
            assert places(await read(beside)) == ALL
            async with one_by_one(store) as tx:
                await tx.histories.add(TENANT, 2, saying("meanwhile"))
            assert len(await read(beside)) == 7

    async def test_it_cannot_write(self, url, gigs):
        async with opened_read_only(url) as beside:
            with pytest.raises((StoreUnavailable, psycopg.Error), match=r"read-?only"):
                async with one_by_one(beside) as tx:
                    await tx.inbox.forget_one(TENANT, "a", "b")

    async def test_an_open_page_of_it_lets_the_product_commit(self, url, store, gigs):
        async def open_page(tx):
            await tx.histories.stored(TENANT, Span(), None, 2)
            if url.startswith("sqlite:"):
                time.sleep(0.5)  # noqa: ASYNC251 - in the reader's own thread
            else:
                await tx.connection.execute(text("SELECT pg_sleep(0.5)"))

        async with opened_read_only(url) as beside:
            reading = asyncio.create_task(beside.run(open_page))
            await asyncio.sleep(0.1)
            await store.run(lambda tx: tx.histories.add(TENANT, 1, saying("meanwhile")))
            assert not reading.done()
            await reading

    async def test_it_takes_no_lock_that_would_keep_the_product_from_starting(self, url, database, gigs):
        await database.close()
        async with opened_read_only(url):
            try:
                await (await open_database(url)).close()
            except AlreadyRunning:
                pytest.fail("reading holds the file's lock")

    async def test_an_older_schema_is_named_and_left_alone(self, url, database):
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
        with pytest.raises(NotReadable, match=r"older \(schema 0001\).*run.py migrate"):
            async with opened_read_only(url):
                pass
        async with database.engine.begin() as connection:
            assert (
                await connection.execute(text("SELECT version_num FROM alembic_version"))
            ).scalar() == "0001"

    async def test_a_newer_schema_is_named(self, url, database):
        async with database.engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        with pytest.raises(NotReadable, match=r"newer \(schema 9999\)"):
            async with opened_read_only(url):
                pass

    async def test_a_database_of_something_else_is_none_of_ours(self, url, database):
        async with database.engine.begin() as connection:
            await connection.execute(text("DROP TABLE alembic_version"))
        with pytest.raises(NotReadable, match="nothing of Freelance Connector"):
            async with opened_read_only(url):
                pass


async def test_a_missing_file_is_not_made(tmp_path):
    with pytest.raises(NotReadable, match="There is no database at"):
        async with opened_read_only(f"sqlite:///{tmp_path / 'connector.db'}"):
            pass
    assert list(tmp_path.iterdir()) == []


async def test_a_file_that_is_no_database_is_said_to_be_unreadable(tmp_path):
    (tmp_path / "connector.db").write_text("hello " * 1000)
    with pytest.raises(NotReadable, match="cannot be read: file is not a database"):
        async with opened_read_only(f"sqlite:///{tmp_path / 'connector.db'}"):
            pass


@pytest.mark.parametrize("name", ["with space.db", "50%.db", "ümlaut #1.db"])
async def test_a_file_is_found_whatever_its_name(tmp_path, name):
    url = f"sqlite:///{tmp_path / name}"
    await (await open_database(url)).close()
    async with opened_read_only(url) as store, one_by_one(store) as tx:
        assert await tx.histories.tenants() == []


async def test_a_server_that_is_away_is_said_to_be_unreadable():
    with pytest.raises(NotReadable, match="cannot be read"):
        async with opened_read_only("postgresql://nobody@127.0.0.1:1/none"):
            pass

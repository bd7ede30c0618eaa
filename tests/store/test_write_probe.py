"""A database that answers and keeps nothing is not ready."""

import pytest
from sqlalchemy import text

from ports.storage import NotWritable, StoreUnavailable
from store.engine import open_database
from store.sql import SqlStore
from tests.support.databases import a_sqlite_file


async def promise_nothing(_connection, _jobs):
    """Nothing is enqueued here."""


async def is_full(connection):
    """From now on the file may grow no further, and nothing in it is free."""
    pages = (await connection.execute(text("PRAGMA page_count"))).scalar()
    await connection.execute(text(f"PRAGMA max_page_count = {pages}"))


async def has_room(connection):
    await connection.execute(text("PRAGMA max_page_count = 1000000"))


async def test_a_full_disk_is_noticed_and_so_is_its_end(tmp_path):
    database = await open_database(await a_sqlite_file(tmp_path / "connector.db"))
    store = SqlStore(database.transactions, promise_nothing)
    await database.transactions.run(is_full)

    for _ in range(3):
        with pytest.raises(NotWritable, match="full"):
            await store.ready()

    await database.transactions.run(has_room)
    await store.ready()
    await database.close()


async def test_a_database_that_may_only_be_read_is_noticed(database, url):
    only_read = {
        "sqlite": "PRAGMA query_only = ON",
        "postgresql": "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY",
    }
    store = SqlStore(database.transactions, promise_nothing)
    await store.ready()

    await database.transactions.run(
        lambda connection: connection.execute(text(only_read[url.partition(":")[0]]))
    )

    with pytest.raises(StoreUnavailable):
        await store.ready()


async def test_asking_often_leaves_one_row(database):
    store = SqlStore(database.transactions, promise_nothing)

    for _ in range(5):
        await store.ready()

    async with database.engine.connect() as connection:
        rows = (await connection.execute(text("SELECT tenant, etag FROM dialog"))).all()
    assert [tuple(row) for row in rows] == [("", 5)]

"""A full disk is told from a database that is away: nothing of the transaction was kept, and it goes on when there's room again."""

import itertools
import os
import pwd
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url, text

from ports.storage import NotWritable
from store.engine import open_database
from store.sql import SqlStore
from tests.support.builders import a_draft
from tests.support.databases import a_sqlite_file
from tests.support.full_disk import a_small_disk

NAME = "fc_full_disk"
_keys = itertools.count()


async def promise_nothing(_connection, _jobs):
    """Nothing is enqueued here."""


async def is_written(store, words):
    """A gig with a form so long that it needs pages of its own."""

    async def work(tx):
        draft = a_draft()
        long = draft.form.model_copy(update={"outcome": words})
        await tx.gigs.add(draft.model_copy(update={"form": long}), f"draft {next(_keys)}")

    await store.run(work)


async def numbers(database):
    async with database.engine.connect() as connection:
        return [row[0] for row in await connection.execute(text("SELECT number FROM gig ORDER BY number"))]


def much(seed):
    """What no compression makes small."""
    return "".join(chr(0x4E00 + (seed * 7919 + n * 104_729) % 20_000) for n in range(40_000))


async def writes_much(store):
    for seed in range(200):
        await is_written(store, much(seed))


async def is_asked_often(store):
    """An old page may have room for the first rows."""
    for _ in range(40):
        await store.ready()


async def fills_and_empties(database, disk):
    store = SqlStore(database.transactions, promise_nothing)
    await is_written(store, "short")
    before = await numbers(database)
    disk.fills_up()

    with pytest.raises(NotWritable):
        await writes_much(store)
    kept = await numbers(database)
    with pytest.raises(NotWritable):
        await is_asked_often(store)

    disk.has_room()
    await store.ready()
    await is_written(store, "short again")
    assert (await numbers(database))[: len(kept)] == kept
    assert len(await numbers(database)) == len(kept) + 1
    assert kept[: len(before)] == before


@pytest.mark.slow
async def test_sqlite_on_a_full_disk(tmp_path):
    with a_small_disk(tmp_path / "disk", "6m") as disk:
        database = await open_database(await a_sqlite_file(disk.folder / "connector.db"))
        await fills_and_empties(database, disk)
        await database.close()


@contextmanager
def a_database_on(folder):
    """On a tablespace there. Skips the test where the server is elsewhere, or we may not make one."""
    server = os.environ.get("DATABASE_URL_TEST", "")
    if not server or make_url(server).host not in {"127.0.0.1", "localhost"}:
        pytest.skip("the disk of this PostgreSQL isn't ours")
    try:
        owner = pwd.getpwnam("postgres")
    except KeyError:
        pytest.skip("PostgreSQL runs as somebody else here")
    place = folder / "tablespace"
    place.mkdir()
    os.chown(place, owner.pw_uid, owner.pw_gid)
    with psycopg.connect(server, autocommit=True) as admin:
        name = f"{NAME}_{os.getpid()}"
        try:
            admin.execute(f"CREATE TABLESPACE {name} LOCATION '{place}'")
        except psycopg.Error as trouble:
            pytest.skip(f"no tablespace can be made here: {trouble}")
        try:
            admin.execute(f"CREATE DATABASE {name} TABLESPACE {name}")
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            admin.execute(f"DROP TABLESPACE {name}")


@pytest.fixture
def small_postgres():
    """Where the server may go: pytest's own folders are closed to it."""
    folder = Path(tempfile.mkdtemp(prefix="fc-full-disk-"))
    folder.chmod(0o711)
    try:
        with a_small_disk(folder / "disk", "24m") as disk, a_database_on(disk.folder) as url:
            yield disk, url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.slow
@pytest.mark.postgres
async def test_postgresql_on_a_full_disk(small_postgres):
    disk, url = small_postgres
    database = await open_database(url)
    try:
        await fills_and_empties(database, disk)
    finally:
        await database.close()

import asyncio
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from config.formats import ROOT
from store.engine import NotUsable, create_engine, open_database
from store.leftover_journal import SET_ASIDE
from store.lock import AlreadyRunning
from store.migrate import TooNew, migrate
from store.rows import metadata
from tests.support.databases import POSTGRES, a_database


def _differences(connection):
    return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata)


async def test_the_migrations_make_exactly_the_tables_that_the_code_expects(database):
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_differences) == []


async def test_migrating_again_changes_nothing(database):
    await migrate(database.engine)
    async with database.engine.begin() as connection:
        assert await connection.run_sync(_differences) == []


@pytest.mark.postgres
async def test_replicas_that_start_at_once_migrate_once(tmp_path):
    with a_database(POSTGRES, tmp_path) as url:
        databases = await asyncio.gather(*(open_database(url) for _ in range(4)))
        async with databases[0].engine.connect() as connection:
            assert await connection.run_sync(_differences) == []
        for database in databases:
            await database.close()


@pytest.fixture
def sqlite_url(tmp_path):
    return f"sqlite:///{tmp_path / 'deep' / 'connector.db'}"


async def test_a_second_process_is_told_who_holds_the_file(sqlite_url):
    database = await open_database(sqlite_url)
    try:
        other = f"import asyncio; from store.engine import open_database; asyncio.run(open_database({sqlite_url!r}))"
        ended = await asyncio.to_thread(
            subprocess.run, [sys.executable, "-c", other], capture_output=True, text=True, check=False
        )
    finally:
        await database.close()
    assert AlreadyRunning.__name__ in ended.stderr
    assert "is in use by another Freelance Connector (process " in ended.stderr


async def test_the_file_is_free_again_after_closing(sqlite_url):
    for _ in range(2):
        await (await open_database(sqlite_url)).close()


async def test_sqlite_is_opened_so_that_it_loses_nothing(sqlite_url):
    database = await open_database(sqlite_url)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
    }
    async with database.engine.begin() as connection:
        for name, value in wanted.items():
            assert (await connection.execute(text(f"PRAGMA {name}"))).scalar() == value
    await database.close()


def _kill_and_put_back(path):
    """A backup takes the place of a file with whose journal the product was killed; the journal."""
    backup, left = path.read_bytes(), path.with_name(path.name + "-wal")
    with closing(sqlite3.connect(path)) as killed:
        killed.execute("INSERT INTO policy (version, text, first_used) VALUES ('lost', '', '2026-11-30')")
        killed.commit()
        journal = left.read_bytes()
    path.write_bytes(backup)
    left.write_bytes(journal)
    return journal


async def test_what_a_killed_product_left_beside_the_file_is_never_written_into_a_backup(sqlite_url):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    await (await open_database(sqlite_url)).close()
    journal = await asyncio.to_thread(_kill_and_put_back, path)
    database = await open_database(sqlite_url, is_backup=True)
    async with database.engine.begin() as connection:
        assert (await connection.execute(text("SELECT version FROM policy"))).all() == []
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
    await database.close()
    aside = path.with_name(path.name + "-wal.before-restore")
    assert await asyncio.to_thread(aside.read_bytes) == journal


async def test_a_restore_that_was_said_without_one_loses_nothing_that_was_committed(sqlite_url):
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    await (await open_database(sqlite_url)).close()
    await asyncio.to_thread(_kill_and_put_back, path)
    database = await open_database(sqlite_url, is_backup=True)
    async with database.engine.begin() as connection:
        await connection.execute(text("CREATE TABLE written_since (x)"))
    aside = database.set_aside
    await database.close()

    def put_back():
        path.unlink()
        for one in aside:
            one.replace(one.with_name(one.name.removesuffix(SET_ASIDE)))

    await asyncio.to_thread(put_back)
    database = await open_database(sqlite_url)
    async with database.engine.begin() as connection:
        assert len((await connection.execute(text("SELECT version FROM policy"))).all()) == 1
        assert (await connection.execute(text("PRAGMA integrity_check"))).scalar() == "ok"
    await database.close()


async def test_a_sqlite_transaction_takes_the_writers_lock_before_it_reads(sqlite_url):
    database = await open_database(sqlite_url)
    path = sqlite_url.removeprefix("sqlite:///")
    async with database.engine.begin() as connection:
        await connection.execute(text("SELECT 1"))
        with (
            closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")
    await database.close()


@pytest.mark.postgres
async def test_postgres_gives_up_waiting_for_a_lock_after_five_seconds(tmp_path):
    with a_database(POSTGRES, tmp_path) as url:
        engine = create_engine(url)
        async with engine.begin() as connection:
            for name, value in {"statement_timeout": "5s", "lock_timeout": "5s"}.items():
                assert (await connection.execute(text(f"SHOW {name}"))).scalar() == value
            isolation = (await connection.execute(text("SHOW transaction_isolation"))).scalar()
            assert isolation == "read committed"
        await engine.dispose()


async def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path):
    file = tmp_path / "notes.db"
    file.write_text("no database at all, but long enough to be taken for one\n" * 40)
    with pytest.raises(
        NotUsable, match=r"notes\.db can’t be used: file is not a database.* See DATABASE_URL"
    ):
        await open_database(f"sqlite:///{file}")
    assert file.read_text().startswith("no database at all")


async def test_a_folder_that_cannot_be_written_to_is_told_in_a_sentence(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotUsable, match="may this user write"):
        await open_database(f"sqlite:///{tmp_path / 'file' / 'connector.db'}")


async def test_a_server_that_is_down_is_told_in_a_sentence_without_the_password():
    with pytest.raises(NotUsable) as raised:
        await open_database("postgresql://product:secret@127.0.0.1:1/connector")
    assert "127.0.0.1:1/connector can’t be used" in str(raised.value)
    assert "Is PostgreSQL running" in str(raised.value)
    assert "secret" not in str(raised.value)


async def test_a_database_of_a_later_release_is_left_alone(database):
    async with database.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(TooNew, match="schema 9999"):
        await migrate(database.engine)


def test_a_start_without_a_database_ends_with_a_sentence_and_an_exit_code():
    place = {"MODE": "local", "PLAYGROUND": "off", "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}
    for command in ("serve", "migrate"):
        ended = subprocess.run(
            [sys.executable, "app.py", command],
            cwd=ROOT,
            env={**os.environ, **place},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 2
        assert "Traceback" not in ended.stderr
        assert "can’t be used" in ended.stderr

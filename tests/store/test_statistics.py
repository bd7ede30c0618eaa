"""SQLite chooses indexes by what it knows of its tables, and so it has to be told to look."""

import pytest
from sqlalchemy import text

from store.engine import open_database
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.filled import fill


async def known(engine):
    """The tables that SQLite knows something of."""
    async with engine.connect() as connection:
        if not await connection.scalar(
            text("SELECT count(*) FROM sqlite_master WHERE name = 'sqlite_stat1'")
        ):
            return set()
        return set((await connection.execute(text("SELECT tbl FROM sqlite_stat1"))).scalars())


@pytest.fixture
async def full(migrated, tmp_path):
    with a_database(SQLITE, tmp_path, like=migrated(SQLITE)) as url:
        database = await open_database(url)
        async with database.engine.begin() as connection:
            await fill(connection)
        yield database
        await database.close()


async def test_a_full_database_is_known_once_its_statistics_were_refreshed(full):
    assert await known(full.engine) == {"alembic_version", "generation"}  # all there was when it was opened
    await full.refresh_statistics()
    assert await known(full.engine) >= {"gig", "history", "card_copy", "reading", "notice"}


async def test_what_is_known_follows_what_is_stored(full):
    await full.refresh_statistics()
    async with full.engine.begin() as connection:
        await connection.execute(text("DELETE FROM follow"))
    await full.refresh_statistics()
    assert "follow" not in await known(full.engine)


@pytest.mark.postgres
async def test_postgres_is_left_to_itself(migrated, tmp_path):
    with a_database(POSTGRES, tmp_path, like=migrated(POSTGRES)) as url:
        database = await open_database(url)
        await database.refresh_statistics()
        async with database.engine.connect() as connection:
            looked = text("SELECT count(*) FROM pg_stat_user_tables WHERE last_analyze IS NOT NULL")
            assert await connection.scalar(looked) == 0
        await database.close()

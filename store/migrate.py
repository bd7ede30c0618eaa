"""Brings a database to the schema of this release, once, whoever starts at the same time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from store import job_rows  # noqa: F401 (nobody in the store asks for this table, but the schema has it)

MIGRATIONS = Path(__file__).parent / "migrations"

_OURS = 7_246_002
"""The advisory lock that migrators of this product take on PostgreSQL; any number that nobody else uses."""


async def migrate(engine: AsyncEngine) -> None:
    """All missing migrations in one transaction, under a lock. Raises what the database raises; nothing is half done."""
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:ours)"), {"ours": _OURS})
        await connection.run_sync(_upgrade)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""Brings a database to the schema of this release, once, whoever starts at the same time."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from ports.storage import StoreUnavailable
from store import connection as ours
from store import job_rows  # noqa: F401 (nobody in the store asks for this table, but the schema has it)

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

    from store.sql import Transactions

MIGRATIONS = Path(__file__).parent / "migrations"

_OURS = 7_246_002
"""The advisory lock that migrators of this product take on PostgreSQL; any number that nobody else uses."""


_VERSION = text("SELECT version_num FROM alembic_version")


class TooNew(Exception):
    """A later release has been here: its schema isn’t known; the message says which is."""


async def is_current(transactions: "Transactions") -> bool:
    """True when there is nothing to migrate; False also when that can't be told: `migrate` then finds out why."""
    try:
        return await transactions.run(_schema) == known()[0]
    except (StoreUnavailable, transactions.refusals):
        return False


async def _schema(connection: ours.Connection) -> str:
    return str((await connection.execute(_VERSION)).scalar())


async def migrate(engine: "AsyncEngine") -> None:
    """All missing migrations in one transaction, under a lock; nothing is half done.

    Raises TooNew, and what the database raises.
    """
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(text("SET LOCAL statement_timeout = 0"))
            await connection.execute(text("SET LOCAL lock_timeout = 0"))
            await connection.execute(text("SELECT pg_advisory_xact_lock(:ours)"), {"ours": _OURS})
        await connection.run_sync(_upgrade)


def known() -> list[str]:
    """The schemas that this release knows, its own first: a migration's file is named after the one it leads to."""
    return sorted(
        (file.name.partition("_")[0] for file in MIGRATIONS.glob("versions/[0-9]*.py")), reverse=True
    )


def found(connection: Connection) -> str | None:
    """The schema of this database, None where there is none yet."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(_VERSION).scalar_one_or_none()


def _upgrade(connection: Connection) -> None:
    there, ours = found(connection), known()
    if there == ours[0]:
        return
    if there is not None and there not in ours:
        raise TooNew(f"it has schema {there}, and this release knows {ours[0]}")
    from alembic import command  # noqa: PLC0415 - 90 modules that only a migration needs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

"""How the database is opened: SQLite for one process, PostgreSQL for several, the same promises from both."""

import asyncio
import sqlite3
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import NullPool, event, make_url
from sqlalchemy.exc import DBAPIError

from ports.storage import StoreUnavailable
from store.leftover_journal import set_aside_journal
from store.lock import FileLock
from store.migrate import TooNew, is_current, migrate
from store.on_sqlite import STATEMENTS_KEPT, SqliteTransactions
from store.sql import Transactions
from store.statistics import refresh_statistics

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

PATIENCE_MS = 5000
"""How long a statement, or the wait for a lock or a connection, may take before it fails."""

CONNECTIONS = 10
"""To PostgreSQL, from one process."""


class Database:
    """An open, migrated database: `transactions` are what the store and the jobs share; close it after both."""

    def __init__(self, url: str, lock: FileLock | None) -> None:
        self._url = url
        self.transactions, self._close = open_transactions(url)
        self._lock = lock
        self.set_aside: Sequence[Path] = ()
        """What the file that a backup has replaced had left beside it, where it is now."""

    @cached_property
    def engine(self) -> "AsyncEngine":
        """SQLAlchemy's, for migrations and for whoever looks at tables from outside. Nothing of it stays open."""
        return create_engine(self._url)

    @property
    def is_shared(self) -> bool:
        """Whether several processes work on it."""
        return self._lock is None

    async def refresh_statistics(self) -> None:
        """For now and then: lets SQLite know how full its tables are."""
        if not self.is_shared:
            await refresh_statistics(self.transactions)

    async def close(self) -> None:
        """Closes every connection, then lets the next process in."""
        await self._close()
        if self._lock is not None:
            self._lock.release()


class NotUsable(Exception):
    """The database cannot be opened; the message says why, and what to do."""


async def open_database(url: str, *, is_backup: bool = False) -> Database:
    """Takes the file's lock (SQLite), then migrates.

    `url` is `sqlite:////absolute/path` or `postgresql://...`. `is_backup` says that a backup has just taken the place of what was
    there. Raises AlreadyRunning and NotUsable.
    """
    try:
        return await _opened(url, is_backup=is_backup)
    except (DBAPIError, StoreUnavailable, TooNew, OSError) as trouble:
        raise NotUsable(_what_to_do(url, trouble)) from trouble


def _what_to_do(url: str, trouble: Exception) -> str:
    """The driver's reason, without the address in it: that has a password."""
    said = str(trouble.orig if isinstance(trouble, DBAPIError) else trouble).strip().splitlines()
    reason = said[0].rstrip(".") if said else type(trouble).__name__
    if isinstance(trouble, TooNew):
        return f"The database is newer than this release: {reason}. Start the newer release."
    if (path := sqlite_path(url)) is not None:
        hint = "Is it the product’s own file, and may this user write to it and its folder? See DATABASE_URL."
        return f"The database file {path} can’t be used: {reason}. {hint}"
    place = make_url(url)
    server = f"{place.host or 'localhost'}:{place.port or 5432}/{place.database or ''}"
    return f"The database {server} can’t be used: {reason}. Is PostgreSQL running, and DATABASE_URL right?"


async def _opened(url: str, *, is_backup: bool) -> Database:
    lock = None
    path = sqlite_path(url)
    if path is not None:
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.take()
    database = Database(url, lock)
    try:
        if path is not None and is_backup:
            database.set_aside = await asyncio.to_thread(set_aside_journal, path)
        if not await is_current(database.transactions):
            await migrate(database.engine)
        await database.refresh_statistics()
    except BaseException:
        await database.close()
        raise
    return database


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address; None for PostgreSQL."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def open_transactions(url: str, *, writes: bool = True) -> tuple[Transactions, Any]:
    """The transactions of a database, connected when they are first used, and what closes them."""
    patience = PATIENCE_MS / 1000
    if (path := sqlite_path(url)) is not None:
        on_file = SqliteTransactions(lambda: _open_file(path, writes=writes), patience, writes=writes)
        return on_file, on_file.close
    # Whoever runs on SQLite needs no driver of PostgreSQL in memory.
    from store.on_postgres import PostgresTransactions  # noqa: PLC0415
    from store.postgres_wire import connect  # noqa: PLC0415

    on_server = PostgresTransactions(lambda: connect(url, PATIENCE_MS), CONNECTIONS, patience, writes=writes)
    return on_server, on_server.close


def _open_file(path: Path, *, writes: bool) -> sqlite3.Connection:
    name = f"{path.absolute().as_uri()}?mode={'rwc' if writes else 'ro'}"
    connection = sqlite3.connect(
        name, uri=True, isolation_level=None, timeout=PATIENCE_MS / 1000, cached_statements=STATEMENTS_KEPT
    )
    if writes:
        _settle(connection)
    return connection


def _settle(connection: Any) -> None:
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=FULL"):
        connection.execute(f"PRAGMA {pragma}").close()


def create_engine(url: str) -> "AsyncEngine":
    """SQLAlchemy's engine for an address as in settings; it connects when it is used, and keeps no connection."""
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - it loads the ORM, which serving does without

    if not url.startswith("sqlite:"):
        limits = {"statement_timeout": PATIENCE_MS, "lock_timeout": PATIENCE_MS}
        return create_async_engine(
            url.replace("postgresql:", "postgresql+psycopg:", 1),
            poolclass=NullPool,
            isolation_level="READ COMMITTED",
            execution_options={"preserve_rowcount": True},
            connect_args={
                "connect_timeout": 5,
                "application_name": "freelance-connector",
                "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
            },
        )
    engine = create_async_engine(
        url.replace("sqlite:", "sqlite+aiosqlite:", 1),
        poolclass=NullPool,
        execution_options={"preserve_rowcount": True},
        connect_args={"isolation_level": None, "timeout": PATIENCE_MS / 1000},
    )
    event.listen(engine.sync_engine, "connect", lambda connection, _record: _settle(connection))
    event.listen(
        engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE")
    )
    return engine

"""How the database is opened: SQLite for one process, PostgreSQL for several, the same promises from both."""

import asyncio
from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from store.lock import FileLock
from store.migrate import migrate
from store.single_trip import connect, prepare

PATIENCE_MS = 5000
"""How long a statement, or the wait for a lock, may take before it fails."""


class Database:
    """An open, migrated database. `engine` is shared by the store and the jobs; close it after both."""

    def __init__(self, engine: AsyncEngine, lock: FileLock | None) -> None:
        self.engine = engine
        self._lock = lock

    async def close(self) -> None:
        """Closes every connection, then lets the next process in."""
        await self.engine.dispose()
        if self._lock is not None:
            self._lock.release()


async def open_database(url: str) -> Database:
    """Takes the file's lock (SQLite), then migrates.

    `url` is `sqlite:////absolute/path` or `postgresql://...`. Raises AlreadyRunning, and OperationalError when the
    database cannot be reached.
    """
    lock = None
    path = sqlite_path(url)
    if path is not None:
        await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
        lock = FileLock(path)
        lock.take()
    database = Database(create_engine(url), lock)
    try:
        await migrate(database.engine)
    except BaseException:
        await database.close()
        raise
    return database


_OPTIONS = {"preserve_rowcount": True}
"""Without this SQLAlchemy forgets how many rows an INSERT wrote, and "was it there already?" is asked that way."""


def sqlite_path(url: str) -> Path | None:
    """The file of a SQLite address; None for PostgreSQL."""
    return Path(url.removeprefix("sqlite:///")) if url.startswith("sqlite:///") else None


def create_engine(url: str) -> AsyncEngine:
    """The engine for an address as in settings; connects on first use."""
    return _sqlite(url) if url.startswith("sqlite:") else _postgres(url)


def _sqlite(url: str) -> AsyncEngine:
    """One connection: transactions of ours queue for it in order, and only the jobs' engine competes for the file."""
    engine = create_async_engine(
        url.replace("sqlite:", "sqlite+aiosqlite:", 1),
        pool_size=1,
        max_overflow=0,
        pool_timeout=PATIENCE_MS / 1000,
        execution_options=_OPTIONS,
        connect_args={
            "async_creator_fn": connect,
            "isolation_level": None,
            "timeout": PATIENCE_MS / 1000,
        },
    )

    prepare(engine.sync_engine)
    return engine


def _postgres(url: str) -> AsyncEngine:
    limits = {"statement_timeout": PATIENCE_MS, "lock_timeout": PATIENCE_MS}
    return create_async_engine(
        url.replace("postgresql:", "postgresql+psycopg:", 1),
        pool_size=10,
        max_overflow=0,
        pool_timeout=PATIENCE_MS / 1000,
        pool_pre_ping=True,
        isolation_level="READ COMMITTED",
        execution_options=_OPTIONS,
        connect_args={
            "connect_timeout": 5,
            "application_name": "freelance-connector",
            "options": " ".join(f"-c {name}={value}" for name, value in limits.items()),
        },
    )

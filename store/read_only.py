"""Reads a database beside the running product: no lock of its file, no migration, nothing written."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import NullPool
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from ports.jobs import Job
from store.engine import PATIENCE_MS, create_engine, sqlite_path
from store.migrate import found as found_in
from store.migrate import known as known_schemas
from store.single_trip import SingleTripConnection, connect
from store.sql import SqlStore


class NotReadable(Exception):
    """The database cannot be read by this release; the message says what to do."""


@asynccontextmanager
async def opened_read_only(url: str) -> AsyncIterator[SqlStore]:
    """A store to read from, of the database that `url` names as in settings. Raises NotReadable.

    On SQLite every statement is a transaction of its own, so that the product, which writes to the same file, never
    waits for longer than one page takes to read.
    """
    path = sqlite_path(url)
    if path is not None and not path.is_file():
        raise NotReadable(f"There is no database at {path}. Is DATABASE_URL the product's own?")
    engine = _read_only_postgres(url) if path is None else _read_only_file(path)
    try:
        await _check(engine)
        yield SqlStore(engine, _refuse)
    finally:
        await engine.dispose()


async def _refuse(_connection: AsyncConnection, job: Job, _delay: object, _again: str) -> None:
    raise NotReadable(f"Nothing is enqueued while reading, and so not {job.key}.")


async def _check(engine: AsyncEngine) -> None:
    known = known_schemas()
    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(found_in)
    except (DBAPIError, OSError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).strip()
        raise NotReadable(f"The database cannot be read: {reason}") from error
    if found is None:
        raise NotReadable(
            "This database holds nothing of Freelance Connector. Is DATABASE_URL the product's own?"
        )
    if found not in known:
        raise NotReadable(
            f"The database is newer (schema {found}) than this release, which knows {known[0]}."
        )
    if found != known[0]:
        raise NotReadable(
            f"The database is older (schema {found}) than this release, which needs {known[0]}. Start the product "
            "once, or run `python3 run.py migrate` while it is stopped."
        )


def _read_only_file(path: Path) -> AsyncEngine:
    def opened(*_arguments: object, **_options: object) -> SingleTripConnection:
        uri = f"file:{quote(str(path))}?mode=ro"
        return connect(uri, uri=True, isolation_level=None, timeout=PATIENCE_MS / 1000)

    return create_async_engine(
        "sqlite+aiosqlite:///", poolclass=NullPool, connect_args={"async_creator_fn": opened}
    )


def _read_only_postgres(url: str) -> AsyncEngine:
    return create_engine(url).execution_options(postgresql_readonly=True)

"""Reads a database beside the running product: no lock of its file, no migration, nothing written."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from ports.jobs import NewJob
from store.engine import create_engine, open_transactions, sqlite_path
from store.migrate import found as found_in
from store.migrate import known as known_schemas
from store.sql import SqlStore

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine


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
    await _check(url, path)
    transactions, close = open_transactions(url, writes=False)
    try:
        yield SqlStore(transactions, _refuse)
    finally:
        await close()


async def _refuse(_connection: object, jobs: Sequence[NewJob]) -> None:
    raise NotReadable(f"Nothing is enqueued while reading, and so not {jobs[0].job.key}.")


async def _check(url: str, path: Path | None) -> None:
    known = known_schemas()
    engine = create_engine(url) if path is None else _reading(path)
    try:
        async with engine.connect() as connection:
            found = await connection.run_sync(found_in)
    except (DBAPIError, OSError) as error:
        reason = str(error.orig if isinstance(error, DBAPIError) else error).strip()
        raise NotReadable(f"The database cannot be read: {reason}") from error
    finally:
        await engine.dispose()
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


def _reading(path: Path) -> "AsyncEngine":
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - as in store/engine.py

    query = {"mode": "ro", "uri": "true"}
    return create_async_engine(URL.create("sqlite+aiosqlite", database=path.absolute().as_uri(), query=query))

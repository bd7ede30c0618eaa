"""SQLite's connections: how each is prepared, how its transactions begin, and one trip to its thread per statement, where
the stock driver makes four."""

import sqlite3
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite
from sqlalchemy import Connection, Engine, event

WAL_IS_SAFE = (3, 51, 3)
"""Older SQLite can corrupt a WAL database that several connections write to; this version mended it."""


class SingleTripCursor:
    """What SQLAlchemy's adapter asks of an aiosqlite cursor. The rows of a statement are here once it was executed."""

    def __init__(self, connection: "SingleTripConnection") -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid: int | None = None

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """Runs one statement and fetches all it returns."""
        await self._connection.in_thread(self._run, sql, parameters)

    async def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs one statement for many rows; it returns nothing."""
        await self._connection.in_thread(self._run_many, sql, rows)

    async def fetchall(self) -> list[Any]:
        """What the last `execute` returned, once."""
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open between statements."""

    def _run(self, open_connection: sqlite3.Connection, sql: str, parameters: Sequence[Any]) -> None:
        cursor = open_connection.execute(sql, parameters)
        self.description = cursor.description
        if cursor.description:
            self._rows = cursor.fetchall()
        self.rowcount = cursor.rowcount
        self.lastrowid = cursor.lastrowid
        cursor.close()

    def _run_many(self, open_connection: sqlite3.Connection, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        cursor = open_connection.executemany(sql, rows)
        self.description = cursor.description
        self.rowcount = cursor.rowcount
        cursor.close()


class SingleTripConnection(aiosqlite.Connection):
    """An aiosqlite connection that hands out OneHopCursors."""

    def cursor(self) -> SingleTripCursor:  # type: ignore[override]  # what SQLAlchemy's adapter needs, not more
        """Costs nothing: the real cursor lives in the thread, for one statement."""
        return SingleTripCursor(self)

    async def in_thread(self, work: Any, *arguments: Any) -> Any:
        """Runs `work(sqlite3 connection, *arguments)` in the connection's thread."""
        return await self._execute(work, self._conn, *arguments)  # type: ignore[no-untyped-call]


def connect(path: str, **options: Any) -> SingleTripConnection:
    """For `create_async_engine(..., connect_args={"async_creator_fn": connect})`."""
    connection = SingleTripConnection(partial(sqlite3.connect, path, **options), iter_chunk_size=64)
    connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does, so that no process hangs at its end
    return connection


def prepare(engine: Engine) -> None:
    """Each connection of this engine gets our settings when it opens, and each transaction is the writer at once."""

    @event.listens_for(engine, "connect")
    def _settle(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        journal = "WAL" if sqlite3.sqlite_version_info >= WAL_IS_SAFE else "TRUNCATE"
        for pragma in ("foreign_keys=ON", f"journal_mode={journal}", "synchronous=FULL"):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

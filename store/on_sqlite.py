"""Transactions on SQLite: each runs from BEGIN to COMMIT in the thread of the one connection, in a single trip."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.base import Executable

from ports.at_once import at_once
from ports.storage import NotWritable, StoreUnavailable
from store.connection import Connection, Parameters
from store.prepared import Found, Statements

T = TypeVar("T")
Work = Callable[[Connection], Coroutine[Any, Any, T]]

NOT_KEPT = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR}
"""It answers, and keeps nothing: the disk is full, may only be read, or fails."""

STATEMENTS_KEPT = 512
"""As many statements stay parsed in SQLite itself."""


class _Abandoned(Exception):
    """Whoever wanted this transaction was cancelled."""


class SqliteConnection:
    """`store.connection.Connection`; finished at once, because it is used in the connection's own thread."""

    def __init__(
        self, raw: sqlite3.Connection, statements: Statements, is_wanted: Callable[[], bool]
    ) -> None:
        self._raw = raw
        self._statements = statements
        self._is_wanted = is_wanted

    async def execute(self, statement: Executable, parameters: Parameters | None = None, /) -> Found:
        """Raises sqlite3.Error."""
        if not self._is_wanted():
            raise _Abandoned
        if parameters is None or isinstance(parameters, Mapping):
            values = parameters or {}
            prepared = self._statements.prepared(statement, values)
            cursor = self._raw.execute(*prepared.bound(values))
            description = cursor.description
            if not description:
                return prepared.found([], cursor.rowcount, None)
            return prepared.found(cursor.fetchall(), cursor.rowcount, lambda: [one[0] for one in description])
        prepared = self._statements.prepared(statement, parameters[0])
        bound = [prepared.bound(values)[1] for values in parameters]
        return prepared.found([], self._raw.executemany(prepared.sql, bound).rowcount, None)


class SqliteTransactions:
    """`store.sql.Transactions`. Transactions queue for the connection in the order they came."""

    refusals = sqlite3.Error

    def __init__(
        self, connect: Callable[[], sqlite3.Connection], patience: float, *, writes: bool = True
    ) -> None:
        """`connect` is called in the thread, at the first transaction. After `patience` seconds in the queue one is
        given up. `writes` False has every statement be a transaction of its own, so that nobody waits for readers."""
        self._connect = connect
        self._patience = patience
        self._writes = writes
        self._raw: sqlite3.Connection | None = None
        self._closed = False
        self._statements = Statements(sqlite.dialect(paramstyle="qmark"))
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sqlite")

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, committed. Raises StoreUnavailable, and what `work` raises.

        Cancelled, it leaves nothing, unless the COMMIT has begun.
        """
        loop = asyncio.get_running_loop()
        unwanted, late = threading.Event(), threading.Event()
        pending = self._thread.submit(copy_context().run, self._whole, work, lambda: not unwanted.is_set())
        timer = loop.call_later(self._patience, _give_up, pending, late)
        try:
            return await asyncio.wrap_future(pending)
        except asyncio.CancelledError:
            unwanted.set()
            if late.is_set():
                raise StoreUnavailable("the database was busy for too long") from None
            raise
        finally:
            timer.cancel()
            del pending  # it holds what was raised, which holds this frame

    def _whole(self, work: Work[T], is_wanted: Callable[[], bool]) -> T:
        try:
            if self._raw is None:
                self._raw = self._connect()
            if self._writes:
                self._raw.execute("BEGIN IMMEDIATE")
            return self._to_its_end(self._raw, work, is_wanted)
        except sqlite3.OperationalError as error:
            cannot_keep = error.sqlite_errorcode & 0xFF in NOT_KEPT
            raise (NotWritable if cannot_keep else StoreUnavailable)(str(error)) from error

    def _to_its_end(self, raw: sqlite3.Connection, work: Work[T], is_wanted: Callable[[], bool]) -> T:
        try:
            value = at_once(work(SqliteConnection(raw, self._statements, is_wanted)))
            if not is_wanted():
                raise _Abandoned
            if self._writes:
                raw.execute("COMMIT")  # SQLite rolls back what it can't keep, so its answer is never missing
        finally:
            if raw.in_transaction:
                raw.execute("ROLLBACK")
        return value

    async def close(self) -> None:
        """After the last transaction; closing twice is closing."""
        if not self._closed:
            self._closed = True
            await asyncio.wrap_future(self._thread.submit(self._close))
            self._thread.shutdown(wait=False)

    def _close(self) -> None:
        if self._raw is not None:
            self._raw.close()


def _give_up(pending: "Future[Any]", late: threading.Event) -> None:
    """One that has begun is left alone: SQLite itself ends a wait for a lock."""
    if pending.cancel():
        late.set()

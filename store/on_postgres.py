"""Transactions on PostgreSQL: on the event loop, each on a connection of its own while it lasts."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import psycopg
from psycopg.errors import DiskFull
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.base import Executable

from ports.storage import CommitUnknown, NotWritable, StoreUnavailable
from store.connection import Connection, Parameters
from store.driving import Watched
from store.postgres_wire import Wire
from store.prepared import Found, Statements

T = TypeVar("T")
Work = Callable[[Connection], Coroutine[Any, Any, T]]

OUTAGES = (psycopg.OperationalError, psycopg.InterfaceError)
"""The server is away, busy for too long or full; everything else it says is a bug of ours."""
FULL = DiskFull.sqlstate
"""The disk of a table, an index or the log of the server."""


class PostgresConnection:
    """`store.connection.Connection`."""

    def __init__(self, wire: Wire, statements: Statements) -> None:
        self._wire = wire
        self._statements = statements
        self._speaking = False

    def is_speaking(self) -> bool:
        """True while a statement runs."""
        return self._speaking

    async def execute(self, statement: Executable, parameters: Parameters | None = None, /) -> Found:
        """Raises psycopg.Error."""
        self._speaking = True
        try:
            if parameters is None or isinstance(parameters, Mapping):
                return await self._once(statement, parameters or {})
            prepared = self._statements.prepared(statement, parameters[0])
            each = [prepared.bound(values)[1] for values in parameters]
            return prepared.found([], await self._wire.ask_each(prepared.sql, each), None)
        finally:
            self._speaking = False

    async def _once(self, statement: Executable, values: Mapping[str, Any]) -> Found:
        prepared = self._statements.prepared(statement, values)
        answer = await self._wire.ask(*prepared.bound(values))
        return prepared.found(answer.rows, answer.rowcount, answer.names)


class PostgresTransactions:
    """`store.sql.Transactions`. BEGIN is the question whether a connection of earlier still lives."""

    refusals = psycopg.Error

    def __init__(
        self,
        connect: Callable[[], Coroutine[Any, Any, Wire]],
        most: int,
        patience: float,
        *,
        writes: bool = True,
    ) -> None:
        """At most `most` at once; after `patience` seconds in the queue a transaction is given up."""
        self._connect = connect
        self._free: list[Wire] = []
        self._places = asyncio.Semaphore(most)
        self._patience = patience
        self._begin = b"BEGIN ISOLATION LEVEL READ COMMITTED" + (b"" if writes else b" READ ONLY")
        self._statements = Statements(PGDialect_psycopg(paramstyle="numeric_dollar"))  # type: ignore[no-untyped-call]

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, committed. Raises StoreUnavailable, CommitUnknown, and what `work` raises.

        Cancelled, it leaves nothing, unless the COMMIT has begun.
        """
        await self._take_a_place()
        try:
            wire = await self._begun()
            try:
                value = await self._until_commit(wire, work)
                await _commit(wire)
            except BaseException:
                await _let_go(wire)
                raise
            finally:
                wire.leave()
                if not wire.closed:
                    self._free.append(wire)
            return value
        except OUTAGES as error:
            raise (NotWritable if error.sqlstate == FULL else StoreUnavailable)(str(error)) from error
        finally:
            self._places.release()

    async def _take_a_place(self) -> None:
        if not self._places.locked():
            await self._places.acquire()
            return
        try:
            async with asyncio.timeout(self._patience):
                await self._places.acquire()
        except TimeoutError:
            raise StoreUnavailable("all connections were busy for too long") from None

    async def _begun(self) -> Wire:
        while self._free:
            wire = self._free.pop()
            try:
                await self._begin_on(wire)
            except OUTAGES:
                continue
            return wire
        wire = await self._connect()
        await self._begin_on(wire)
        return wire

    async def _begin_on(self, wire: Wire) -> None:
        try:
            wire.watch()
            await wire.say(self._begin)
        except BaseException:
            await wire.close()
            raise

    async def _until_commit(self, wire: Wire, work: Work[T]) -> T:
        connection = PostgresConnection(wire, self._statements)
        return await Watched(work(connection), connection.is_speaking)

    async def close(self) -> None:
        """After the last transaction."""
        while self._free:
            await self._free.pop().close()


async def _commit(wire: Wire) -> None:
    try:
        await wire.say(b"COMMIT")
    except psycopg.Error as error:
        raise CommitUnknown(str(error)) from error


async def _let_go(wire: Wire) -> None:
    """Rolls back; a connection that cannot even do that is of no use to anybody."""
    try:
        await wire.say(b"ROLLBACK")
    except BaseException:  # noqa: BLE001 - whatever it is, this connection is not used again
        await wire.close()

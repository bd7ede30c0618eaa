"""Transactions on PostgreSQL: on the event loop, each on a connection of its own while it lasts."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, TypeVar

import psycopg
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.base import Executable

from ports.storage import CommitUnknown, StoreUnavailable
from store.connection import Connection, Parameters
from store.driving import Watched
from store.prepared import Found, Statements

T = TypeVar("T")
Work = Callable[[Connection], Coroutine[Any, Any, T]]
Raw = psycopg.AsyncConnection[tuple[Any, ...]]

STATEMENTS_KEPT = 512
"""As many statements stay planned on each connection."""

OUTAGES = (psycopg.OperationalError, psycopg.InterfaceError)
"""The server is away, busy for too long or full; everything else it says is a bug of ours."""


class PostgresConnection:
    """`store.connection.Connection`."""

    def __init__(self, raw: Raw, statements: Statements) -> None:
        self._raw = raw
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
            async with self._raw.cursor() as cursor:
                await cursor.executemany(prepared.sql, [prepared.bound(values)[1] for values in parameters])
                return prepared.found([], cursor.rowcount, None)
        finally:
            self._speaking = False

    async def _once(self, statement: Executable, values: Mapping[str, Any]) -> Found:
        prepared = self._statements.prepared(statement, values)
        cursor = await self._raw.execute(*prepared.bound(values))
        rows = await cursor.fetchall() if cursor.description else []
        return prepared.found(rows, cursor.rowcount, cursor.description)


class PostgresTransactions:
    """`store.sql.Transactions`. BEGIN is the question whether a connection of earlier still lives."""

    refusals = psycopg.Error

    def __init__(
        self,
        connect: Callable[[], Coroutine[Any, Any, Raw]],
        most: int,
        patience: float,
        *,
        writes: bool = True,
    ) -> None:
        """At most `most` at once; after `patience` seconds in the queue a transaction is given up."""
        self._connect = connect
        self._free: list[Raw] = []
        self._places = asyncio.Semaphore(most)
        self._patience = patience
        self._begin = b"BEGIN ISOLATION LEVEL READ COMMITTED" + (b"" if writes else b" READ ONLY")
        self._statements = Statements(PGDialect_psycopg())  # type: ignore[no-untyped-call]

    async def run(self, work: Work[T]) -> T:
        """What `work` returns, committed. Raises StoreUnavailable, CommitUnknown, and what `work` raises.

        Cancelled, it leaves nothing, unless the COMMIT has begun.
        """
        await self._take_a_place()
        try:
            raw = await self._begun()
            try:
                value = await self._until_commit(raw, work)
                await _commit(raw)
            except BaseException:
                await asyncio.shield(_let_go(raw))
                raise
            finally:
                if not raw.closed:
                    self._free.append(raw)
            return value
        except OUTAGES as error:
            raise StoreUnavailable(str(error)) from error
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

    async def _begun(self) -> Raw:
        while self._free:
            raw = self._free.pop()
            try:
                await raw.execute(self._begin)
            except OUTAGES:
                await raw.close()
            except BaseException:
                await raw.close()
                raise
            else:
                return raw
        raw = await self._connect()
        try:
            await raw.execute(self._begin)
        except BaseException:
            await raw.close()
            raise
        return raw

    async def _until_commit(self, raw: Raw, work: Work[T]) -> T:
        connection = PostgresConnection(raw, self._statements)
        return await Watched(work(connection), connection.is_speaking)

    async def close(self) -> None:
        """After the last transaction."""
        while self._free:
            await self._free.pop().close()


async def _commit(raw: Raw) -> None:
    try:
        await raw.execute(b"COMMIT")
    except psycopg.Error as error:
        raise CommitUnknown(str(error)) from error


async def _let_go(raw: Raw) -> None:
    """Rolls back; a connection that cannot even do that is of no use to anybody."""
    try:
        await raw.execute(b"ROLLBACK")
    except BaseException:  # noqa: BLE001 - whatever it is, this connection is not used again
        await raw.close()


async def connect(url: str, patience_ms: int) -> Raw:
    """A connection on which a statement, or a wait for a lock, may take `patience_ms`. `url` is as in settings."""
    raw = await psycopg.AsyncConnection.connect(
        url,
        autocommit=True,
        connect_timeout=max(1, patience_ms // 1000),
        application_name="freelance-connector",
        options=f"-c statement_timeout={patience_ms} -c lock_timeout={patience_ms}",
    )
    raw.prepared_max = STATEMENTS_KEPT
    return raw

"""The sandbox's file and its one connection, in a thread of its own: a transaction is one trip there."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, TypeVarTuple, overload

from sqlalchemy import CursorResult, Executable
from sqlalchemy.engine import Connection, RootTransaction
from sqlalchemy.sql.selectable import TypedReturnsRows

from marketplace.sandbox import tables
from ports.at_once import at_once

T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Do = Callable[[Callable[[], Any]], Coroutine[Any, Any, Any]]


class Tx:
    """An open transaction. `do` does what is to be done with its connection, here or in its thread."""

    def __init__(self, connection: Connection, do: Do) -> None:
        self._connection = connection
        self._do = do

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*Ts], values: Mapping[str, Any] | None = None, /
    ) -> CursorResult[*Ts]: ...

    @overload
    async def execute(
        self, statement: Executable, values: Mapping[str, Any] | None = None, /
    ) -> CursorResult[*tuple[Any, ...]]: ...

    async def execute(self, statement: Executable, values: Mapping[str, Any] | None = None, /) -> Any:
        """Raises what SQLAlchemy raises."""
        return await self._do(partial(self._connection.execute, statement, values))

    @asynccontextmanager
    async def all_or_nothing(self) -> AsyncIterator[None]:
        """What is written in here is kept, or none of it when the block raises."""
        savepoint = await self._do(self._connection.begin_nested)
        try:
            yield
        except BaseException:
            await self._do(savepoint.rollback)
            raise
        await self._do(savepoint.commit)


class File:
    """Transactions in the order they come, one at a time. Several processes may have the file open."""

    def __init__(self, database: str | Path, busy_seconds: float) -> None:
        self._engine = tables.open_engine(database, busy_seconds)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="sandbox")
        self._turn = asyncio.Lock()
        self._connection: Connection | None = None
        self._has_tables = False
        self._closed = False

    async def run(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        """What `work` returns, committed. It awaits nothing but its transaction: SuspendedInTransaction is raised when it does.

        Raises OperationalError when another process holds the file for too long. Cancelled, it may have been kept.
        """
        async with self._turn:
            return await self._there(partial(self._whole, work))

    @asynccontextmanager
    async def step_by_step(self) -> AsyncIterator[Tx]:
        """A transaction with a trip for each statement, for whoever has to do something else between two of them."""
        async with self._turn:
            connection, transaction = await self._there(self._begun)
            try:
                yield Tx(connection, self._there)
            except BaseException:
                await self._there(transaction.rollback)
                raise
            await self._there(partial(self._commit, transaction))

    async def close(self) -> None:
        """Lets go of the file, after the last transaction; closing twice is closing."""
        if not self._closed:
            self._closed = True
            await self._there(self._close)
            self._thread.shutdown(wait=False)

    async def _there(self, do: Callable[[], T]) -> T:
        return await asyncio.wrap_future(self._thread.submit(do))

    def _whole(self, work: Callable[[Tx], Coroutine[Any, Any, T]]) -> T:
        connection, transaction = self._begun()
        try:
            value = at_once(work(Tx(connection, _here)))
        except BaseException:
            transaction.rollback()
            raise
        self._commit(transaction)
        return value

    def _begun(self) -> tuple[Connection, RootTransaction]:
        if self._connection is None:
            self._connection = self._engine.connect()
        if self._connection.in_transaction():
            self._connection.rollback()  # of somebody who was cancelled while it began
        transaction = self._connection.begin()
        if not self._has_tables:
            try:
                tables.create_tables(self._connection)
            except BaseException:
                transaction.rollback()
                raise
        return self._connection, transaction

    def _commit(self, transaction: RootTransaction) -> None:
        transaction.commit()
        self._has_tables = True

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()


async def _here(do: Callable[[], Any]) -> Any:
    return do()

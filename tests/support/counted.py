"""Transactions that count what they send to the database."""

from collections.abc import Callable, Coroutine
from typing import Any

from store.connection import Connection
from store.sql import Transactions


class CountedTransactions:
    """`store.sql.Transactions` around the real ones. A statement run for many rows counts once."""

    def __init__(self, transactions: Transactions) -> None:
        self.statements = 0
        self._transactions = transactions

    @property
    def refusals(self) -> type[Exception]:
        return self._transactions.refusals

    async def run(self, work: Callable[[Connection], Coroutine[Any, Any, Any]], /) -> Any:
        async def counted(connection: Connection) -> Any:
            return await work(_CountedConnection(connection, self))

        return await self._transactions.run(counted)


class _CountedConnection:
    def __init__(self, connection: Connection, counter: CountedTransactions) -> None:
        self._connection = connection
        self._counter = counter

    async def execute(self, statement: Any, parameters: Any = None, /) -> Any:
        self._counter.statements += 1
        return await self._connection.execute(statement, parameters)

"""Transactions that count what they send to the database, and the rows that come back."""

from collections.abc import Callable, Coroutine
from typing import Any

from store.connection import Connection
from store.sql import Transactions


class CountedTransactions:
    """`store.sql.Transactions` around the real ones. A statement run for many rows counts once."""

    def __init__(self, transactions: Transactions) -> None:
        self.by_transaction: list[int] = []
        """How many statements each one took, in the order in which they began."""
        self.rows = 0
        """How many came back."""
        self._transactions = transactions

    @property
    def statements(self) -> int:
        return sum(self.by_transaction)

    @property
    def refusals(self) -> type[Exception]:
        return self._transactions.refusals

    async def run(self, work: Callable[[Connection], Coroutine[Any, Any, Any]], /) -> Any:
        async def counted(connection: Connection) -> Any:
            self.by_transaction.append(0)
            place = len(self.by_transaction) - 1
            return await work(_CountedConnection(connection, self, place))

        return await self._transactions.run(counted)


class _CountedConnection:
    def __init__(self, connection: Connection, counter: CountedTransactions, place: int) -> None:
        self._connection = connection
        self._counter = counter
        self._place = place

    async def execute(self, statement: Any, parameters: Any = None, /) -> Any:
        self._counter.by_transaction[self._place] += 1
        found = await self._connection.execute(statement, parameters)
        self._counter.rows += len(found.all())
        return found

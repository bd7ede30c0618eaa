"""The store with a transaction as a block, for tests that arrange rows or look at them step by step."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from ports.storage import Transaction
from store.engine import Database
from store.sql import Enqueue, SqlStore, SqlTransaction


class OpenStore(SqlStore):
    """As the product's, and `transaction()` beside `run`."""

    def __init__(self, database: Database, enqueue: Enqueue) -> None:
        super().__init__(database.transactions, enqueue)
        self._engine = database.engine
        self._enqueues = enqueue

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Committed when the block ends, rolled back when it raises."""
        async with self._engine.begin() as connection:
            tx = SqlTransaction(connection)
            yield tx
            if tx.jobs.added:
                await self._enqueues(connection, tx.jobs.added)

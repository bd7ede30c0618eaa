"""What is in a store, arranged and looked at by tests: every call is a transaction of its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from ports.storage import Store


class _Part:
    def __init__(self, store: Store, name: str) -> None:
        self._store = store
        self._name = name

    def __getattr__(self, call: str) -> Any:
        async def in_a_transaction(tx: Any, *arguments: Any, **named: Any) -> Any:
            return await getattr(getattr(tx, self._name), call)(*arguments, **named)

        async def called(*arguments: Any, **named: Any) -> Any:
            return await self._store.run(in_a_transaction, *arguments, **named)

        return called


class _Parts:
    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return _Part(self._store, name)


@asynccontextmanager
async def one_by_one(store: Store) -> AsyncIterator[Any]:
    """`async with one_by_one(store) as tx`: then as in a transaction, but each call is kept at once."""
    yield _Parts(store)

"""A database between the jobs and the real one, which fails when it is told to."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from jobs.exchange import Claims
from ports.storage import CommitUnknown, StoreUnavailable

T = TypeVar("T")


class Unreliable:
    """Fails the next exchange that claims something, before or after its COMMIT; or everything, while it is `away`."""

    def __init__(self, transactions: Any) -> None:
        self._transactions = transactions
        self.refuses = self.loses_the_answer = self.away = False
        self.failed = 0

    async def run(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        if self.away:
            self.failed += 1
            raise StoreUnavailable("away")

        async def refused(connection: Any) -> T:
            value = await work(connection)
            if self.refuses and claims(value):
                self.refuses = False
                self.failed += 1
                raise StoreUnavailable("refused the COMMIT")
            return value

        value: T = await self._transactions.run(refused)
        if self.loses_the_answer and claims(value):
            self.loses_the_answer = False
            self.failed += 1
            raise CommitUnknown("the answer to COMMIT is missing")
        return value


def claims(value: object) -> bool:
    """Whether this came out of an exchange that claimed something."""
    return isinstance(value, Claims) and bool(value.jobs)


def hands_over(work: object) -> bool:
    """Whether this is an exchange that says what became of a job."""
    return isinstance(work, partial) and bool(work.keywords.get("outcomes"))

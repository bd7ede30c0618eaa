"""The rule of every transaction, whoever runs it: it may wait for its own statements, and for nothing else."""

from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class SuspendedInTransaction(RuntimeError):
    """A transaction awaited something that isn't its own statement, and would have held its locks for as long."""

    def __init__(self) -> None:
        super().__init__("a transaction may await nothing but its own statements")  # not for people


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """Runs what never suspends, here and now. Raises SuspendedInTransaction for what does."""
    try:
        work.send(None)
    except StopIteration as done:
        value: T = done.value
        return value
    work.close()
    raise SuspendedInTransaction

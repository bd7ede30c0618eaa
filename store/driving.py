"""A transaction's function on the event loop is watched: it may wait for its own statements, and for nothing else."""

from collections.abc import Callable, Coroutine, Generator
from functools import partial
from typing import Any, Generic, TypeVar

from ports.at_once import SuspendedInTransaction

T = TypeVar("T")


class Watched(Generic[T]):
    """To be awaited: the same as `work`, but raises SuspendedInTransaction when it suspends while `is_ours` says no."""

    def __init__(self, work: Coroutine[Any, Any, T], is_ours: Callable[[], bool]) -> None:
        self._work = work
        self._is_ours = is_ours

    def __await__(self) -> Generator[Any, Any, T]:
        step: Callable[[], Any] = partial(self._work.send, None)
        while True:
            try:
                waits_for = step()
            except StopIteration as done:
                value: T = done.value
                return value
            if not self._is_ours():
                self._work.close()
                raise SuspendedInTransaction
            try:
                step = partial(self._work.send, (yield waits_for))
            except BaseException as error:  # noqa: BLE001
                step = partial(self._work.throw, error)

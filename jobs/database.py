"""The database as the jobs see it: one transaction at a time, given as a function."""

from collections.abc import Callable, Coroutine, Iterator
from typing import Any, Protocol, TypeVar

from sqlalchemy import Executable

T = TypeVar("T")


class Result(Protocol):
    """What a statement returned; rows are read by position."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def scalar(self) -> Any:
        """The first column of the first row; None without a row."""

    def __iter__(self) -> Iterator[Any]:
        """Each row once."""


class Connection(Protocol):
    """An open transaction."""

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Result:
        """One statement, for one mapping of parameters or for each of a list of them."""


class Database(Protocol):
    """Runs transactions."""

    async def run(self, work: Callable[[Any], Coroutine[Any, Any, T]], /) -> T:
        """`work` in one transaction on a `Connection`; it awaits nothing else.

        Raises `ports.storage.StoreUnavailable`, or CommitUnknown when only the answer to COMMIT is missing.
        """

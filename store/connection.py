"""What a transaction speaks through: one statement at a time, whichever database is behind it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy.sql.base import Executable

Parameters = Mapping[str, Any] | Sequence[Mapping[str, Any]]
"""The values of one execution by name, or those of several executions of one statement."""


class Rows(Protocol):
    """What a statement returned. Columns of a row are attributes."""

    @property
    def rowcount(self) -> int:
        """How many rows were written."""

    def scalar(self) -> Any:
        """The first column of the first row; None without a row."""

    def scalar_one(self) -> Any:
        """The first column of the only row."""

    def first(self) -> Any:
        """The first row, or None."""

    def all(self) -> Sequence[Any]:
        """All rows."""

    def scalars(self) -> Any:
        """The first columns."""

    def mappings(self) -> Any:
        """Rows as mappings by column."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """An open transaction."""

    async def execute(self, statement: Executable, parameters: Any = None, /) -> Rows:
        """Runs a statement, once or, with a sequence of parameters, many times. A statement that lives as long as its module is
        compiled once."""

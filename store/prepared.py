"""Statements as a driver takes them: each is compiled once, to SQL text and to the way values go in and come out."""

from collections import namedtuple
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, cast
from weakref import WeakKeyDictionary

from sqlalchemy import ClauseElement, Dialect
from sqlalchemy.sql.base import Executable
from sqlalchemy.sql.compiler import SQLCompiler

Converter = Callable[[Any], Any]

LISTS_KEPT = 20
"""The text of an `IN` over at most so many values is kept; longer ones are rare, and each length has its own."""


class Found:
    """`store.connection.Rows`, all of them here."""

    __slots__ = ("_columns", "_rows", "rowcount")

    def __init__(self, rows: Sequence[Sequence[Any]], rowcount: int, columns: "Columns | None") -> None:
        self.rowcount = rowcount
        self._columns = columns
        self._rows = rows

    def _row(self, row: Sequence[Any]) -> Any:
        assert self._columns is not None
        return self._columns.row(row)

    def scalar(self) -> Any:
        """The first column of the first row; None without a row."""
        return self._row(self._rows[0])[0] if self._rows else None

    def scalar_one(self) -> Any:
        """Raises LookupError unless there is exactly one row."""
        if len(self._rows) != 1:
            raise LookupError(f"one row was to be found, not {len(self._rows)}")
        return self._row(self._rows[0])[0]

    def first(self) -> Any:
        """The first row, or None."""
        return self._row(self._rows[0]) if self._rows else None

    def all(self) -> list[Any]:
        """All rows."""
        return [self._row(row) for row in self._rows]

    def __iter__(self) -> Iterator[Any]:
        return map(self._row, self._rows)

    def scalars(self) -> "Listed":
        """The first columns."""
        return Listed(row[0] for row in self)

    def mappings(self) -> "Listed":
        """Rows as mappings by column."""
        return Listed(row._asdict() for row in self)


class Listed(list[Any]):
    """Values that were found."""

    def all(self) -> list[Any]:
        """All of them."""
        return self

    def first(self) -> Any:
        """The first, or None."""
        return self[0] if self else None


class Columns:
    """How a driver's row becomes a row of ours."""

    def __init__(self, names: Sequence[str], converters: Mapping[int, Converter]) -> None:
        row: Any = namedtuple("Row", list(names), rename=True)  # type: ignore[misc]
        self._make = row._make
        self._converters = converters

    def row(self, values: Sequence[Any]) -> Any:
        """A named tuple."""
        if self._converters:
            values = list(values)
            for index, convert in self._converters.items():
                values[index] = convert(values[index])
        return self._make(values)


class Expansion(NamedTuple):
    """A statement with its lists written out: one value by name for each of their elements."""

    sql: str
    order: tuple[str, ...] | None
    elements: Mapping[str, tuple[str, ...]]
    into: Mapping[str, Converter]


class Prepared:
    """One statement for one dialect and one set of parameter names."""

    def __init__(self, statement: Executable, names: tuple[str, ...], dialect: Dialect) -> None:
        is_dml = getattr(statement, "is_dml", False)
        compiled = cast("ClauseElement", statement).compile(
            dialect=dialect, column_keys=list(names) if is_dml else None
        )
        assert isinstance(compiled, SQLCompiler)
        self._compiled = compiled
        self._dialect = dialect
        self._lists = tuple(name for bound, name in compiled.bind_names.items() if bound.expanding)
        self._expansions: dict[tuple[int, ...], Expansion] = {}
        self._given = compiled.params
        self._into = _converters_in(compiled, dialect)
        self._order = None if compiled.positiontup is None else tuple(compiled.positiontup)
        self._out = _converters_out(statement, dialect)
        self._columns: Columns | None = None
        self.sql = compiled.string

    def bound(self, parameters: Mapping[str, Any]) -> tuple[str, Any]:
        """The text and its values, in order or by name as the driver wants them."""
        if self._lists:
            return self._expanded(parameters)
        into = self._into
        if self._order is None:
            values = {**self._given, **parameters}
            for name, convert in into.items():
                values[name] = convert(values[name])
            return self.sql, values
        given = self._given
        return self.sql, [
            into[name](value) if name in into else value
            for name in self._order
            for value in (parameters[name] if name in parameters else given[name],)
        ]

    def _expanded(self, parameters: Mapping[str, Any]) -> tuple[str, Any]:
        """For `IN` over as many values as there are: the text depends on how many, and is made once for each."""
        values = {**self._given, **parameters}
        lengths = tuple(len(values[name]) for name in self._lists)
        made = self._expansions.get(lengths)
        if made is None:
            made = self._expansion(values)
            if max(lengths) <= LISTS_KEPT:
                self._expansions[lengths] = made
        for name in self._lists:
            values.update(zip(made.elements[name], values.pop(name), strict=True))
        for name, convert in made.into.items():
            values[name] = convert(values[name])
        return made.sql, values if made.order is None else [values[name] for name in made.order]

    def _expansion(self, values: Mapping[str, Any]) -> "Expansion":
        state = self._compiled.construct_expanded_state(values)
        order = None if state.positiontup is None else tuple(state.positiontup)
        elements = {name: tuple(state.parameter_expansion.get(name, ())) for name in self._lists}
        into = {name: convert for name, convert in self._into.items() if name not in elements}
        return Expansion(state.statement, order, elements, {**into, **state.processors})

    def found(
        self, rows: Sequence[Sequence[Any]], rowcount: int, names: Callable[[], Sequence[str]] | None
    ) -> Found:
        """What came back. `names` says those of the columns; None for a statement that returns nothing."""
        if names is None:
            return Found((), rowcount, None)
        if self._columns is None:
            self._columns = Columns(names(), self._out)
        return Found(rows, rowcount, self._columns)


def _converters_in(compiled: SQLCompiler, dialect: Dialect) -> dict[str, Converter]:
    found = {
        name: bound.type.dialect_impl(dialect).bind_processor(dialect)
        for bound, name in compiled.bind_names.items()
    }
    return {name: convert for name, convert in found.items() if convert is not None}


def _converters_out(statement: Executable, dialect: Dialect) -> dict[int, Converter]:
    columns = getattr(statement, "exported_columns", ())
    found = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    return {index: convert for index, convert in enumerate(found) if convert is not None}


class Statements:
    """The prepared statements of one database. What nobody refers to any more is forgotten."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: WeakKeyDictionary[Executable, dict[tuple[str, ...], Prepared]] = WeakKeyDictionary()

    def prepared(self, statement: Executable, parameters: Mapping[str, Any]) -> Prepared:
        """Compiled now, or long ago."""
        variants = self._known.setdefault(statement, {})
        names = tuple(parameters) if getattr(statement, "is_dml", False) else ()
        known = variants.get(names)
        if known is None:
            known = variants[names] = Prepared(statement, names, self._dialect)
        return known

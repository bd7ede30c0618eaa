"""Deletes what is old page by page: a page is a bounded number of rows, found along an index, whether they go or stay."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Delete,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    select,
    tuple_,
)

from gigs.gig import OVER
from ports.retention import Deleted, Position
from store import rows
from store.connection import Connection

_OVER = tuple(sorted(state.value for state in OVER))


def gig_is_over(tenant: ColumnElement[str], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether this gig is over and has not changed since `before`."""
    return exists().where(
        rows.gig.c.tenant == tenant,
        rows.gig.c.number == number,
        rows.gig.c.state.in_(_OVER),
        rows.gig.c.changed_at < bindparam("before"),
    )


def old_rows(
    table: Table, age: str, goes: Callable[[Table], ColumnElement[bool]], *, by_state: bool = False
) -> Select[Any]:
    """The next page of rows that are older than `before`, each with whether it goes; parameters as `delete_page` fills them."""
    place = _place(table, age)
    after = [bindparam(f"after_{column.name}", type_=column.type) for column in place]
    page = (
        select(*place, goes(table).label("goes"))
        .where(table.c[age] < bindparam("before"), tuple_(*place) > tuple_(*after))
        .order_by(*place)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=table)
    )
    return page.where(table.c.state == bindparam("in_state")) if by_state else page


def by_key(table: Table) -> Delete:
    """Deletes one row; its key is named `old_...`."""
    return delete(table).where(*(column == bindparam(f"old_{column.name}") for column in table.primary_key))


async def delete_page(
    connection: Connection,
    page: Select[Any],
    one: Delete | Update,
    old: Mapping[str, Any],
    after: Position | None,
) -> Deleted:
    """`page` and `one` are made by `old_rows` and `by_key` (or `one` empties a row by its key); `old` is `before`, `most` and whatever else `page` asks for."""
    place = list(page.selected_columns)[:-1]
    since = after or tuple(_first(column) for column in place)
    parameters = {f"after_{column.name}": value for column, value in zip(place, since, strict=True)}
    found = (await connection.execute(page, {**parameters, **old})).all()
    names = [column.name for column in one.table.primary_key]
    keys = [tuple(getattr(row, name) for name in names) for row in found if row.goes]
    if keys:
        named = [f"old_{name}" for name in names]
        await connection.execute(one, [dict(zip(named, key, strict=True)) for key in keys])
    last = tuple(found[-1])[:-1] if len(found) == old["most"] else None
    return Deleted(keys, last)


def _place(table: Table, age: str) -> list[Column[Any]]:
    """In the order of an index: the age, then the rest of the key."""
    return [table.c[age], *(column for column in table.primary_key if column.name != age)]


def _first(column: ColumnElement[Any]) -> Any:
    """What is before every value of this column."""
    if isinstance(column.type, rows.Moment):
        return datetime.min.replace(tzinfo=UTC)
    if isinstance(column.type, Date):
        return date.min
    return 0 if isinstance(column.type, Integer) else ""

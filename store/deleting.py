"""Statements that delete what is old: a bounded number of rows at a time, found along an index."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, Delete, Table, bindparam, delete, exists, select, tuple_
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from gigs.gig import OVER
from store import rows

_OVER = tuple(sorted(state.value for state in OVER))


def delete_some(
    table: Table, chosen: Callable[[ReadOnlyColumnCollection[str, Any]], ColumnElement[bool]]
) -> Delete:
    """Deletes at most `most` of the rows that `chosen` holds for, passing over those that somebody else has locked."""
    old = table.alias("old")
    keys = (
        select(*(old.c[column.name] for column in table.primary_key))
        .where(chosen(old.c))
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=old)
    )
    return delete(table).where(tuple_(*table.primary_key).in_(keys))


def gig_is_over(tenant: ColumnElement[str], number: ColumnElement[int]) -> ColumnElement[bool]:
    """Whether this gig is over and has not changed since `before`."""
    gig = rows.gig.alias("theirs")
    return exists().where(
        gig.c.tenant == tenant,
        gig.c.number == number,
        gig.c.state.in_(_OVER),
        gig.c.changed_at < bindparam("before"),
    )

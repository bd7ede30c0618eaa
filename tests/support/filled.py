"""A database that is full: thousands of rows in every table of the store, made by the database itself."""

import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Double,
    Integer,
    LargeBinary,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from store import account_rows, money_rows, readings, rows
from store.rows import Moment
from tests.support.builders import TENANT
from tests.support.clock import NOON

GIGS = 20_000
OTHER = "fabrikam"
TABLES = {
    name: table
    for module in (rows, account_rows, money_rows, readings)
    for name, table in module.metadata.tables.items()
    if name not in ("history_head", "dead_job", "replica")
}
"""The database writes heads of histories itself; the last two are the jobs'."""
_SETTLED = "settled"
_STATES = {
    "gig": ("closed", "listed", "in_approval", "draft"),
    "operation": ("done", "ready", "inflight"),
    "notice": ("sent", "pending", "waiting"),
    "account": ("connected", "needs_consent"),
    "case_study": ("published", "proposed", "draft"),
}
"""The first of them is what most are."""


async def fill(connection: AsyncConnection) -> None:
    """Every table gets GIGS rows of two tenants; numbers are even in one of them and odd in the other."""
    for table in TABLES.values():
        names = list(table.c.keys())
        numbered = select(literal(1).label("i")).cte("numbered", recursive=True)
        numbered = numbered.union_all(select(numbered.c.i + 1).where(numbered.c.i < GIGS))
        values = [_value(connection, table, column, numbered.c.i) for column in table.c]
        await connection.execute(insert(table).from_select(names, select(*values).select_from(numbered)))


def _value(
    connection: AsyncConnection, table: Table, column: Column[Any], i: ColumnElement[int]
) -> ColumnElement[Any]:
    kind = column.type
    if column.name == "tenant":
        if table.name == "gig_number":
            return case((i == 1, TENANT), else_=_numbered("tenant", i))
        return case((i % 2 == 0, TENANT), else_=OTHER)
    if column.name == "state" and table.name in _STATES:
        usual, *rare = _STATES[table.name]
        return case(*((i % 50 == place, state) for place, state in enumerate(rare)), else_=usual)
    if column.name == "document":
        return literal("{" + " " * 400 + "}")
    if isinstance(kind, Moment):
        return _moment(connection, i)
    if isinstance(kind, Date):
        return (
            cast(literal(NOON.date()), Date)
            if connection.dialect.name == "postgresql"
            else literal(NOON.date())
        )
    if isinstance(kind, Boolean):
        return i % 50 == 0 if column.name == "has_left" else true()
    if isinstance(kind, (Integer, Double)):
        return i + (GIGS if table.name == "gig_number" else 0)
    if isinstance(kind, LargeBinary):
        return literal(b"sealed")
    assert isinstance(kind, String)
    fixed = {"amount": "12.50", "currency": "USD"}
    return literal(fixed[column.name]) if column.name in fixed else _name(column.name, i)


def _name(column: str, i: ColumnElement[int]) -> ColumnElement[str]:
    """Some hundred people, cost centres and marketplaces; ids are everybody's own."""
    few = re.fullmatch("requester|cost_centre|purchase_order", column)
    return _numbered(column, i % 400 if few else i)


def _numbered(word: str, i: ColumnElement[int]) -> ColumnElement[str]:
    return literal(f"{word}-") + cast(i, String)


def _moment(connection: AsyncConnection, i: ColumnElement[int]) -> ColumnElement[datetime]:
    """A minute apart, all before noon."""
    seconds = literal(int(NOON.astimezone(UTC).timestamp())) - i * 60
    if connection.dialect.name == "postgresql":
        return func.to_timestamp(seconds, type_=Moment)
    return func.strftime("%Y-%m-%d %H:%M:%S.000000", seconds, "unixepoch", type_=Moment)

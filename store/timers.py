"""When each gig is looked at next, on its marketplace or by the approvals' clock; claimed by one replica at a time."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Delete, Select, Table, UpdateBase, bindparam, delete, or_, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.gig import Gig
from ports.clock import SKEW
from store.connection import Connection
from store.rows import clock


class _Statements(NamedTuple):
    schedule: UpdateBase
    stop: Delete
    due: Select[datetime]


@cache
def _statements(table: Table) -> _Statements:
    insert = upsert(table)
    anew = {"due_at": insert.excluded.due_at}
    if table is clock:
        anew["held_until"] = insert.excluded.held_until
    return _Statements(
        schedule=insert.on_conflict_do_update(index_elements=["tenant", "number"], set_=anew),
        stop=delete(table).where(
            table.c.tenant == bindparam("tenant"), table.c.number == bindparam("number")
        ),
        due=select(table.c.due_at).where(
            table.c.tenant == bindparam("tenant"), table.c.number == bindparam("number")
        ),
    )


# One that is held until later than anybody holds it was claimed by a clock that was ahead, and has stepped back since. A row that another
# replica is claiming right now is skipped; SQLite has one writer and ignores the lock clause.
_DUE = (
    select(clock.c.tenant, clock.c.number)
    .where(
        clock.c.due_at <= bindparam("now"),
        or_(
            clock.c.held_until.is_(None),
            clock.c.held_until <= bindparam("now"),
            clock.c.held_until > bindparam("latest"),
        ),
    )
    .order_by(clock.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(clock)
    .where(tuple_(clock.c.tenant, clock.c.number).in_(_DUE))
    .values(held_until=bindparam("until"))
    .returning(clock.c.tenant, clock.c.number)
)


async def set_clock(connection: Connection, gig: Gig) -> None:
    """As the gig itself says."""
    clocks = SqlClocks(connection)
    if gig.next_at is None:
        await clocks.stop(gig.tenant, gig.number)
    else:
        await clocks.schedule(gig.tenant, gig.number, gig.next_at)


class SqlTimers:
    """What `ports.reading_storage.Syncs` and `Clocks` have in common, each on a table of its own."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._do = _statements(table)

    async def schedule(self, tenant: str, number: int, at: datetime) -> None:
        """Inserts or moves; nobody holds it any more."""
        await self._connection.execute(self._do.schedule, {"tenant": tenant, "number": number, "due_at": at})

    async def stop(self, tenant: str, number: int) -> None:
        """Nothing happens when it is not scheduled."""
        await self._connection.execute(self._do.stop, {"tenant": tenant, "number": number})

    async def due(self, tenant: str, number: int) -> datetime | None:
        """None when it is not scheduled."""
        found = await self._connection.execute(self._do.due, {"tenant": tenant, "number": number})
        at: datetime | None = found.scalar()
        return at


class SqlClocks(SqlTimers):
    """`ports.approval_storage.Clocks`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, clock)

    async def claim_due(self, now: datetime, until: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """In no particular order."""
        asked = {"now": now, "until": until, "latest": until + SKEW, "most": limit}
        return [(row.tenant, row.number) for row in await self._connection.execute(_CLAIM, asked)]

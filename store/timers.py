"""When each gig is looked at next, on its marketplace or by the approvals' clock; claimed by one replica at a time."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import NamedTuple

from sqlalchemy import Delete, Select, Table, UpdateBase, bindparam, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.gig import Gig
from store import rows
from store.connection import Connection


class _Statements(NamedTuple):
    schedule: UpdateBase
    stop: Delete
    due: Select[datetime]
    claim: UpdateBase


@cache
def _statements(table: Table) -> _Statements:
    insert = upsert(table)
    # A row that another replica is claiming right now is skipped; SQLite has one writer and ignores the lock clause.
    due = (
        select(table.c.tenant, table.c.number)
        .where(table.c.due_at <= bindparam("now"))
        .order_by(table.c.due_at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True)
    )
    return _Statements(
        schedule=insert.on_conflict_do_update(
            index_elements=["tenant", "number"], set_={"due_at": insert.excluded.due_at}
        ),
        stop=delete(table).where(
            table.c.tenant == bindparam("tenant"), table.c.number == bindparam("number")
        ),
        due=select(table.c.due_at).where(
            table.c.tenant == bindparam("tenant"), table.c.number == bindparam("number")
        ),
        claim=update(table)
        .where(tuple_(table.c.tenant, table.c.number).in_(due))
        .values(due_at=bindparam("until"))
        .returning(table.c.tenant, table.c.number),
    )


async def set_clock(connection: Connection, gig: Gig) -> None:
    """As the gig itself says."""
    clocks = SqlTimers(connection, rows.clock)
    if gig.next_at is None:
        await clocks.stop(gig.tenant, gig.number)
    else:
        await clocks.schedule(gig.tenant, gig.number, gig.next_at)


class SqlTimers:
    """`ports.reading_storage.Syncs` and `Clocks`, each on a table of its own."""

    def __init__(self, connection: Connection, table: Table) -> None:
        self._connection = connection
        self._do = _statements(table)

    async def schedule(self, tenant: str, number: int, at: datetime) -> None:
        """Inserts or moves."""
        await self._connection.execute(self._do.schedule, {"tenant": tenant, "number": number, "due_at": at})

    async def stop(self, tenant: str, number: int) -> None:
        """Nothing happens when it is not scheduled."""
        await self._connection.execute(self._do.stop, {"tenant": tenant, "number": number})

    async def due(self, tenant: str, number: int) -> datetime | None:
        """None when it is not scheduled."""
        found = await self._connection.execute(self._do.due, {"tenant": tenant, "number": number})
        at: datetime | None = found.scalar()
        return at

    async def claim_due(self, now: datetime, until: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """In no particular order."""
        claimed = await self._connection.execute(self._do.claim, {"now": now, "until": until, "most": limit})
        return [(row.tenant, row.number) for row in claimed]

"""When each gig's marketplace side is read next, claimed by one replica at a time."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncConnection

from store import rows

_sync = rows.sync
_INSERT = upsert(_sync)
_SCHEDULE = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "number"], set_={"due_at": _INSERT.excluded.due_at}
)
_STOP = delete(_sync).where(_sync.c.tenant == bindparam("tenant"), _sync.c.number == bindparam("number"))
# A row that another replica is claiming right now is skipped; SQLite has one writer and ignores the lock clause.
_DUE = (
    select(_sync.c.tenant, _sync.c.number)
    .where(_sync.c.due_at <= bindparam("now"))
    .order_by(_sync.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_sync)
    .where(tuple_(_sync.c.tenant, _sync.c.number).in_(_DUE))
    .values(due_at=bindparam("until"))
    .returning(_sync.c.tenant, _sync.c.number)
)


class SqlSyncs:
    """`use_cases.storage.Syncs`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def schedule(self, tenant: str, number: int, at: datetime) -> None:
        """Inserts or moves."""
        await self._connection.execute(_SCHEDULE, {"tenant": tenant, "number": number, "due_at": at})

    async def stop(self, tenant: str, number: int) -> None:
        """Nothing happens when it is not scheduled."""
        await self._connection.execute(_STOP, {"tenant": tenant, "number": number})

    async def claim_due(self, now: datetime, until: datetime, limit: int) -> Sequence[tuple[str, int]]:
        """In no particular order."""
        claimed = await self._connection.execute(_CLAIM, {"now": now, "until": until, "most": limit})
        return [(row.tenant, row.number) for row in claimed]

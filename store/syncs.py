"""When each gig's marketplace is read next, by the account that it is read with: no account waits for another's readings."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, case, select, tuple_, update
from sqlalchemy.dialects.postgresql import insert as upsert

from ports.reading_storage import ReadingAccount
from store.connection import Connection
from store.rows import Moment, key, metadata
from store.timers import SqlTimers

sync = Table(
    "sync",
    metadata,
    key("tenant"),
    key("number", Integer),
    Column("due_at", Moment, nullable=False),
    Column("marketplace", String, nullable=False, server_default=""),
    Index(None, "due_at"),
    Index(None, "tenant", "marketplace", "due_at"),
)

MOST_DUE = 100_000
"""More gigs than are ever due at once, all accounts together."""

_INSERT = upsert(sync)
_SCHEDULE = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "number"],
    set_={
        "due_at": _INSERT.excluded.due_at,
        "marketplace": case(
            (_INSERT.excluded.marketplace == "", sync.c.marketplace), else_=_INSERT.excluded.marketplace
        ),
    },
)
# Along the index of what is due, whatever else there is; without the limit SQLite would read all of the other index.
_DUE_NOW = (
    select(sync.c.tenant, sync.c.marketplace)
    .where(sync.c.due_at <= bindparam("now"))
    .order_by(sync.c.due_at)
    .limit(bindparam("most"))
).subquery()
_ACCOUNTS = select(_DUE_NOW.c.tenant, _DUE_NOW.c.marketplace).distinct()
# A row that another replica is claiming right now is skipped; SQLite has one writer and ignores the lock clause.
_DUE = (
    select(sync.c.tenant, sync.c.number)
    .where(
        sync.c.tenant == bindparam("of_tenant"),
        sync.c.marketplace == bindparam("of_marketplace"),
        sync.c.due_at <= bindparam("now"),
    )
    .order_by(sync.c.due_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(sync)
    .where(tuple_(sync.c.tenant, sync.c.number).in_(_DUE))
    .values(due_at=bindparam("until"))
    .returning(sync.c.tenant, sync.c.number)
)
_FORWARD = update(sync).where(sync.c.due_at > bindparam("after")).values(due_at=bindparam("to"))


class SqlSyncs(SqlTimers):
    """`ports.reading_storage.Syncs`."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, sync)

    async def schedule(self, tenant: str, number: int, at: datetime, marketplace: str = "") -> None:
        """Inserts or moves."""
        row = {"tenant": tenant, "number": number, "due_at": at, "marketplace": marketplace}
        await self._connection.execute(_SCHEDULE, row)

    async def accounts(self, now: datetime) -> Sequence[ReadingAccount]:
        """In no particular order."""
        found = await self._connection.execute(_ACCOUNTS, {"now": now, "most": MOST_DUE})
        return [ReadingAccount(tenant=row.tenant, marketplace=row.marketplace) for row in found]

    async def claim_in(
        self, account: ReadingAccount, now: datetime, until: datetime, limit: int
    ) -> Sequence[tuple[str, int]]:
        """In no particular order."""
        which = {"of_tenant": account.tenant, "of_marketplace": account.marketplace}
        claimed = await self._connection.execute(_CLAIM, {**which, "now": now, "until": until, "most": limit})
        return [(row.tenant, row.number) for row in claimed]

    async def bring_forward(self, after: datetime, to: datetime) -> int:
        """All of every tenant."""
        return (await self._connection.execute(_FORWARD, {"after": after, "to": to})).rowcount

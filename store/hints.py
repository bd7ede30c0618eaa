"""Which hints a requester has met on a gig, and how often hints were shown, heeded and dismissed."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, select, true
from sqlalchemy.dialects.postgresql import insert as upsert

from ports.hint_storage import HintCount, HintMark, HintState
from ports.retention import Deleted, Position
from store.connection import Connection
from store.deleting import by_key, delete_page, old_rows
from store.rows import Moment, key, metadata

_hint = Table(
    "hint",
    metadata,
    key("tenant"),
    key("gig", Integer),
    key("hint"),
    Column("about", String, nullable=False),
    Column("state", String, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at", "tenant", "gig", "hint"),
)
_count = Table(
    "hint_count",
    metadata,
    key("tenant"),
    key("kind"),
    *(Column(name, Integer, nullable=False) for name in ("shown", "heeded", "dismissed")),
)

_OF = (
    select(_hint)
    .where(_hint.c.tenant == bindparam("of_tenant"), _hint.c.gig == bindparam("of_gig"))
    .order_by(_hint.c.hint)
)
_INSERT = upsert(_hint)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "gig", "hint"),
    set_={name: _INSERT.excluded[name] for name in ("about", "state", "at")},
)
_ADD = upsert(_count)
_COUNT = _ADD.on_conflict_do_update(
    index_elements=("tenant", "kind"),
    set_={name: _count.c[name] + _ADD.excluded[name] for name in ("shown", "heeded", "dismissed")},
)
_COUNTS = select(_count).where(_count.c.tenant == bindparam("of_tenant")).order_by(_count.c.kind)
_OLD = old_rows(_hint, "at", lambda _old: true())
_DELETE = by_key(_hint)


class SqlHints:
    """`ports.hint_storage.Hints`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of_gig(self, tenant: str, gig: int) -> Sequence[HintMark]:
        """Along the key."""
        found = await self._connection.execute(_OF, {"of_tenant": tenant, "of_gig": gig})
        return [
            HintMark(
                tenant=row.tenant,
                gig=row.gig,
                hint=row.hint,
                about=row.about,
                state=HintState(row.state),
                at=row.at,
            )
            for row in found.all()
        ]

    async def put(self, marks: Sequence[HintMark]) -> None:
        """All of them with one statement; none without any."""
        if marks:
            await self._connection.execute(_PUT, [dict(one) | {"state": one.state.value} for one in marks])

    async def count(self, tenant: str, more: Sequence[HintCount]) -> None:
        """In one order, so that two transactions never wait for each other."""
        rows = [{"tenant": tenant, **dict(one)} for one in sorted(more, key=lambda one: one.kind)]
        if rows:
            await self._connection.execute(_COUNT, rows)

    async def counts(self, tenant: str) -> Sequence[HintCount]:
        """A row for each kind that was ever shown."""
        found = await self._connection.execute(_COUNTS, {"of_tenant": tenant})
        return [
            HintCount(kind=row.kind, shown=row.shown, heeded=row.heeded, dismissed=row.dismissed)
            for row in found.all()
        ]

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """The oldest first."""
        return await delete_page(self._connection, _OLD, _DELETE, {"before": before, "most": limit}, after)

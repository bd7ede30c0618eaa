"""Marks “do-not-hire”: under a fingerprint of the freelancer, so that nobody can read from one whom it's about."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Column, Index, Table, Text, bindparam, select, true
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.talent import DoNotHire
from ports.retention import Deleted, Position
from store.connection import Connection
from store.deleting import by_key, delete_page, old_rows
from store.rows import Moment, key, metadata

_mark = Table(
    "do_not_hire",
    metadata,
    key("tenant"),
    key("fingerprint"),
    Column("ends_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "tenant", "ends_at"),
    Index(None, "ends_at", "tenant", "fingerprint"),
)

_INSERT = upsert(_mark)
_PUT_MARK = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "fingerprint"),
    set_={name: _INSERT.excluded[name] for name in ("ends_at", "document")},
)
_GET_MARK = select(_mark.c.document).where(
    _mark.c.tenant == bindparam("of_tenant"), _mark.c.fingerprint == bindparam("of_fingerprint")
)
_MARKS_OF = select(_mark.c.document).where(
    _mark.c.tenant == bindparam("of_tenant"), _mark.c.fingerprint.in_(bindparam("marked", expanding=True))
)
_NEWEST = (
    select(_mark.c.document)
    .where(_mark.c.tenant == bindparam("of_tenant"), _mark.c.ends_at > bindparam("since"))
    .order_by(_mark.c.ends_at.desc())
    .limit(bindparam("most"))
)
_ENDED = old_rows(_mark, "ends_at", lambda _old: true())
_DELETE_MARK = by_key(_mark)


class SqlMarks:
    """`ports.talent_storage.Marks`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, mark: DoNotHire) -> None:
        """Inserts or replaces."""
        row = {
            "tenant": mark.tenant,
            "fingerprint": mark.fingerprint,
            "ends_at": mark.ends_at,
            "document": mark.model_dump_json(),
        }
        await self._connection.execute(_PUT_MARK, row)

    async def get(self, tenant: str, fingerprint: str) -> DoNotHire | None:
        """None where there never was one, or it ended long ago."""
        values = {"of_tenant": tenant, "of_fingerprint": fingerprint}
        document = (await self._connection.execute(_GET_MARK, values)).scalar()
        return DoNotHire.model_validate_json(document) if document else None

    async def of(self, tenant: str, fingerprints: Sequence[str]) -> Sequence[DoNotHire]:
        """In no order."""
        if not fingerprints:
            return []
        values = {"of_tenant": tenant, "marked": list(fingerprints)}
        found = await self._connection.execute(_MARKS_OF, values)
        return [DoNotHire.model_validate_json(document) for document in found.scalars()]

    async def newest(self, tenant: str, now: datetime, most: int) -> Sequence[DoNotHire]:
        """The last to end first."""
        values = {"of_tenant": tenant, "since": now, "most": most}
        found = await self._connection.execute(_NEWEST, values)
        return [DoNotHire.model_validate_json(document) for document in found.scalars()]

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Those that ended first."""
        old = {"before": before, "most": limit}
        return await delete_page(self._connection, _ENDED, _DELETE_MARK, old, after)

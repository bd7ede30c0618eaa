"""How far, when and how often each gig's marketplace was read."""

from collections.abc import Collection, Sequence
from datetime import datetime

from pydantic import TypeAdapter
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Index,
    Integer,
    String,
    Table,
    Text,
    and_,
    bindparam,
    func,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.engine import RowMapping

from gigs.proposal import UnreadProposal
from ports.reading_storage import Reading
from ports.retention import Deleted, Position
from store.connection import Connection
from store.deleting import by_key, delete_page, gig_is_over, old_rows
from store.rows import Moment, metadata

_reading = Table(
    "reading",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("marketplace", String, nullable=False),
    Column("listing", String, nullable=False),
    Column("contract", String, nullable=False),
    Column("read_to", Moment),
    Column("read_at", Moment),
    Column("proposals_at", Moment),
    Column("contract_at", Moment),
    Column("day", Date),
    Column("calls", Integer, nullable=False),
    Column("wanted", Boolean, nullable=False),
    Column("unread", Text, nullable=False, server_default="[]"),
    Column("failures", Integer, nullable=False, server_default="0"),
    Index(None, "tenant", "marketplace", "listing"),
    Index(None, "tenant", "marketplace", "contract"),
    Index(None, "marketplace", "proposals_at"),
    Index(None, "marketplace", "contract_at"),
    Index(None, "read_at", "tenant", "number"),
)

_INSERT = upsert(_reading)
_KEY = ("tenant", "number")
_PUT = _INSERT.on_conflict_do_update(
    index_elements=_KEY,
    set_={column.name: _INSERT.excluded[column.name] for column in _reading.c if column.name not in _KEY},
)
_GET = select(_reading).where(
    _reading.c.tenant == bindparam("tenant"), _reading.c.number == bindparam("number")
)
# Each half along an index of its own: an OR over both, in order, makes SQLite read the whole tenant.
_CALLED = union_all(
    *(
        select(_reading.c.number).where(
            _reading.c.tenant == bindparam("tenant"),
            _reading.c.marketplace == bindparam("marketplace"),
            name == bindparam("external"),
        )
        for name in (_reading.c.listing, _reading.c.contract)
    )
).subquery()
_FIND = select(func.max(_CALLED.c.number))
_OLDER = (
    select(_reading)
    .where(
        _reading.c.marketplace == bindparam("marketplace"),
        or_(_reading.c.proposals_at < bindparam("before"), _reading.c.contract_at < bindparam("before")),
    )
    .limit(bindparam("most"))
)
_OLD = old_rows(
    _reading,
    "read_at",
    lambda old: and_(
        gig_is_over(old.c.tenant, old.c.number),
        or_(
            and_(old.c.proposals_at.is_(None), old.c.contract_at.is_(None)),
            old.c.marketplace.in_(bindparam("unlimited", expanding=True)),
        ),
    ),
)
_DELETE = by_key(_reading)


_UNREAD = TypeAdapter(tuple[UnreadProposal, ...])


def _reading_of(row: RowMapping) -> Reading:
    return Reading(**{**row, "unread": _UNREAD.validate_json(row["unread"])})


class SqlReadings:
    """`ports.reading_storage.Readings`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, tenant: str, number: int) -> Reading | None:
        """None for a gig that was never read."""
        row = (await self._connection.execute(_GET, {"tenant": tenant, "number": number})).mappings().first()
        return None if row is None else _reading_of(row)

    async def put(self, reading: Reading) -> None:
        """Inserts or replaces."""
        row = {**reading.model_dump(), "unread": _UNREAD.dump_json(reading.unread).decode()}
        await self._connection.execute(_PUT, row)

    async def find(self, tenant: str, marketplace: str, external_id: str) -> int | None:
        """The newest, should a listing ever have been two gigs'."""
        if not external_id:
            return None
        key = {"tenant": tenant, "marketplace": marketplace, "external": external_id}
        number: int | None = (await self._connection.execute(_FIND, key)).scalar()
        return number

    async def older(self, marketplace: str, before: datetime, limit: int) -> Sequence[Reading]:
        """In no particular order."""
        parameters = {"marketplace": marketplace, "before": before, "most": limit}
        found = await self._connection.execute(_OLDER, parameters)
        return [_reading_of(row) for row in found.mappings()]

    async def delete_old(
        self, before: datetime, limit: int, unlimited: Collection[str], after: Position | None = None
    ) -> Deleted:
        """The oldest first."""
        old = {"before": before, "most": limit, "unlimited": sorted(unlimited)}
        return await delete_page(self._connection, _OLD, _DELETE, old, after)

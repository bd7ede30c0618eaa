"""The append-only trail of each gig, every entry sealed behind the one before."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select, tuple_, union
from sqlalchemy.ext.asyncio import AsyncConnection

from gigs.errors import GigNotFound
from gigs.history import GENESIS, ChainedEntry, Entry, chain
from ports.storage import Kept, Span
from store import rows, translate

_OF_GIG = (rows.history.c.tenant == bindparam("tenant"), rows.history.c.gig == bindparam("number"))
_HEAD = select(rows.history_head.c.number, rows.history_head.c.hash).where(
    rows.history_head.c.tenant == bindparam("tenant"), rows.history_head.c.gig == bindparam("number")
)
_ALL = select(rows.history).where(*_OF_GIG).order_by(rows.history.c.number)
_NEWEST = (
    select(rows.history.c.document)
    .where(*_OF_GIG)
    .order_by(rows.history.c.number.desc())
    .limit(bindparam("most"))
)
_ADD = insert(rows.history)
_LOCK = (
    select(rows.gig.c.number)
    .where(rows.gig.c.tenant == bindparam("tenant"), rows.gig.c.number == bindparam("number"))
    .with_for_update()
)

_entry, _head = rows.history, rows.history_head
_KEPT = (
    select(_entry, _head.c.number.label("head_number"), _head.c.hash.label("head_hash"))
    .outerjoin(_head, (_head.c.tenant == _entry.c.tenant) & (_head.c.gig == _entry.c.gig))
    .where(_entry.c.tenant == bindparam("tenant"))
    .order_by(_entry.c.gig, _entry.c.number)
    .limit(bindparam("most"))
)
"""An entry and its head in one statement, and so as of one moment, whoever appends meanwhile."""
_EMPTY = union(
    *(
        select(gig.label("gig")).where(
            tenant == bindparam("tenant"),
            *conditions,
            ~select(_entry.c.number).where(_entry.c.tenant == tenant, _entry.c.gig == gig).exists(),
        )
        for tenant, gig, conditions in (
            (rows.gig.c.tenant, rows.gig.c.number, (rows.gig.c.version > 0,)),
            (_head.c.tenant, _head.c.gig, ()),
        )
    )
).order_by("gig")
_TENANTS = union(
    *(select(table.c.tenant.label("tenant")).distinct() for table in (_entry, _head, rows.gig))
).order_by("tenant")


async def append(connection: AsyncConnection, tenant: str, number: int, entry: Entry) -> None:
    """Seals the entry behind the head, which the database then moves; two statements.

    The caller holds the gig's row, so nobody else appends meanwhile.
    """
    last = (await connection.execute(_HEAD, {"tenant": tenant, "number": number})).first()
    sealed = chain(entry, last.number + 1, last.hash) if last else chain(entry, 1, GENESIS)
    await connection.execute(_ADD, translate.history_row(tenant, number, sealed))


class SqlHistories:
    """`ports.storage.Histories`."""

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(self, tenant: str, number: int, entry: Entry) -> None:
        """Raises GigNotFound."""
        if (await self._connection.execute(_LOCK, {"tenant": tenant, "number": number})).first() is None:
            raise GigNotFound(number)
        await append(self._connection, tenant, number, entry)

    async def of(self, tenant: str, number: int) -> Sequence[ChainedEntry]:
        """Empty when there is no such gig."""
        found = await self._connection.execute(_ALL, {"tenant": tenant, "number": number})
        return [translate.chained_entry(row) for row in found]

    async def newest(self, tenant: str, number: int, most: int) -> Sequence[Entry]:
        """Read backwards along the key, however long the chain is."""
        asked = {"tenant": tenant, "number": number, "most": most}
        found = (await self._connection.execute(_NEWEST, asked)).scalars().all()
        return [Entry.model_validate_json(document) for document in reversed(found)]

    async def kept(self, tenant: str, span: Span, after: tuple[int, int] | None, most: int) -> Sequence[Kept]:
        """Read along the key, from where the last page ended."""
        asked: dict[str, object] = {"tenant": tenant, "most": most}
        statement = _KEPT
        if after is not None:
            statement = statement.where(tuple_(_entry.c.gig, _entry.c.number) > tuple_(*after))
        if span.gig is not None:
            statement = statement.where(_entry.c.gig == span.gig)
        if span.since is not None:
            statement = statement.where(_entry.c.at >= span.since)
        if span.until is not None:
            statement = statement.where(_entry.c.at < span.until)
        return [translate.kept(row) for row in await self._connection.execute(statement, asked)]

    async def empty(self, tenant: str) -> Sequence[int]:
        """In the order of their numbers."""
        return (await self._connection.execute(_EMPTY, {"tenant": tenant})).scalars().all()

    async def tenants(self) -> Sequence[str]:
        """In the order of their names."""
        return (await self._connection.execute(_TENANTS)).scalars().all()

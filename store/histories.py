"""The append-only trail of each gig, every entry sealed behind the one before."""

from collections.abc import Sequence

from sqlalchemy import bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from gigs.errors import GigNotFound
from gigs.history import GENESIS, ChainedEntry, Entry, chain
from store import rows, translate

_OF_GIG = (rows.history.c.tenant == bindparam("tenant"), rows.history.c.gig == bindparam("number"))
_LAST = (
    select(rows.history.c.number, rows.history.c.hash)
    .where(*_OF_GIG)
    .order_by(rows.history.c.number.desc())
    .limit(1)
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


async def append(connection: AsyncConnection, tenant: str, number: int, entry: Entry) -> None:
    """Seals the entry behind the newest one. The caller holds the gig's row, so nobody else appends meanwhile."""
    last = (await connection.execute(_LAST, {"tenant": tenant, "number": number})).first()
    sealed = chain(entry, last.number + 1, last.hash) if last else chain(entry, 1, GENESIS)
    await connection.execute(_ADD, translate.history_row(tenant, number, sealed))


class SqlHistories:
    """`use_cases.storage.Histories`."""

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

"""Who owns a gig beside its requester, and who once did: a condition of every answer to an approval."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, bindparam, delete, insert

from gigs.gig import Gig
from store.connection import Connection
from store.rows import key, metadata

gig_owner = Table(
    "gig_owner",
    metadata,
    key("tenant"),
    key("number", Integer),
    key("person"),
    Column("is_owner", Boolean, nullable=False),
    Index(None, "tenant", "person", "is_owner", "number"),
)
"""`is_owner` False for those who once did. The requester of now stands in the gig's own row, and not here."""

_DROP = delete(gig_owner).where(
    gig_owner.c.tenant == bindparam("of_tenant"), gig_owner.c.number == bindparam("of_number")
)
_ADD = insert(gig_owner)


async def put_owners(connection: Connection, gig: Gig) -> None:
    """As the gig itself says."""
    await connection.execute(_DROP, {"of_tenant": gig.tenant, "of_number": gig.number})
    present = {one.key for one in gig.co_owners}
    others = sorted(gig.ever_owners - {gig.requester.key}, key=str)
    rows = [
        {"tenant": gig.tenant, "number": gig.number, "person": one.object_id, "is_owner": one in present}
        for one in others
    ]
    if rows:
        await connection.execute(_ADD, rows)

"""People who helped others, one row each."""

from collections.abc import Sequence

from sqlalchemy import Column, Index, String, Table, Text, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.people import PersonKey
from ports.champions import Champion, Shown
from store.connection import Connection
from store.rows import key, metadata

_champion = Table(
    "champion",
    metadata,
    key("tenant"),
    key("person"),
    Column("shown", String, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "tenant", "shown", "person"),
)
_INSERT = upsert(_champion)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "person"),
    set_={name: _INSERT.excluded[name] for name in ("shown", "document")},
)
_GET = (
    select(_champion.c.document)
    .where(_champion.c.tenant == bindparam("of_tenant"), _champion.c.person == bindparam("of_person"))
    .with_for_update()
)
_SHOWN = (
    select(_champion.c.document)
    .where(_champion.c.tenant == bindparam("of_tenant"), _champion.c.shown == Shown.YES.value)
    .order_by(_champion.c.person)
    .limit(bindparam("most"))
)


class SqlChampions:
    """`ports.champions.Champions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, person: PersonKey) -> Champion | None:
        """None for whoever never helped."""
        this = {"of_tenant": person.tenant, "of_person": person.object_id}
        document = (await self._connection.execute(_GET, this)).scalar()
        return Champion.model_validate_json(document) if document else None

    async def put(self, champion: Champion) -> None:
        """Inserts or replaces."""
        row = {
            "tenant": champion.person.tenant,
            "person": champion.person.object_id,
            "shown": champion.shown.value,
            "document": champion.model_dump_json(),
        }
        await self._connection.execute(_PUT, row)

    async def shown(self, tenant: str, limit: int) -> Sequence[Champion]:
        """Those who agreed."""
        found = await self._connection.execute(_SHOWN, {"of_tenant": tenant, "most": limit})
        return [Champion.model_validate_json(document) for document in found.scalars()]

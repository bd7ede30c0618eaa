"""Who is shown tips; only those who switched them on or off, or closed a gig, have a row."""

from sqlalchemy import Column, String, Table, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.people import PersonKey
from ports.tips import TipsState
from store.connection import Connection
from store.rows import key, metadata

_tips = Table("tips", metadata, key("tenant"), key("person"), Column("state", String, nullable=False))
_INSERT = upsert(_tips)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "person"), set_={"state": _INSERT.excluded.state}
)
_GET = select(_tips.c.state).where(
    _tips.c.tenant == bindparam("of_tenant"), _tips.c.person == bindparam("of_person")
)


class SqlTips:
    """`ports.tips.Tips`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def wanted(self, person: PersonKey) -> bool:
        """Whether they're shown."""
        this = {"of_tenant": person.tenant, "of_person": person.object_id}
        state = (await self._connection.execute(_GET, this)).scalar()
        return state is None or state == TipsState.ON.value

    async def put(self, person: PersonKey, state: TipsState) -> None:
        """Inserts or replaces."""
        row = {"tenant": person.tenant, "person": person.object_id, "state": state.value}
        await self._connection.execute(_PUT, row)

"""Strays, and the generation of this database."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import BigInteger, Column, Executable, String, Table, Text, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from ports.strays import Generation, Stray
from store.connection import Connection
from store.rows import Moment, key, metadata

_stray = Table(
    "stray",
    metadata,
    key("tenant"),
    key("marketplace"),
    key("id"),
    Column("state", String, nullable=False),
    Column("document", Text, nullable=False),
)
_generation = Table(
    "generation",
    metadata,
    key("name"),
    Column("id", String, nullable=False),
    Column("mark", BigInteger, nullable=False),
    Column("restored_at", Moment),
)

_THESE = (_stray.c.tenant == bindparam("of_tenant"), _stray.c.marketplace == bindparam("of_marketplace"))
_ADD = upsert(_stray).on_conflict_do_nothing()
_OF = select(_stray.c.document).where(*_THESE).order_by(_stray.c.id)
_GET = select(_stray.c.document).where(*_THESE, _stray.c.id == bindparam("of_id"))
_CHANGE = (
    update(_stray)
    .where(*_THESE, _stray.c.id == bindparam("of_id"), _stray.c.state == bindparam("former_state"))
    .values(state=bindparam("state"), document=bindparam("document"))
)
_THIS = _generation.c.name == "this"
_CURRENT = select(_generation).where(_THIS)
_NEXT = update(_generation).where(_THIS).values(mark=_generation.c.mark + 1).returning(_generation)
_RENEW = (
    update(_generation)
    .where(_THIS, _generation.c.id == bindparam("former_id"))
    .values(id=bindparam("new_id"), restored_at=bindparam("at"))
)
_BACK = (
    update(_generation)
    .where(_THIS, _generation.c.restored_at > bindparam("latest"))
    .values(restored_at=bindparam("to"))
)
_END = upsert(_generation).on_conflict_do_nothing()
_ENDED = select(_generation.c.id).where(_generation.c.name == bindparam("ended"))


class SqlStrays:
    """`ports.strays.Strays`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, stray: Stray) -> bool:
        """Never replaces."""
        row = {"tenant": stray.tenant, "marketplace": stray.marketplace, "id": stray.id}
        return (await self._connection.execute(_ADD, row | _written(stray))).rowcount == 1

    async def of(self, tenant: str, marketplace: str) -> Sequence[Stray]:
        """By id."""
        found = await self._connection.execute(_OF, {"of_tenant": tenant, "of_marketplace": marketplace})
        return [Stray.model_validate_json(document) for document in found.scalars()]

    async def get(self, tenant: str, marketplace: str, stray_id: str) -> Stray | None:
        """None where there is none of this id."""
        asked = {"of_tenant": tenant, "of_marketplace": marketplace, "of_id": stray_id}
        document = (await self._connection.execute(_GET, asked)).scalar()
        return None if document is None else Stray.model_validate_json(document)

    async def change(self, before: Stray, after: Stray) -> bool:
        """One UPDATE, guarded by the state."""
        asked = {"of_tenant": before.tenant, "of_marketplace": before.marketplace, "of_id": before.id}
        asked["former_state"] = before.state.value
        return (await self._connection.execute(_CHANGE, asked | _written(after))).rowcount == 1


class SqlGenerations:
    """`ports.strays.Generations`; the migration has made the row `this`, and one that has ended has a row of its own name."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def current(self) -> Generation:
        """As it stands."""
        return await self._one(_CURRENT)

    async def next(self) -> Generation:
        """One UPDATE: no two get the same mark."""
        return await self._one(_NEXT)

    async def has_ended(self, generation_id: str) -> bool:
        """By its name."""
        return (await self._connection.execute(_ENDED, {"ended": _ended(generation_id)})).scalar() is not None

    async def bring_back(self, latest: datetime, to: datetime) -> None:
        """One UPDATE."""
        await self._connection.execute(_BACK, {"latest": latest, "to": to})

    async def renew(self, former: Generation, new_id: str, at: datetime, seen: str = "") -> bool:
        """Keeps the mark. One UPDATE, guarded by the id: of two replicas that notice the same restore one says so."""
        row = {"former_id": former.id, "new_id": new_id, "at": at}
        if (await self._connection.execute(_RENEW, row)).rowcount == 0:
            return False
        for one in {former.id, seen} - {""}:
            ended = {"name": _ended(one), "id": one, "mark": former.mark, "restored_at": at}
            await self._connection.execute(_END, ended)
        return True

    async def _one(self, statement: Executable) -> Generation:
        row = (await self._connection.execute(statement)).first()
        if row is None:
            raise LookupError("the row that the migration made is gone")
        return Generation(id=row.id, mark=row.mark, restored_at=row.restored_at)


def _ended(generation_id: str) -> str:
    return f"ended {generation_id}"


def _written(stray: Stray) -> dict[str, str]:
    return {"state": stray.state.value, "document": stray.model_dump_json()}

"""Which marketplaces are paused, and how often each was called on a day."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import bindparam, delete, select, true
from sqlalchemy.dialects.postgresql import insert as upsert

from ports.account_storage import Switch
from ports.retention import Deleted, Position
from store.account_rows import api_use as _use
from store.account_rows import market_switch as _switch
from store.connection import Connection
from store.deleting import by_key, delete_page, old_rows

_THIS = (_switch.c.tenant == bindparam("of_tenant"), _switch.c.marketplace == bindparam("of_marketplace"))
_PUT = upsert(_switch).on_conflict_do_nothing()
_GET = select(_switch.c.document).where(*_THIS)
_OF = (
    select(_switch.c.document)
    .where(_switch.c.tenant == bindparam("of_tenant"))
    .order_by(_switch.c.marketplace)
)
_DROP = delete(_switch).where(*_THIS)
_COUNT = (
    upsert(_use)
    .on_conflict_do_update(index_elements=["tenant", "marketplace", "day"], set_={"calls": _use.c.calls + 1})
    .returning(_use.c.calls)
)
_USED = select(_use.c.marketplace, _use.c.calls).where(
    _use.c.tenant == bindparam("of_tenant"), _use.c.day == bindparam("of_day")
)
_OLD = old_rows(_use, "day", lambda _old: true())
_DELETE = by_key(_use)


class SqlSwitches:
    """`ports.account_storage.Switches`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, switch: Switch) -> bool:
        """Never replaces."""
        row = {
            "tenant": switch.tenant,
            "marketplace": switch.marketplace,
            "document": switch.model_dump_json(),
        }
        return (await self._connection.execute(_PUT, row)).rowcount == 1

    async def get(self, tenant: str, marketplace: str) -> Switch | None:
        """None where it may be called."""
        document = (await self._connection.execute(_GET, _key(tenant, marketplace))).scalar()
        return None if document is None else Switch.model_validate_json(document)

    async def of(self, tenant: str) -> Sequence[Switch]:
        """By marketplace."""
        found = await self._connection.execute(_OF, {"of_tenant": tenant})
        return [Switch.model_validate_json(document) for document in found.scalars()]

    async def drop(self, tenant: str, marketplace: str) -> bool:
        """False when it was not paused."""
        return (await self._connection.execute(_DROP, _key(tenant, marketplace))).rowcount == 1


class SqlApiUse:
    """`ports.account_storage.ApiUse`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def count(self, tenant: str, marketplace: str, day: date) -> int:
        """One upsert: none of many that count at once is lost."""
        row = {"tenant": tenant, "marketplace": marketplace, "day": day, "calls": 1}
        calls: int = (await self._connection.execute(_COUNT, row)).scalar_one()
        return calls

    async def used(self, tenant: str, day: date) -> dict[str, int]:
        """By marketplace."""
        found = await self._connection.execute(_USED, {"of_tenant": tenant, "of_day": day})
        return {row.marketplace: row.calls for row in found}

    async def delete_old(self, before: date, limit: int, after: Position | None = None) -> Deleted:
        """The oldest first."""
        return await delete_page(self._connection, _OLD, _DELETE, {"before": before, "most": limit}, after)


def _key(tenant: str, marketplace: str) -> dict[str, str]:
    return {"of_tenant": tenant, "of_marketplace": marketplace}

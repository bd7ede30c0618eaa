"""What submitted gigs hold of budgets, and which shares of a budget were told."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.gig import Gig
from gigs.money import Money
from gigs.people import PersonKey
from ports.approval_storage import Period
from store import rows, translate
from store.connection import Connection

_held, _mark = rows.commitment, rows.budget_mark
_INSERT = upsert(_held)
_HOLD = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "number"],
    set_={
        name: _INSERT.excluded[name]
        for name in ("cost_centre", "purchase_order", "amount", "currency", "starts", "at")
    },
)
_LET_GO = delete(_held).where(
    _held.c.tenant == bindparam("of_tenant"), _held.c.number == bindparam("of_number")
)
_ADD_MARK = upsert(_mark)
# Writing the row as it is takes its lock, also on PostgreSQL, and makes it where it is missing.
_LOCK = _ADD_MARK.on_conflict_do_update(
    index_elements=["tenant", "budget"], set_={"percent": _mark.c.percent}
)
_PASS = (
    update(_mark)
    .where(
        _mark.c.tenant == bindparam("of_tenant"),
        _mark.c.budget == bindparam("of_budget"),
        _mark.c.percent < bindparam("now_at"),
    )
    .values(percent=bindparam("now_at"))
)


async def commit_money(connection: Connection, gig: Gig) -> None:
    """As the gig itself says."""
    if (held := gig.committed) is None:
        await connection.execute(_LET_GO, {"of_tenant": gig.tenant, "of_number": gig.number})
    else:
        await connection.execute(_HOLD, translate.commitment_row(gig, held))


def _starting_in(period: Period) -> list[ColumnElement[bool]]:
    found = []
    if period.first:
        found.append(_held.c.starts >= period.first)
    if period.last:
        found.append(_held.c.starts <= period.last)
    return found


class SqlCommitments:
    """`ports.storage.Commitments`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self, tenant: str, budgets: Sequence[str]) -> None:
        """In alphabetical order, so that two transactions never wait for each other."""
        for budget in sorted(set(budgets)):
            await self._connection.execute(_LOCK, {"tenant": tenant, "budget": budget, "percent": 0})

    async def of_requester(self, person: PersonKey, since: datetime, but: int) -> Sequence[Money]:
        """One amount per gig."""
        mine = _held.c.requester == person.object_id
        return await self._amounts(person.tenant, but, mine, _held.c.at >= since)

    async def of_cost_centre(self, tenant: str, name: str, period: Period, but: int) -> Sequence[Money]:
        """One amount per gig."""
        mine = _held.c.cost_centre == name.casefold()
        return await self._amounts(tenant, but, mine, *_starting_in(period))

    async def of_purchase_order(self, tenant: str, name: str, period: Period, but: int) -> Sequence[Money]:
        """One amount per gig."""
        mine = _held.c.purchase_order == name.casefold()
        return await self._amounts(tenant, but, mine, *_starting_in(period))

    async def _amounts(self, tenant: str, but: int, *which: ColumnElement[bool]) -> Sequence[Money]:
        held = select(_held.c.amount, _held.c.currency).where(
            _held.c.tenant == tenant, _held.c.number != but, *which
        )
        found = await self._connection.execute(held.order_by(_held.c.number))
        return [Money(amount=Decimal(row.amount), currency=row.currency) for row in found]

    async def passed(self, tenant: str, budget: str, percent: int) -> bool:
        """Never goes back: a share that was told once is not told again."""
        await self.lock(tenant, [budget])
        told = {"of_tenant": tenant, "of_budget": budget, "now_at": percent}
        return (await self._connection.execute(_PASS, told)).rowcount == 1

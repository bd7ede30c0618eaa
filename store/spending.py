"""What submitted gigs hold of budgets, and which shares of a budget were told."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.gig import Gig
from gigs.money import Money
from gigs.people import PersonKey
from ports.approval_storage import Period
from store import translate
from store.connection import Connection
from store.exact_sum import added, exact_sum
from store.money_rows import budget_mark as _mark
from store.money_rows import commitment as _held

_INSERT = upsert(_held)
_HOLD = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "number"],
    set_={
        name: _INSERT.excluded[name]
        for name in ("requester", "cost_centre", "purchase_order", "amount", "currency", "starts", "at")
    },
)
_LET_GO = delete(_held).where(
    _held.c.tenant == bindparam("of_tenant"), _held.c.number == bindparam("of_number")
)
_SUMS = (
    select(_held.c.currency, exact_sum(_held.c.amount).label("total"))
    .where(_held.c.tenant == bindparam("tenant"), _held.c.number != bindparam("but"))
    .group_by(_held.c.currency)
)
_IN_PERIOD = _SUMS.where(_held.c.starts >= bindparam("first"), _held.c.starts <= bindparam("last"))
_OF_COST_CENTRE = _IN_PERIOD.where(_held.c.cost_centre == bindparam("name"))
_OF_PURCHASE_ORDER = _IN_PERIOD.where(_held.c.purchase_order == bindparam("name"))
_OF_REQUESTER = _SUMS.where(_held.c.requester == bindparam("name"), _held.c.at >= bindparam("since"))
_OF_TENANT = (
    select(_held.c.currency, exact_sum(_held.c.amount).label("total"))
    .where(_held.c.tenant == bindparam("tenant"), _held.c.at >= bindparam("since"))
    .group_by(_held.c.currency)
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


class SqlCommitments:
    """`ports.storage.Commitments`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def lock(self, tenant: str, budgets: Sequence[str]) -> None:
        """In alphabetical order, so that two transactions never wait for each other."""
        for budget in sorted(set(budgets)):
            await self._connection.execute(_LOCK, {"tenant": tenant, "budget": budget, "percent": 0})

    async def of_requester(self, person: PersonKey, since: datetime, but: int) -> Sequence[Money]:
        """One sum per currency, in one statement."""
        which = {"tenant": person.tenant, "name": person.object_id, "since": since, "but": but}
        return await self._sums(_OF_REQUESTER, which)

    async def of_tenant(self, tenant: str, since: datetime) -> Sequence[Money]:
        """One sum per currency, in one statement."""
        return await self._sums(_OF_TENANT, {"tenant": tenant, "since": since})

    async def of_cost_centre(self, tenant: str, name: str, period: Period, but: int) -> Sequence[Money]:
        """One sum per currency, in one statement."""
        return await self._sums(_OF_COST_CENTRE, _starting_in(tenant, name, period, but))

    async def of_purchase_order(self, tenant: str, name: str, period: Period, but: int) -> Sequence[Money]:
        """One sum per currency, in one statement."""
        return await self._sums(_OF_PURCHASE_ORDER, _starting_in(tenant, name, period, but))

    async def _sums(self, statement: Select[Any], which: dict[str, Any]) -> Sequence[Money]:
        found = (await self._connection.execute(statement, which)).all()
        sums = {row.currency: added(row.total) for row in found}
        return [Money(amount=sums[currency], currency=currency) for currency in sorted(sums)]

    async def passed(self, tenant: str, budget: str, percent: int) -> bool:
        """Never goes back: a share that was told once is not told again."""
        await self.lock(tenant, [budget])
        told = {"of_tenant": tenant, "of_budget": budget, "now_at": percent}
        return (await self._connection.execute(_PASS, told)).rowcount == 1


def _starting_in(tenant: str, name: str, period: Period, but: int) -> dict[str, Any]:
    return {
        "tenant": tenant,
        "name": name.casefold(),
        "first": period.first or date.min,
        "last": period.last or date.max,
        "but": but,
    }

"""Every gig of a tenant, found along the index of whatever narrows it down most."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from gigs.gig import Gig, GigState
from ports.overview_storage import Wanted
from store import rows
from store.connection import Connection

_gig, _awaiting = rows.gig, rows.awaiting
_DRAFT = GigState.DRAFT.value


def _any_or(name: str) -> ColumnElement[bool]:
    return or_(bindparam(name) == "", _gig.c[name] == bindparam(name))


def _newest(*narrowed: str) -> Select[str]:
    """`narrowed` are the columns whose value is given; the others may be."""
    given = [_gig.c[name] == bindparam(name) for name in narrowed]
    others = [_any_or(name) for name in ("team", "month", "market", "state") if name not in narrowed]
    return (
        select(_gig.c.document)
        .where(
            _gig.c.tenant == bindparam("tenant"),
            *given,
            _gig.c.number < bindparam("before"),
            _gig.c.state != _DRAFT,
            *others,
        )
        .order_by(_gig.c.number.desc())
        .limit(bindparam("most"))
    )


_NEWEST = _newest()
_OF_TEAM = _newest("team")
_OF_MONTH = _newest("month")
_OF_MARKET = _newest("market")
_OF_STATE = _newest("state")
_UNMOVED = (
    select(_gig.c.document)
    .where(
        _gig.c.tenant == bindparam("tenant"),
        _gig.c.state.in_(bindparam("states", expanding=True)),
        _gig.c.changed_at < bindparam("before"),
    )
    .order_by(_gig.c.changed_at, _gig.c.number)
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)
_asked = (
    select(_awaiting.c.number, func.min(_awaiting.c.asked_at).label("since"))
    .where(_awaiting.c.tenant == bindparam("tenant"))
    .group_by(_awaiting.c.number)
    .order_by("since", _awaiting.c.number)
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
    .subquery()
)
_AWAITING = (
    select(_gig.c.document)
    .join(_asked, _gig.c.number == _asked.c.number)
    .where(_gig.c.tenant == bindparam("of_tenant"))
    .order_by(_asked.c.since, _asked.c.number)
)
_NEXT_TEAM = (
    select(_gig.c.team)
    .where(_gig.c.tenant == bindparam("tenant"), _gig.c.team > bindparam("after"))
    .order_by(_gig.c.team)
    .limit(1)
)


class SqlOverviews:
    """`ports.overview_storage.Overviews`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def newest(self, tenant: str, wanted: Wanted, before: int, limit: int) -> Sequence[Gig]:
        """Those with a number below `before`, the highest first."""
        values: dict[str, object] = {"tenant": tenant, "before": before, "most": limit}
        state = wanted.state.value if wanted.state else ""
        values |= {"team": wanted.team, "month": wanted.month, "market": wanted.market, "state": state}
        return await self._gigs(_statement(wanted), values)

    async def unmoved(
        self, tenant: str, states: frozenset[GigState], before: datetime, skip: int, limit: int
    ) -> Sequence[Gig]:
        """The longest unmoved first."""
        names = sorted(state.value for state in states)
        values = {"tenant": tenant, "states": names, "before": before, "skip": skip, "most": limit}
        return await self._gigs(_UNMOVED, values)

    async def awaiting(self, tenant: str, skip: int, limit: int) -> Sequence[Gig]:
        """The longest waiting first."""
        values = {"tenant": tenant, "of_tenant": tenant, "skip": skip, "most": limit}
        return await self._gigs(_AWAITING, values)

    async def teams(self, tenant: str, most: int) -> Sequence[str]:
        """One step along the index for each, however many gigs a team has."""
        found: list[str] = []
        while len(found) < most:
            after = {"tenant": tenant, "after": found[-1] if found else ""}
            team = (await self._connection.execute(_NEXT_TEAM, after)).scalar()
            if team is None:
                break
            found.append(team)
        return found

    async def _gigs(self, statement: Select[str], values: dict[str, object]) -> Sequence[Gig]:
        found = await self._connection.execute(statement, values)
        return [Gig.model_validate_json(document) for document in found.scalars()]


def _statement(wanted: Wanted) -> Select[str]:
    if wanted.team:
        return _OF_TEAM
    if wanted.month:
        return _OF_MONTH
    if wanted.market:
        return _OF_MARKET
    return _OF_STATE if wanted.state else _NEWEST

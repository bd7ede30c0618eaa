"""Who is in which team, as Teams last said."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.people import PersonKey
from ports.memberships import Membership
from store import rows
from store.connection import Connection

_membership = rows.membership

_INSERT = upsert(_membership)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "person", "team"],
    set_={name: _INSERT.excluded[name] for name in ("is_member", "checked_at")},
)
_OF = select(_membership).where(
    _membership.c.tenant == bindparam("tenant"), _membership.c.person == bindparam("person")
)
_GET = _OF.where(_membership.c.team == bindparam("team"))
_FORGET_TEAM = delete(_membership).where(
    _membership.c.tenant == bindparam("tenant"), _membership.c.team == bindparam("team")
)
_FORGET = delete(_membership).where(_membership.c.checked_at < bindparam("before"))


class SqlMemberships:
    """`ports.memberships.Memberships`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def get(self, person: PersonKey, team: str) -> Membership | None:
        """However old the answer is."""
        row = (await self._connection.execute(_GET, _key(person) | {"team": team})).first()
        return None if row is None else Membership.model_validate(row._asdict())

    async def of(self, person: PersonKey) -> Sequence[Membership]:
        """However old the answers are."""
        found = await self._connection.execute(_OF, _key(person))
        return [Membership.model_validate(row) for row in found.mappings()]

    async def put(self, memberships: Sequence[Membership]) -> None:
        """All of them with one statement; none without any."""
        if memberships:
            # Two transactions that put the same rows wait for each other, never in a circle.
            answers = sorted((one.model_dump() for one in memberships), key=lambda row: str(row["team"]))
            await self._connection.execute(_PUT, answers)

    async def forget_team(self, tenant: str, team: str) -> None:
        """Nothing happens when nothing is known about the team."""
        await self._connection.execute(_FORGET_TEAM, {"tenant": tenant, "team": team})

    async def forget(self, before: datetime) -> int:
        """Of all tenants."""
        return (await self._connection.execute(_FORGET, {"before": before})).rowcount


def _key(person: PersonKey) -> dict[str, str]:
    return {"tenant": person.tenant, "person": person.object_id}

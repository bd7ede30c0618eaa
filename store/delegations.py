"""Who is whose delegate, and the policy texts that gigs were submitted under."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, true
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.delegation import Delegation
from gigs.people import PersonKey
from store import rows
from store.connection import Connection

_delegation, _policy = rows.delegation, rows.policy
_INSERT = upsert(_delegation)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=["tenant", "person"],
    set_={name: _INSERT.excluded[name] for name in ("document", "has_left")},
)
_THIS = (
    _delegation.c.tenant == bindparam("of_tenant"),
    _delegation.c.person == bindparam("of_person"),
)
_GET = select(_delegation.c.document).where(*_THIS)
_DROP = delete(_delegation).where(*_THIS)
_FOR_GOOD = select(_delegation.c.document).where(
    _delegation.c.tenant == bindparam("of_tenant"), _delegation.c.has_left == true()
)
_OF_PEOPLE = select(_delegation.c.document).where(
    _delegation.c.tenant == bindparam("of_tenant"),
    _delegation.c.person.in_(bindparam("people", expanding=True)),
)
_EVERYWHERE = select(_delegation.c.document).order_by(_delegation.c.tenant, _delegation.c.person)
_PUT_POLICY = upsert(_policy).on_conflict_do_nothing()
_GET_POLICY = select(_policy.c.text).where(_policy.c.version == bindparam("of_version"))


class SqlDelegations:
    """`ports.storage.Delegations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, delegation: Delegation) -> None:
        """Inserts or replaces."""
        key = delegation.person.key
        row = {
            "tenant": key.tenant,
            "person": key.object_id,
            "document": delegation.model_dump_json(),
            "has_left": delegation.has_left or bool(delegation.former and delegation.former.has_left),
        }
        await self._connection.execute(_PUT, row)

    async def get(self, person: PersonKey) -> Delegation | None:
        """None for somebody who named nobody."""
        document = (await self._connection.execute(_GET, _key(person))).scalar()
        return None if document is None else Delegation.model_validate_json(document)

    async def drop(self, person: PersonKey) -> bool:
        """False when there was none."""
        return (await self._connection.execute(_DROP, _key(person))).rowcount == 1

    async def for_good(self, tenant: str) -> Sequence[Delegation]:
        """By object id."""
        found = await self._connection.execute(_FOR_GOOD, {"of_tenant": tenant})
        left = (Delegation.model_validate_json(document) for document in found.scalars())
        return sorted(left, key=lambda one: one.person.key.object_id)

    async def of_people(self, tenant: str, people: Collection[str]) -> Sequence[Delegation]:
        """In no particular order."""
        which = {"of_tenant": tenant, "people": sorted(people)}
        found = await self._connection.execute(_OF_PEOPLE, which)
        return [Delegation.model_validate_json(document) for document in found.scalars()]

    async def everywhere(self) -> Sequence[Delegation]:
        """By tenant and object id."""
        found = await self._connection.execute(_EVERYWHERE)
        return [Delegation.model_validate_json(document) for document in found.scalars()]


def _key(person: PersonKey) -> dict[str, str]:
    return {"of_tenant": person.tenant, "of_person": person.object_id}


class SqlPolicies:
    """`ports.storage.Policies`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, version: str, text: str, at: datetime) -> None:
        """No-op when it is there."""
        await self._connection.execute(_PUT_POLICY, {"version": version, "text": text, "first_used": at})

    async def get(self, version: str) -> str | None:
        """The file's own text."""
        text: str | None = (await self._connection.execute(_GET_POLICY, {"of_version": version})).scalar()
        return text

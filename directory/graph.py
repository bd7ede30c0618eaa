"""Who is who from Microsoft Graph: people, their managers, and groups, remembered for hours. A Directory port."""

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Final

from directory.graph_calls import Answer, GraphCalls, unavailable
from directory.graph_people import (
    address,
    guid,
    id_of,
    is_mail_of,
    person_from,
    read_by_address,
    read_members,
    reads_of,
    reads_of_search,
)
from directory.memory import PATIENCE_S, Memory
from gigs.people import Person, PersonKey

_PEOPLE: Final = 20_000
_GROUPS: Final = 500
_MAX_PAGES: Final = 100
_AT_ONCE: Final = 8
_LARGEST_GROUP: Final = 500
"""Of more people nobody wants to be asked one by one; the rest of a larger group is left out, and logged."""

_NOT_THERE: Final = "Request_ResourceNotFound"

log = logging.getLogger(__name__)


class Graph:
    """The people of one tenant. `role_groups` names groups by their object ids; who is in one has its name for a role."""

    def __init__(
        self,
        calls: GraphCalls,
        tenant: str,
        role_groups: Mapping[str, str],
        *,
        now: Callable[[], datetime],
        default_zone: str = "UTC",
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._calls = calls
        self._tenant = tenant.lower()
        self._role_groups = {name.lower(): group.lower() for name, group in role_groups.items()}
        self._default_zone = default_zone
        self._people = Memory(self._read_person, now=now, size=_PEOPLE, patience_s=patience_s)
        self._addresses = Memory(self._read_address, now=now, size=_PEOPLE, patience_s=patience_s)
        self._members = Memory(self._read_members, now=now, size=_GROUPS, patience_s=patience_s)
        self._lanes = asyncio.Semaphore(_AT_ONCE)

    async def person(self, key: PersonKey) -> Person | None:
        """None for guests, accounts that are switched off, and people of another tenant."""
        object_id = guid(key.object_id)
        if key.tenant.lower() != self._tenant or object_id is None:
            return None
        return await self._person(object_id)

    async def by_address(self, tenant: str, address_: str) -> Person | None:
        """By mail, or by the name they sign in with."""
        wanted = address(address_)
        if tenant.lower() != self._tenant or wanted is None:
            return None
        object_id = await self._addresses.get(wanted)
        return None if object_id is None else await self._person(object_id)

    async def search(self, tenant: str, text: str) -> Sequence[Person]:
        """Asked anew each time: nobody types the same name twice a day."""
        if tenant.lower() != self._tenant:
            return ()
        ids: list[str] = []
        for read in reads_of_search(text):
            ids = [object_id for each in _listed(await self._calls.get(read)) if (object_id := id_of(each))]
            if ids:
                break
        found = await asyncio.gather(*map(self._in_lane, ids))
        return tuple(person for person in found if person is not None)

    async def group(self, tenant: str, name: str) -> Sequence[Person]:
        """By a name in `role_groups`, or by the object id of any group; ordered by object id."""
        wanted = self._role_groups.get(name.strip().lower()) or guid(name)
        if tenant.lower() != self._tenant or wanted is None:
            return ()
        members = sorted(await self._members.get(wanted) or ())
        if len(members) > _LARGEST_GROUP:
            log.warning("a group is too large to be asked", extra={"count": len(members)})
        found = await asyncio.gather(*(self._in_lane(each) for each in members[:_LARGEST_GROUP]))
        return tuple(person for person in found if person is not None)

    async def close(self) -> None:
        """Ends what is under way."""
        await asyncio.gather(self._people.close(), self._addresses.close(), self._members.close())

    async def _in_lane(self, object_id: str) -> Person | None:
        async with self._lanes:
            return await self._person(object_id)

    async def _person(self, object_id: str) -> Person | None:
        person = await self._people.get(object_id)
        if person is None:
            return None
        groups = self._role_groups.values()
        members = dict(zip(groups, await asyncio.gather(*map(self._members.get, groups)), strict=True))
        roles = {role for role, group in self._role_groups.items() if object_id in (members[group] or ())}
        return person.model_copy(update={"roles": frozenset(roles)})

    async def _read_person(self, object_id: str) -> Person | None:
        """One batch. A mailbox that does not tell its time zone (none, no permission, busy) is no obstacle."""
        answers = await self._calls.batch(reads_of(object_id))
        if _is_gone(answers["user"]):
            return None
        user = _body_of(answers["user"])
        if guid(str(user.get("id", ""))) != object_id:
            raise unavailable(answers["user"])
        manager = None
        if not _is_gone(answers["manager"]):
            manager = guid(str(_body_of(answers["manager"]).get("id", "")))
        zone = answers["zone"].body.get("value") if answers["zone"].status == 200 else None
        return person_from(self._tenant, user, manager, zone, self._default_zone)

    async def _read_address(self, wanted: str) -> str | None:
        """The object id. An address that leads to several people leads to nobody: it may be about money."""
        answer = await self._calls.get(read_by_address(wanted))
        users = [each for each in _listed(answer) if id_of(each)]
        found = [each for each in users if is_mail_of(each, wanted)] or users
        if len(found) > 1:
            log.warning("an address belongs to several people", extra={"count": len(found)})
        return id_of(found[0]) if len(found) == 1 else None

    async def _read_members(self, group: str) -> frozenset[str] | None:
        """The whole group, page by page; None when there is no such group."""
        answer = await self._calls.get(read_members(group))
        if _is_gone(answer):
            log.error("there is no such group in the directory", extra={"group": group})
            return None
        found: set[str] = set()
        for _ in range(_MAX_PAGES):
            found |= {object_id for each in _listed(answer) if (object_id := id_of(each))}
            link = answer.body.get("@odata.nextLink")
            if link is None:
                return frozenset(found)
            answer = await self._calls.follow(link)
        raise unavailable(answer)


def _is_gone(answer: Answer) -> bool:
    return answer.status == 404 and answer.code == _NOT_THERE


def _body_of(answer: Answer) -> Mapping[str, object]:
    """Raises DirectoryUnavailable for everything but a yes."""
    if answer.status != 200:
        raise unavailable(answer)
    return answer.body


def _listed(answer: Answer) -> list[Mapping[str, object]]:
    listed = _body_of(answer).get("value")
    if not isinstance(listed, list):
        raise unavailable(answer)
    return [each for each in listed if isinstance(each, dict)]

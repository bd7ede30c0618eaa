"""Whom the words of a policy name, for one gig: looked up in the directory, never its requester."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gigs.people import Person, PersonKey
from policy.case import Case
from policy.policy import Policy
from policy.terms import Ask, AskKind
from use_cases.delegation import Delegation
from use_cases.ports import Directory


@dataclass(frozen=True, slots=True)
class Finder:
    """`replaced` are those who have left and whose successor a programme lead has named, by object id."""

    directory: Directory
    policy: Policy
    case: Case
    replaced: Mapping[str, Delegation]

    async def people(self, ask: Ask) -> tuple[Person, ...]:
        """Active people of the requester's organisation, each once; nobody where the words lead to nobody else."""
        who = self.case.requester
        if ask.kind is AskKind.MANAGER:
            found: Iterable[Person | None] = [await self._manager(who, ask.level)]
        elif ask.kind is AskKind.OWNER:
            found = [await self._owner()]
        elif ask.kind is AskKind.PERSON:
            found = [await self._address(ask.address)]
        else:
            found = await self._group(ask.group)
        named = {one.key: one for one in found if one and one.key.tenant == who.key.tenant}
        named.pop(who.key, None)
        return tuple(named.values())

    async def _manager(self, person: Person, level: int) -> Person | None:
        """So many levels above the first one (0); nobody where the line ends before, or goes in a circle."""
        at, seen = person, {person.key}
        for _ in range(level + 1):
            above = await self._person(at.manager) if at.manager else None
            if above is None or above.key in seen:
                return None
            at = above
            seen.add(at.key)
        return at

    async def _owner(self) -> Person | None:
        """Where the owner is the requester, their manager: nobody approves their own gig."""
        known, who = self.policy.cost_centre(self.case.brief.cost_centre), self.case.requester
        owner = await self._address(known.owner) if known else None
        return await self._manager(who, 0) if owner and owner.key == who.key else owner

    async def _group(self, name: str) -> list[Person | None]:
        group = self.policy.groups[name]
        if group.directory:
            return list(await self.directory.group(self.case.requester.key.tenant, group.directory))
        return [await self._address(address) for address in group.people]

    async def _person(self, key: PersonKey) -> Person | None:
        """Whoever has left counts as their successor."""
        gone = self.replaced.get(key.object_id)
        return await self.directory.person(gone.delegate.key if gone else key)

    async def _address(self, address: str) -> Person | None:
        tenant = self.case.requester.key.tenant
        gone = (one for one in self.replaced.values() if one.person.email.casefold() == address.casefold())
        if successor := next(gone, None):
            return await self.directory.person(successor.delegate.key)
        return await self.directory.by_address(tenant, address)

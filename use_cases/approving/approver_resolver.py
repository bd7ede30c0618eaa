"""Whom the words of a policy name, for one gig: looked up in the directory, never its owners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gigs.delegation import Delegation, successor
from gigs.people import Person, PersonKey
from gigs.route import Need
from policy.case import Case
from policy.policy import Policy
from policy.terms import Ask, AskKind
from ports.directory import Directory


@dataclass(frozen=True, slots=True)
class ApproverResolver:
    """`replaced` are those who have left and whose successor a programme lead has named, by object id; `owners` whoever owns the gig, or once did,
    beside its requester."""

    directory: Directory
    policy: Policy
    case: Case
    replaced: Mapping[str, Delegation]
    owners: frozenset[PersonKey] = frozenset()

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
        return tuple(one for key, one in named.items() if key != who.key and key not in self.owners)

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

    async def owner(self) -> Person | None:
        """Who answers for the money of the cost centre, if the policy says so; that may be the requester."""
        known = self.policy.cost_centre(self.case.brief.cost_centre)
        return await self._address(known.owner) if known else None

    async def _owner(self) -> Person | None:
        """Where the owner is the requester, their manager: nobody approves their own gig."""
        owner, who = await self.owner(), self.case.requester
        return await self._manager(who, 0) if owner and owner.key == who.key else owner

    async def missing(self, ask: Ask) -> int:
        """How many are not here any more, where all of a list of people are asked."""
        if ask.kind is not AskKind.GROUP or ask.need is Need.ANY:
            return 0
        return [await self._address(one) for one in self.policy.groups[ask.group].people].count(None)

    async def _group(self, name: str) -> list[Person | None]:
        """Of a group in the directory, whoever has left may be in it no more: their successor is."""
        group = self.policy.groups[name]
        if not group.directory:
            return [await self._address(address) for address in group.people]
        members = await self.directory.group(self.case.requester.key.tenant, group.directory)
        left = [one.person for one in self.replaced.values() if group.directory in one.person.roles]
        return [await self._present(one) for one in (*members, *left)]

    async def _present(self, member: Person) -> Person | None:
        return await self._person(member.key) if member.key.object_id in self.replaced else member

    async def _person(self, key: PersonKey) -> Person | None:
        """Whoever has left counts as their successor."""
        return await self.directory.person(successor(self.replaced, key))

    async def _address(self, address: str) -> Person | None:
        tenant = self.case.requester.key.tenant
        gone = (one for one in self.replaced.values() if one.person.email.casefold() == address.casefold())
        if left := next(gone, None):
            return await self._person(left.person.key)
        return await self.directory.by_address(tenant, address)

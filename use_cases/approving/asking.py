"""What asking people depends on: the policy a gig was submitted under, working time, and who is whose delegate."""

import asyncio
from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache

from gigs.approval import Times
from gigs.asking import Asking, Cover
from gigs.delegation import Delegation, successor
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.people import Person, PersonKey
from gigs.route import Route, Timing
from policy.policy import Policy
from policy.policy_file import PolicyWrong, parse_policy
from ports.directory import DirectoryUnavailable
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context


async def policy_of(context: Context, version: str) -> Policy:
    """The policy of this version, in the words it had then; the present one where those are not known any more."""
    if version == context.policy.version:
        return context.policy
    text = await context.store.run(lambda tx: tx.policies.get(version))
    return (_parsed(text, version) if text else None) or context.policy


@lru_cache(maxsize=32)
def _parsed(text: str, version: str) -> Policy | None:
    """None for a text that is not read any more: the rules of policy files have changed since."""
    try:
        return parse_policy(text, version)
    except PolicyWrong:
        return None


def asking_now(context: Context, policy: Policy, cover: Cover | None = None) -> Asking:
    """At this moment, in the working time of this policy."""

    def times(person: Person, timing: Timing, at: datetime) -> Times:
        zone, country = person.time_zone, person.country
        after = policy.calendar.after
        return Times(
            remind=after(at, timing.remind, zone=zone, country=country) if timing.remind else None,
            delegate=after(at, timing.delegate, zone=zone, country=country) if timing.delegate else None,
            escalate=after(at, timing.escalate, zone=zone, country=country) if timing.escalate else None,
            due=after(at, timing.expire, zone=zone, country=country),
        )

    return Asking(at=context.clock.now(), times=times, cover=cover or Cover())


async def asking_about(context: Context, gig: Gig) -> Asking:
    """For whatever may be asked of this gig next, under its own policy."""
    if gig.route is None:
        raise OutOfOrder(_("Gig {number} was never submitted for approval.").format(number=gig.number))
    policy = await policy_of(context, gig.route.policy)
    people = (*people_of(gig.route), *(one.approver for one in gig.open_approvals))
    return asking_now(context, policy, await cover_for(context, gig.ever_owners, people))


def people_of(route: Route) -> tuple[Person, ...]:
    """Everybody whom this route may ask."""
    named = [person for step in route.steps for person in (*step.approvers, *step.escalate_to)]
    return tuple({person.key: person for person in (*named, *route.fallback_approvers)}.values())


async def successions_for(context: Context, owners: Collection[PersonKey]) -> dict[str, Delegation]:
    """Who has left and was replaced for good, by object id, as far as it counts for these people's gigs."""
    tenant = _tenant_of(owners)
    delegations = await context.store.run(lambda tx: tx.delegations.for_good(tenant))
    counting = _counting(delegations, owners, context.clock.now())
    return {name: one for name, one in counting.items() if one.has_left}


def _tenant_of(owners: Collection[PersonKey]) -> str:
    return next(iter(owners)).tenant


async def _standing_for(
    context: Context, owners: Collection[PersonKey], people: Iterable[Person]
) -> dict[str, Delegation]:
    """The delegations of these people, of their delegates, of whoever stands in for those, and so on to the end."""
    first = {person.key.object_id for person in people}
    found = await context.store.run(_followed, _tenant_of(owners), first)
    return _counting(found, owners, context.clock.now())


async def _followed(tx: Transaction, tenant: str, wanted: set[str]) -> list[Delegation]:
    known: set[str] = set()
    found: list[Delegation] = []
    while wanted:
        theirs = await tx.delegations.of_people(tenant, wanted)
        found.extend(theirs)
        known |= wanted
        both = [one for each in theirs for one in (each, each.former) if one]
        wanted = {one.delegate.key.object_id for one in both} - known
    return found


def _counting(
    delegations: Iterable[Delegation], owners: Collection[PersonKey], now: datetime
) -> dict[str, Delegation]:
    counting = (one.for_gigs_of(owners) for one in delegations)
    return {one.person.key.object_id: one for one in counting if one and not one.is_over(now)}


async def cover_for(context: Context, owners: Collection[PersonKey], people: Iterable[Person]) -> Cover:
    """Who of these people is away, slow or gone. Where the directory is silent nobody counts as gone.

    Somebody whom a programme lead replaced for good is away for good.
    """
    asked, now = {person.key: person for person in people}, context.clock.now()
    delegations = await _standing_for(context, owners, asked.values())
    named = {one.delegate.key: one.delegate for one in delegations.values()}
    delegates = {name: named[successor(delegations, one.delegate.key)] for name, one in delegations.items()}
    for object_id in {key.object_id for key in asked} & set(delegations):
        for delegate in (delegations[object_id].delegate, delegates[object_id]):
            asked[delegate.key] = delegate
    here = await asyncio.gather(*(_is_there(context, person) for person in asked.values()))
    return Cover(
        away={name: delegates[name] for name, one in delegations.items() if one.is_away(now)},
        delegates={name: delegates[name] for name, one in delegations.items() if _counts_now(one, now)},
        gone=frozenset(key.object_id for key, is_here in zip(asked, here, strict=True) if not is_here),
    )


def _counts_now(one: Delegation, now: datetime) -> bool:
    return one.first is None or one.is_away(now)


async def _is_there(context: Context, person: Person) -> bool:
    try:
        return await context.directory.person(person.key) is not None
    except DirectoryUnavailable:
        return True

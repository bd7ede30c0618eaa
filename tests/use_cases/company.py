"""A company with more people and a policy of its own, and what tests of approvals do all the time."""

import dataclasses
from typing import Any

from gigs.approval import Decision
from gigs.gig import Gig
from gigs.people import Person
from ports.notices import Notice, NoticeKind
from tests.support.builders import FAYE, MARK, RITA, a_form, a_person
from tests.support.one_by_one import one_by_one
from tests.support.policies import a_policy, a_policy_file
from tests.use_cases.world import PAT, SAM, World
from use_cases.approving.run_clock import claim_ticking, run_clock
from use_cases.requesting.submit_gig import preview_gig, submit_gig
from use_cases.settling.sweep import sweep
from use_cases.showing.history_text import shown

BORIS = a_person("Boris Boss")
LENA = a_person("Lena Legal", roles=frozenset({"legal"}))
DORA = a_person("Dora Delegate")
OTTO = a_person("Otto Owner")
STAN = a_person("Stan Stand-In")
STRANGER = a_person("Zoe Zebra", tenant="fabrikam")
EVERYBODY = (RITA, MARK, FAYE, PAT, SAM, BORIS, LENA, DORA, OTTO, STAN)

HOUR = 3600.0
DAY = 24 * HOUR

LEGAL_TOO = """
bands: [{steps: [{ask: manager}, {ask: any of legal}]}]
groups: {legal: {directory: legal}}
"""
CLOCKED = """
bands: [{steps: [{ask: manager}]}]
timing: {remind: 1h, delegate: 2h, escalate: 3h, expire: 5h, escalate_to: manager+1}
"""


def open_for_business(world: World, policy: str = "") -> None:
    """Everybody is here, Boris is Mark's manager, and this is the policy for new submissions."""
    for person in EVERYBODY:
        employ(world, person)
    employ(world, MARK, manager=BORIS.key)
    rules(world, policy)


def employ(world: World, person: Person, **changes: Any) -> Person:
    world.people.known[person.key] = person.model_copy(update=changes)
    return world.people.known[person.key]


def leaves(world: World, *people: Person) -> None:
    for person in people:
        del world.people.known[person.key]


def rules(world: World, policy: str) -> None:
    """The policy file as it is from now on."""
    world.context = dataclasses.replace(
        world.context, policy=a_policy(policy), policy_text=a_policy_file(policy)
    )


async def preview(world: World, who: Person = RITA, **typed: Any) -> Any:
    draft = world.context.ids.new("draft-")
    return await preview_gig(world.context, who, a_form(**typed), draft=draft)


async def submit(world: World, who: Person = RITA, confirmed: tuple[str, ...] = (), **typed: Any) -> Gig:
    seen = await preview(world, who, **typed)
    return await submit_gig(
        world.context, who, seen.gig.number, revision=0, seen=seen.seen, confirmed=confirmed
    )


async def submit_again(world: World, number: int = 1) -> Gig:
    gig = await world.gig(number)
    seen = await world.previewed_again(number)
    return await submit_gig(world.context, RITA, number, revision=gig.revision, seen=seen)


async def says(
    world: World, who: Person, decision: Decision = Decision.APPROVED, number: int = 1, reason: str = ""
) -> Gig:
    return await world.decides(await world.gig(number), decision, who, reason)


def steps(gig: Gig) -> list[list[Person]]:
    """Whom each step of the route names."""
    assert gig.route is not None
    return [[familiar(one) for one in step.approvers] for step in gig.route.steps]


def familiar(person: Person) -> Person:
    return next((one for one in EVERYBODY if one.key == person.key), person)


def asked(gig: Gig) -> list[Person]:
    """Whom the gig waits for."""
    return [familiar(one.approver) for one in gig.open_approvals]


async def ticking(world: World, seconds: float = 0) -> None:
    """Lets time go by, then lets the clock do what is due, and says what has to be said."""
    world.clock.advance(seconds)
    for tenant, number in await claim_ticking(world.context):
        await run_clock(world.context, tenant, number)
    await world.work()


async def sweeping(world: World) -> int:
    world.clock.advance(600)
    made = await sweep(world.context)
    await world.work()
    return made


def notices(world: World, person: Person, kind: NoticeKind) -> list[Notice]:
    """What this person was told of one kind."""
    return [one for owner, one in world.messenger.said if owner == person.key.object_id and one.kind is kind]


async def history(world: World, number: int = 1) -> list[str]:
    """Who did what, in order."""
    async with one_by_one(world.store) as tx:
        said = [shown(one) for one in (await tx.histories.part(RITA.key.tenant, number, 1000)).entries]
    return [f"{one.who} {one.what}" for one in said]

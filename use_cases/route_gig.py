"""Which way a gig takes through the policy: its plan, with real people for every step."""

from collections.abc import Iterable
from datetime import timedelta

from gigs.brief import Brief
from gigs.check_brief import ANSWER
from gigs.errors import BriefIncomplete
from gigs.money import Money
from gigs.people import Person
from gigs.route import Lane, Need, Route, Step
from policy.case import Block, Case
from policy.plan import Plan, PlannedStep, plan
from policy.policy import Policy
from policy.terms import Ask, AskKind
from use_cases.outside import Outside
from use_cases.storage import Transaction

_LONGEST_LINE = 10
"""The most managers above one another; a longer line is taken for a circle in the directory."""


async def case_of(
    tx: Transaction, outside: Outside, policy: Policy, who: Person, brief: Brief, number: int
) -> Case:
    """The brief with what the requester has asked for lately, so that a split gig counts as a whole."""
    spent: tuple[Money, ...] = ()
    if policy.splitting:
        since = outside.clock.now() - timedelta(days=policy.splitting.days)
        spent = tuple(await tx.commitments.of_requester(who.key, since, but=number))
    return Case(brief=brief, requester=who, amount=brief.budget, spent=spent)


def excess_case(who: Person, brief: Brief, difference: Money) -> Case:
    """Only the difference, and only through the bands."""
    return Case(brief=brief, requester=who, amount=difference, purpose_is_excess=True)


def planned(policy: Policy, case: Case) -> Plan:
    """The plan of a gig that the policy lets through. Raises BriefIncomplete with every reason at its field."""
    found = plan(policy, case)
    if found.blocks:
        raise BriefIncomplete({_field(block): block.sentence for block in reversed(found.blocks)})
    return found


def _field(block: Block) -> str:
    return block.field.replace("answers.", ANSWER, 1)


async def route_of(outside: Outside, policy: Policy, case: Case, plan: Plan) -> Route:
    """The plan with people. A step that names nobody who may answer is put to the policy's stand-ins."""
    stand_ins = await _people(outside, policy, case, plan.stand_in) if plan.stand_in else ()
    steps = [await _step(outside, policy, case, one, stand_ins) for one in plan.steps]
    if any(not step.approvers for step in steps):
        steps = []  # nobody can say yes to all of it: that is nobody who can say yes
    reviewers = await _people(outside, policy, case, plan.reviewers) if plan.reviewers else ()
    lane = Lane.STANDARD if plan.lane is Lane.SELF_SERVICE and steps else plan.lane
    return Route(
        policy=plan.policy,
        lane=lane,
        steps=tuple(steps),
        why=plan.why,
        warnings=plan.warnings,
        stand_ins=stand_ins,
        valid_for=plan.valid_for,
        reviewers=reviewers,
        review_within=plan.review_within,
    )


async def _step(
    outside: Outside, policy: Policy, case: Case, planned: PlannedStep, stand_ins: tuple[Person, ...]
) -> Step:
    people, why = await _people(outside, policy, case, planned.ask), planned.why
    if not people:
        people = stand_ins
        why = (*why, f"“{planned.ask}” names nobody here who may answer, so the stand-ins are asked.")
    above = await _people(outside, policy, case, planned.escalate_to) if planned.escalate_to else ()
    return Step(
        name=planned.name,
        ask=str(planned.ask),
        need=planned.ask.need if people is not stand_ins else Need.ANY,
        approvers=people,
        why=why,
        concerns=planned.concerns,
        timing=planned.timing,
        escalate_to=tuple(one for one in above if one.key not in {each.key for each in people}),
    )


async def _people(outside: Outside, policy: Policy, case: Case, ask: Ask) -> tuple[Person, ...]:
    """Whom these words of the policy name: active, each once, never the requester."""
    who = case.requester
    if ask.kind is AskKind.MANAGER:
        found: Iterable[Person | None] = [await _manager(outside, who, ask.level)]
    elif ask.kind is AskKind.OWNER:
        found = [await _owner(outside, policy, case)]
    elif ask.kind is AskKind.PERSON:
        found = [await outside.directory.by_address(who.key.tenant, ask.address)]
    else:
        found = await _group(outside, policy, who.key.tenant, ask.group)
    named = {person.key: person for person in found if person and person.key.tenant == who.key.tenant}
    named.pop(who.key, None)
    return tuple(named.values())


async def _manager(outside: Outside, person: Person, level: int) -> Person | None:
    """The manager so many levels above the first one (0); nobody where the line ends before, or goes in a circle."""
    at, seen = person, {person.key}
    for _ in range(min(level, _LONGEST_LINE) + 1):
        above = await outside.directory.person(at.manager) if at.manager else None
        if above is None or above.key in seen:
            return None
        at = above
        seen.add(at.key)
    return at


async def owner_of(outside: Outside, policy: Policy, tenant: str, cost_centre: str) -> Person | None:
    """Who answers for the money of a cost centre, if the policy says so and they are still here."""
    known = policy.cost_centre(cost_centre)
    if known is None:
        return None
    return await outside.directory.by_address(tenant, known.owner)


async def _owner(outside: Outside, policy: Policy, case: Case) -> Person | None:
    """The owner; where that is the requester, their manager: nobody approves their own gig."""
    who = case.requester
    owner = await owner_of(outside, policy, who.key.tenant, case.brief.cost_centre)
    if owner and owner.key == who.key:
        return await _manager(outside, who, 0)
    return owner


async def _group(outside: Outside, policy: Policy, tenant: str, name: str) -> list[Person | None]:
    group = policy.groups[name]
    if group.directory:
        return list(await outside.directory.group(tenant, group.directory))
    return [await outside.directory.by_address(tenant, address) for address in group.people]

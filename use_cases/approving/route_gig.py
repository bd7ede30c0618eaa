"""Which way a gig takes through the policy: its plan, with real people for every step."""

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
from ports.storage import Transaction
from use_cases.approving.asking import standing_for
from use_cases.approving.finder import Finder
from use_cases.outside import Outside


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


async def route_of(find: Finder, plan: Plan) -> Route:
    """The plan with people. A step that names nobody who may answer is put to the policy's stand-ins."""
    stand_ins = await find.people(plan.stand_in) if plan.stand_in else ()
    steps = [await _step(find, one, stand_ins) for one in plan.steps]
    if any(not step.approvers for step in steps):
        steps = []  # nobody can say yes to all of it: that is nobody who can say yes
    reviewers = (await find.people(plan.reviewers) or stand_ins) if plan.reviewers else ()
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
        questions={one.id: one.ask for one in find.policy.questions if one.id in find.case.brief.answers},
    )


async def finder_for(outside: Outside, policy: Policy, case: Case) -> Finder:
    """Looks people up, and knows who was replaced for good."""
    standing = await standing_for(outside, case.requester.key)
    replaced = {name: one for name, one in standing.items() if one.has_left}
    return Finder(outside.directory, policy, case, replaced)


async def _step(find: Finder, planned: PlannedStep, stand_ins: tuple[Person, ...]) -> Step:
    people, why, need = await find.people(planned.ask), planned.why, planned.ask.need
    if missing := await find.missing(planned.ask):
        others = [one for one in stand_ins if one not in people][:missing]
        people = (*people, *others) if len(others) == missing else ()
        why = (*why, f"Of “{planned.ask}” not everybody is here any more, so a stand-in is asked as well.")
    elif not people:
        people, need = stand_ins, Need.ANY
        why = (*why, f"“{planned.ask}” names nobody here who may answer, so the stand-ins are asked.")
    above = await find.people(planned.escalate_to) if planned.escalate_to else ()
    asked = {person.key for person in people}
    return Step(
        name=planned.name,
        ask=str(planned.ask),
        need=need,
        approvers=people,
        why=why,
        concerns=planned.concerns,
        timing=planned.timing,
        escalate_to=tuple(one for one in above if one.key not in asked),
    )


async def owner_of(outside: Outside, policy: Policy, case: Case) -> Person | None:
    """Who answers for the money of the cost centre, if the policy says so: the owner, or whoever replaced them."""
    return await (await finder_for(outside, policy, case)).owner()

"""Which way a gig takes through the policy: its plan, with real people for every step."""

from datetime import timedelta

from gigs.brief import Brief
from gigs.check_brief import ANSWER
from gigs.errors import BriefIncomplete, OutOfOrder
from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.route import Lane, Need, Route, Step
from policy.case import Block, Case
from policy.plan import Plan, PlannedStep, plan
from policy.policy import Policy
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.approving.approver_resolver import ApproverResolver
from use_cases.approving.asking import people_of, successions_for
from use_cases.context import Context


async def case_of(
    tx: Transaction, context: Context, policy: Policy, who: Person, brief: Brief, number: int
) -> Case:
    """The brief with what the requester has asked for lately, so that a split gig counts as a whole."""
    spent: tuple[Money, ...] = ()
    if policy.splitting:
        since = context.clock.now() - timedelta(days=policy.splitting.days)
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


async def route_of(find: ApproverResolver, plan: Plan) -> Route:
    """The plan with people. A step that names nobody who may answer is put to the policy's fallback approvers."""
    fallback_approvers = await find.people(plan.fallback_approver) if plan.fallback_approver else ()
    steps = [await _step(find, one, fallback_approvers) for one in plan.steps]
    if any(not step.approvers for step in steps):
        steps = []  # nobody can say yes to all of it: that is nobody who can say yes
    reviewers = (await find.people(plan.reviewers) or fallback_approvers) if plan.reviewers else ()
    lane = Lane.STANDARD if plan.lane is Lane.SELF_SERVICE and steps else plan.lane
    return Route(
        policy=plan.policy,
        lane=lane,
        steps=tuple(steps),
        why=plan.why,
        warnings=plan.warnings,
        fallback_approvers=fallback_approvers,
        valid_for=plan.valid_for,
        reviewers=reviewers,
        review_within=plan.review_within,
        questions={one.id: one.ask for one in find.policy.questions if one.id in find.case.brief.answers},
    )


async def resolver_for(
    context: Context, policy: Policy, case: Case, owners: frozenset[PersonKey] = frozenset()
) -> ApproverResolver:
    """Looks people up, and knows who was replaced for good. `owners` as in `ApproverResolver`."""
    replaced = await successions_for(context, owners | {case.requester.key})
    return ApproverResolver(context.directory, policy, case, replaced, owners)


async def route_for(context: Context, policy: Policy, case: Case, gig: Gig, plan: Plan) -> Route:
    """The plan with people for this gig, none of whom owns it or once did.

    Raises OutOfOrder where the policy would have one of its co-owners asked.
    """
    if gig.co_owners:
        as_planned = await route_of(await resolver_for(context, policy, case), plan)
        due = due_by(as_planned)
        if clash := next((one for one in gig.co_owners if one.key in due), None):
            raise OutOfOrder(
                _(
                    "{name} will be asked to approve this gig and can’t be its co-owner. "
                    "Please remove them as a co-owner first."
                ).format(name=clash.name)
            )
    return await route_of(await resolver_for(context, policy, case, gig.ever_owners), plan)


def due_by(route: Route) -> frozenset[PersonKey]:
    """Everybody whom this route may ask, reviewers too."""
    return frozenset(one.key for one in (*people_of(route), *route.reviewers))


def asker(gig: Gig, who: Person) -> Person:
    """Whose manager and limits count: the requester, as they are today where they act themselves; never a co-owner."""
    return who if who.key == gig.requester.key else gig.requester


async def _step(find: ApproverResolver, planned: PlannedStep, fallback_approvers: tuple[Person, ...]) -> Step:
    people, why, need = await find.people(planned.ask), planned.why, planned.ask.need
    if missing := await find.missing(planned.ask):
        others = [one for one in fallback_approvers if one not in people][:missing]
        people = (*people, *others) if len(others) == missing else ()
        why = (
            *why,
            f"Of “{planned.ask}” not everybody is here any more, so a fallback approver is asked as well.",  # not for people
        )
    elif not people:
        people, need = fallback_approvers, Need.ANY
        why = (
            *why,
            f"“{planned.ask}” has nobody here who can approve, so the fallback approvers are asked.",  # not for people
        )
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


async def owner_of(context: Context, policy: Policy, case: Case) -> Person | None:
    """Who answers for the money of the cost centre, if the policy says so: the owner, or whoever replaced them."""
    return await (await resolver_for(context, policy, case)).owner()

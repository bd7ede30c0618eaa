"""Whom the policy would ask about somebody's gigs, before there is one: by its bands, as far as an amount decides."""

from datetime import date

from gigs.brief import Brief, Category, DataTier, PriceType, Visibility
from gigs.money import Money
from gigs.people import Person
from gigs.route import Need
from gigs.value import Value
from policy.case import Case, count
from policy.phrases import short_name
from policy.policy import Band, Policy
from policy.steps import StepRule
from ports.storage import Transaction
from use_cases.approving.approver_resolver import ApproverResolver
from use_cases.approving.route_gig import case_of, resolver_for
from use_cases.context import Context

_MOST_BANDS = 6
_SOME_DAY = date(2000, 1, 3)


class UsualStep(Value):
    """`people` are whom it asks now, `name` what it is called where they depend on the gig, or nobody is there."""

    people: tuple[Person, ...]
    name: str
    need: Need


class UsualBand(Value):
    """The steps up to this amount, in the policy's currency; None where there is no limit."""

    up_to: Money | None
    steps: tuple[UsualStep, ...]


class UsualRoute(Value):
    """`bands` are in order; for a named amount the one that it falls into, and none where the policy has none for it.

    `free_up_to` is the amount up to which nobody is asked. `total` is what counts for `amount`, with other gigs of late where the policy adds
    them up; None where its currency has no rate. `may_differ` where more than the amount decides.
    """

    amount: Money | None
    total: Money | None
    free_up_to: Money | None
    bands: tuple[UsualBand, ...]
    may_differ: bool


async def usual_route(context: Context, who: Person, amount: Money | None) -> UsualRoute:
    """For this person's own gigs, under the policy as it is. Raises DirectoryUnavailable."""
    policy = context.policy
    brief = _some_brief(policy, who, amount)

    async def read(tx: Transaction) -> Case:
        return await case_of(tx, context, policy, who, brief, 0)

    case = await context.store.run(read) if amount else Case(brief=brief, requester=who, amount=brief.budget)
    total = count(policy, case).total if amount else None
    found = UsualRoute(
        amount=amount,
        total=total,
        free_up_to=policy.self_service_up_to or None,
        bands=(),
        may_differ=any(gate.add or gate.block for gate in policy.gates)
        or any(band.when for band in policy.bands),
    )
    if amount and total is None:
        return found
    find = await resolver_for(context, policy, case)
    bands = [await _band(find, band) for band in _bands(policy, total)]
    return found.model_copy(update={"bands": tuple(bands)})


def _bands(policy: Policy, total: Money | None) -> list[Band]:
    """Those that no condition decides about; of them the first that fits the amount."""
    plain = [band for band in policy.bands if band.when is None]
    if total is None:
        return plain[:_MOST_BANDS]
    limit = policy.exchange.limit
    return [band for band in plain if not band.up_to or not total > limit(band.up_to)][:1]


async def _band(find: ApproverResolver, band: Band) -> UsualBand:
    return UsualBand(up_to=band.up_to, steps=tuple([await _step(find, step) for step in band.steps]))


async def _step(find: ApproverResolver, step: StepRule) -> UsualStep:
    people = await find.people(step.ask)
    return UsualStep(people=people, name=step.name or short_name(step.ask), need=step.ask.need)


def _some_brief(policy: Policy, who: Person, amount: Money | None) -> Brief:
    """Whom a policy asks is looked up for a brief; of this one only the cost centre counts, which is the person's only one, or none."""
    return Brief(
        title="",
        outcome="",
        deliverables=(),
        acceptance="",
        category=Category.DESIGN,
        skills=(),
        price_type=PriceType.FIXED,
        rate=amount or Money(amount=1, currency=policy.currency),
        hours=None,
        start=_SOME_DAY,
        due=_SOME_DAY,
        data_tier=DataTier.GENERAL,
        cost_centre=who.cost_centres[0] if len(who.cost_centres) == 1 else "",
        visibility=Visibility.PUBLIC,
        marketplace="",
    )

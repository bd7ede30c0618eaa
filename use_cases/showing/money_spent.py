"""What somebody's gigs, or the whole programme's, hold this year; and what a budget has left for whom it is shown to."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person
from gigs.value import Value
from policy.budgets import ChargedBudget, budget_named, spent_of, without_rate
from policy.policy import Policy
from ports.approval_storage import Period
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.permissions.gig_page import BudgetPage
from use_cases.showing.find_gig import MOST


class Spent(Value):
    """The sums in each currency since a day. `by_all` is the whole programme's, else one requester's."""

    sums: tuple[Money, ...]
    since: date
    by_all: bool


async def spent_this_year(context: Context, who: Person, *, by_all: bool) -> Spent:
    """What submitted gigs hold: asked for, approved, or in the end paid. The programme's only to a programme lead."""
    since = date(context.today(who).year, 1, 1)
    start = datetime.combine(since, time(), who.zone).astimezone(UTC)
    whole = by_all and PROGRAMME_LEAD in who.roles
    if whole:
        sums = await context.store.run(lambda tx: tx.commitments.of_tenant(who.key.tenant, start))
    else:
        sums = await context.store.run(lambda tx: tx.commitments.of_requester(who.key, start, 0))
    return Spent(sums=tuple(one for one in sums if one.amount), since=since, by_all=whole)


async def budgets_seen(context: Context, who: Person, name: str = "") -> Sequence[BudgetPage]:
    """Of the budget with this name, or of all: those that this person owns, and those of gigs that wait for their answer.

    Nobody else learns whether there is such a budget.
    """
    return await context.store.run(_seen, context.policy, who, name)


async def _seen(tx: Transaction, policy: Policy, who: Person, name: str) -> Sequence[BudgetPage]:
    waiting = await tx.gigs.awaiting(who.key, MOST)
    charged = [one for id_ in _names(policy, name) for one in budget_named(policy, id_)]
    mine = [one for one in charged if _may_see(one, who, waiting)]
    return [await _left(tx, policy, who.key.tenant, one) for one in mine[:5]]


def _names(policy: Policy, name: str) -> Sequence[str]:
    if name:
        return [name]
    return [*policy.cost_centres, *policy.purchase_orders]


def _may_see(charged: ChargedBudget, who: Person, waiting: Sequence[Gig]) -> bool:
    if who.email and charged.owner.casefold() == who.email.casefold():
        return True
    id_ = charged.id.casefold()
    return any(
        gig.brief and id_ in {gig.brief.cost_centre.casefold(), gig.brief.purchase_order.casefold()}
        for gig in waiting
    )


async def _left(tx: Transaction, policy: Policy, tenant: str, charged: ChargedBudget) -> BudgetPage:
    budget = charged.budget
    period = Period(first=budget.starts, last=budget.until)
    of = (
        tx.commitments.of_purchase_order
        if charged.field == "purchase_order"
        else tx.commitments.of_cost_centre
    )
    held = await of(tenant, charged.id, period, 0)
    left = budget.limit - spent_of(policy.exchange, budget.limit, held)
    uncounted = without_rate(policy.exchange, held)
    return BudgetPage(name=charged.name, limit=budget.limit, left=left, uncounted=uncounted)

"""The way to a yes for money above the approved sum: the bands for the difference, under the gig's own policy."""

from dataclasses import dataclass

from gigs.asking import Asking
from gigs.errors import BriefIncomplete, OutOfOrder
from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person
from gigs.route import Route
from policy.plan import plan
from policy.policy import Policy
from policy.rates import Rates
from ports.storage import Transaction
from use_cases.approving.asking import asking_now, cover_for, people_of, policy_of
from use_cases.approving.budgets import notify_of_budgets, within_budgets
from use_cases.approving.route_gig import asker, excess_case, owner_of, route_for
from use_cases.context import Context


@dataclass(frozen=True, slots=True)
class MoreMoney:
    """Who is asked for the difference, and who answers for the money."""

    amount: Money
    policy: Policy
    route: Route
    asking: Asking
    owner: Person | None
    rates: Rates
    """Those of the gig's own policy, and of the present one for currencies that were not accepted then."""


async def way_to(context: Context, who: Person, gig: Gig, amount: Money) -> MoreMoney:
    """Asks the directory, so outside of any transaction.

    What was granted above the budget before counts with it: many small sums go the way of the large one they make.
    """
    policy = await policy_of(context, gig.route.policy if gig.route else "")
    budget = gig.checked_brief.budget
    granted = (gig.approved or budget) - budget
    case = excess_case(asker(gig, who), gig.checked_brief, amount + granted)
    route = await route_for(context, policy, case, gig, plan(policy, case))
    cover = await cover_for(context, gig.ever_owners, people_of(route))
    owner = await owner_of(context, policy, case)
    rates = policy.exchange.filled_in(context.policy.exchange)
    return MoreMoney(amount, policy, route, asking_now(context, policy, cover), owner, rates)


async def there_is_money(tx: Transaction, way: MoreMoney, gig: Gig) -> None:
    """Raises OutOfOrder when a budget does not have the difference any more."""
    try:
        await within_budgets(tx, way.policy, gig, gig.checked_brief, way.amount, way.rates)
    except BriefIncomplete as over:
        raise OutOfOrder(" ".join(over.problems.values())) from over


async def notify_budget_owner(tx: Transaction, way: MoreMoney, gig: Gig) -> None:
    """The budget's notices, after more of it was taken."""
    await notify_of_budgets(tx, way.policy, gig, way.owner, way.asking.at)

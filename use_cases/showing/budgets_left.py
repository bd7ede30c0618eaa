"""What a gig costs in the policy's currency, and what its budgets have left with it: for whoever decides about its money."""

from gigs.brief import Brief
from gigs.gig import Gig
from gigs.money import Money
from policy.budgets import ChargedBudget, charged_budgets, spent_of, without_rate
from policy.policy import Policy
from ports.approval_storage import Period
from ports.storage import Transaction
from use_cases.permissions.gig_page import BudgetPage


async def budgets_left(tx: Transaction, policy: Policy, gig: Gig) -> tuple[BudgetPage, ...]:
    """As the present policy sees it; nothing for a gig that no budget pays, or that starts outside of its days."""
    if gig.brief is None or gig.committed is None:
        return ()
    found = []
    for charged in charged_budgets(policy, gig.brief):
        if charged.budget.covers(gig.brief.start):
            limit, others = charged.budget.limit, await held_by_others(tx, gig, gig.brief, charged)
            held, rates = [*others, gig.committed], policy.exchange
            left = limit - spent_of(rates, limit, held)
            uncounted = without_rate(rates, held)
            found.append(BudgetPage(name=charged.name, limit=limit, left=left, uncounted=uncounted))
    return tuple(found)


async def held_by_others(tx: Transaction, gig: Gig, brief: Brief, charged: ChargedBudget) -> list[Money]:
    """What other gigs that start within the budget's days hold of it, in each currency."""
    period = Period(first=charged.budget.starts, last=charged.budget.until)
    if charged.field == "purchase_order":
        orders = await tx.commitments.of_purchase_order(gig.tenant, brief.purchase_order, period, gig.number)
        return list(orders)
    return list(await tx.commitments.of_cost_centre(gig.tenant, brief.cost_centre, period, gig.number))


def in_own_currency(policy: Policy, gig: Gig) -> Money | None:
    """What the gig's approvers are asked for, in the policy's currency; None where it is in that one or has no rate."""
    waiting = gig.open_approvals
    asked = waiting[0].amount if waiting else None
    return policy.exchange.own(asked) if asked and asked.currency != policy.exchange.currency else None

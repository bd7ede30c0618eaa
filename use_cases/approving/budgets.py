"""Whether a gig fits into its budgets, and who hears when one is running out."""

from datetime import datetime

from gigs.brief import Brief
from gigs.errors import BriefIncomplete
from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person
from policy.budgets import charged_budgets, over_budget, spent_of, thresholds_crossed
from policy.policy import Policy
from policy.rates import Rates
from ports.notice_facts import BudgetKind, BudgetUsed, NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.notifying.notify import notify
from use_cases.showing.budgets_left import held_by_others


async def within_budgets(
    tx: Transaction, policy: Policy, gig: Gig, brief: Brief, amount: Money, rates: Rates | None = None
) -> None:
    """Raises BriefIncomplete, at the field of the budget, when `amount` beside what the gig holds would overrun it.

    `rates` are those to count with what gigs hold already, where not the policy's own.
    Inside the transaction that commits the money, so that two gigs at once cannot both have the last of it.
    """
    found = charged_budgets(policy, brief)
    await tx.commitments.lock(gig.tenant, [charged.key for charged in found])
    own = [gig.committed] if gig.committed else []
    held = {charged.key: [*await held_by_others(tx, gig, brief, charged), *own] for charged in found}
    if blocks := over_budget(policy, brief, amount, held, rates):
        raise BriefIncomplete({block.field: block.sentence for block in blocks})


async def notify_of_budgets(
    tx: Transaction, policy: Policy, gig: Gig, owner: Person | None, at: datetime
) -> None:
    """Tells the gig’s owners and the budget’s, once each, that 50, 75, 90 or 100 per cent of a budget are spoken for."""
    if gig.committed is None:
        return
    for charged in charged_budgets(policy, gig.checked_brief):
        limit, others = charged.budget.limit, await held_by_others(tx, gig, gig.checked_brief, charged)
        used = spent_of(policy.exchange, limit, [*others, gig.committed])
        crossed = thresholds_crossed(limit.times(0), used, limit)
        if not crossed or not await tx.commitments.passed(gig.tenant, charged.key, crossed[-1]):
            continue
        how_far = BudgetUsed(
            kind=BudgetKind(charged.field), id=charged.id, percent=crossed[-1], used=used, limit=limit
        )
        facts = NoticeFacts(budget=how_far)
        people = {one.key: one for one in (*gig.owners, owner) if one}
        for person in people.values():
            await notify(tx, gig, NoticeKind.BUDGET_USED, person.key, at=at, subject=charged.key, facts=facts)

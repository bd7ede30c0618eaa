"""Whether a cost centre and a purchase order still have the money, and when they run out of it."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gigs.brief import Brief
from gigs.money import Money
from gigs.value import Value
from policy.case import Block
from policy.phrases import all_of, capital
from policy.policy import Budget, Policy
from policy.rates import Rates

THRESHOLDS = (50, 75, 90, 100)
"""Percent of a budget at which somebody should hear of it."""


class ChargedBudget(Value):
    """One budget that a gig draws on. `key` stays the same for as long as it is the same budget; `owner` an address.

    `id` is the cost centre or purchase order, as `field` says; `name` has both in words.
    """

    key: str
    field: str
    id: str
    name: str
    owner: str
    budget: Budget


def charged_budgets(policy: Policy, brief: Brief) -> tuple[ChargedBudget, ...]:
    """The budget of the cost centre, and the purchase order that is named; also when the dates lie outside."""
    centre = policy.cost_centre(brief.cost_centre)
    order = policy.purchase_order(brief.purchase_order) if brief.purchase_order else None
    found = []
    if centre and centre.budget:
        name = f"cost centre {brief.cost_centre}"
        found.append(_charged("cost_centre", name, brief.cost_centre, centre.owner, centre.budget))
    if order:
        payer = policy.cost_centre(order.cost_centre)
        name = f"purchase order {brief.purchase_order}"
        owner = payer.owner if payer else ""
        found.append(_charged("purchase_order", name, brief.purchase_order, owner, order))
    return tuple(found)


def budget_named(policy: Policy, name: str) -> tuple[ChargedBudget, ...]:
    """The budgets of the cost centre and of the purchase order that are called so; without regard to case."""
    centre, order = policy.cost_centre(name), policy.purchase_order(name)
    found = []
    if centre and centre.budget:
        found.append(_charged("cost_centre", f"cost centre {name}", name, centre.owner, centre.budget))
    if order:
        payer = policy.cost_centre(order.cost_centre)
        owner = payer.owner if payer else ""
        found.append(_charged("purchase_order", f"purchase order {name}", name, owner, order))
    return tuple(found)


def _charged(field: str, name: str, id_: str, owner: str, budget: Budget) -> ChargedBudget:
    """A later `until` prolongs a budget; another `from` begins a new one, with nothing spent."""
    since = f" from {budget.starts}" if budget.starts else ""
    return ChargedBudget(
        key=f"{field} {id_.casefold()}{since}", field=field, id=id_, name=name, owner=owner, budget=budget
    )


def over_budget(
    policy: Policy,
    brief: Brief,
    amount: Money,
    committed: Mapping[str, Sequence[Money]],
    rates: Rates | None = None,
) -> tuple[Block, ...]:
    """What there is no money for. `committed` has what other gigs hold, by key of the budget; this gig is not among it.

    `rates` are those to count that with, where not the policy's own.
    """
    counted_with = rates or policy.exchange
    return tuple(
        block
        for charged in charged_budgets(policy, brief)
        for block in _checked(policy, brief, amount, charged, committed.get(charged.key, ()), counted_with)
    )


def _checked(
    policy: Policy,
    brief: Brief,
    amount: Money,
    charged: ChargedBudget,
    held: Sequence[Money],
    rates: Rates,
) -> Iterator[Block]:
    if not charged.budget.covers(brief.start):
        said = (
            f"The budget of {charged.name} {_period(charged.budget)}, and this gig starts on {brief.start}. "
        )
        yield Block(field=charged.field, sentence=said + _instead(charged, "choose other dates"))
        return
    limit = charged.budget.limit
    wanted = policy.exchange.convert(amount, limit.currency)
    if wanted is None:
        return  # the currency is not accepted at all, and that is blocked already
    if uncounted := without_rate(rates, held):
        yield Block(field=charged.field, sentence=_unknown(charged, uncounted))
        return
    left = limit - spent_of(rates, limit, held)
    if wanted > left:
        shown = left if left.amount > 0 else limit.times(0)
        also = f" ({wanted})" if amount.currency != wanted.currency else ""
        said = f"{capital(charged.name)} has {shown} left of {limit}, and this needs {amount}{also}. "
        yield Block(field=charged.field, sentence=said + _instead(charged, "make the gig smaller"))


def spent_of(rates: Rates, limit: Money, held: Sequence[Money]) -> Money:
    """The sum of these in the currency of the limit: the least that is spent, where some are `without_rate`."""
    total = limit.times(0)
    for each in held:
        total += rates.convert(each, limit.currency) or limit.times(0)
    return total


def without_rate(rates: Rates, held: Sequence[Money]) -> tuple[Money, ...]:
    """Those that cannot be counted: spent in a currency that was accepted then, and has no rate now."""
    return tuple(each for each in held if each.amount and rates.of(each.currency) is None)


def _unknown(charged: ChargedBudget, uncounted: Sequence[Money]) -> str:
    sums, names = all_of(map(str, uncounted)), all_of(each.currency for each in uncounted)
    other = charged.field.replace("_", " ")
    return (
        f"{capital(charged.name)} already pays {sums} of other gigs, and the policy no longer has a rate for {names}, "
        f"so nobody knows what is left. Please have a rate for {names} added to the policy, or charge another {other}."
    )


def _instead(charged: ChargedBudget, change: str) -> str:
    other = charged.field.replace("_", " ")
    return f"Please {change}, charge another {other}, or ask its owner {charged.owner} for more."


def _period(budget: Budget) -> str:
    if budget.starts and budget.until:
        return f"is for {budget.starts} to {budget.until}"
    return f"begins on {budget.starts}" if budget.starts else f"ends on {budget.until}"


def thresholds_crossed(before: Money, after: Money, limit: Money) -> tuple[int, ...]:
    """Which of THRESHOLDS percent were reached between the two sums; all three are in one currency.

    A threshold is crossed when it is reached. Of nothing to spend, any spending crosses all of them.
    """
    assert before.currency == after.currency == limit.currency
    return tuple(
        percent
        for percent in THRESHOLDS
        if not _reached(before, limit, percent) and _reached(after, limit, percent)
    )


def _reached(spent: Money, limit: Money, percent: int) -> bool:
    return spent.amount > 0 and spent.amount * 100 >= limit.amount * Decimal(percent)

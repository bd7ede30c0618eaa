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
from translation.catalogue import _
from translation.formats import day

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
    return _budgets_of(policy, brief.cost_centre, brief.purchase_order)


def budget_named(policy: Policy, name: str) -> tuple[ChargedBudget, ...]:
    """The budgets of the cost centre and of the purchase order that are called so; without regard to case."""
    return _budgets_of(policy, name, name)


def _budgets_of(policy: Policy, cost_centre: str, purchase_order: str) -> tuple[ChargedBudget, ...]:
    centre = policy.cost_centre(cost_centre)
    order = policy.purchase_order(purchase_order) if purchase_order else None
    found = []
    if centre and centre.budget:
        name = _("cost centre {id}").format(id=cost_centre)
        found.append(_charged("cost_centre", name, cost_centre, centre.owner, centre.budget))
    if order:
        payer = policy.cost_centre(order.cost_centre)
        name, owner = _("purchase order {id}").format(id=purchase_order), payer.owner if payer else ""
        found.append(_charged("purchase_order", name, purchase_order, owner, order))
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
        said = f"{_outside(charged, brief)} {_other_dates(charged)}"
        yield Block(field=charged.field, sentence=said)
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
        needed = f"{amount} ({wanted})" if amount.currency != wanted.currency else str(amount)
        said = _("{budget} has {left} left of {limit}, and this needs {amount}.")
        told = said.format(budget=capital(charged.name), left=shown, limit=limit, amount=needed)
        yield Block(field=charged.field, sentence=f"{told} {_smaller(charged)}")


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
    said = _(
        "{budget} already pays {sums} for other gigs, and the policy no longer has a rate for {currencies}, so what’s left "
        "can’t be calculated."
    ).format(budget=capital(charged.name), sums=sums, currencies=names)
    instead = (
        _("Please have a rate for {currencies} added to the policy, or charge another purchase order.")
        if _is_order(charged)
        else _("Please have a rate for {currencies} added to the policy, or charge another cost centre.")
    )
    return f"{said} {instead.format(currencies=names)}"


def _is_order(charged: ChargedBudget) -> bool:
    return charged.field == "purchase_order"


def _other_dates(charged: ChargedBudget) -> str:
    said = (
        _("Please choose other dates, charge another purchase order, or ask its owner {owner} for more.")
        if _is_order(charged)
        else _("Please choose other dates, charge another cost centre, or ask its owner {owner} for more.")
    )
    return said.format(owner=charged.owner)


def _smaller(charged: ChargedBudget) -> str:
    said = (
        _("Please make the gig smaller, charge another purchase order, or ask its owner {owner} for more.")
        if _is_order(charged)
        else _("Please make the gig smaller, charge another cost centre, or ask its owner {owner} for more.")
    )
    return said.format(owner=charged.owner)


def _outside(charged: ChargedBudget, brief: Brief) -> str:
    starts, until = charged.budget.starts, charged.budget.until
    if starts and until:
        said = _("The budget of {budget} is for {starts} to {until}, and this gig starts on {day}.")
    elif starts:
        said = _("The budget of {budget} starts on {starts}, and this gig starts on {day}.")
    else:
        said = _("The budget of {budget} ends on {until}, and this gig starts on {day}.")
    first, last = (day(each) if each else "" for each in (starts, until))
    return said.format(budget=charged.name, starts=first, until=last, day=day(brief.start))


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

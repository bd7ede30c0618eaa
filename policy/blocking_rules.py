"""What stops a gig before anybody is asked, each with what to do instead."""

from collections.abc import Iterator

from policy.case import Block, Case, Counted
from policy.condition import CaseFacts, Condition, holds
from policy.markets import forbidden
from policy.phrases import all_of, either
from policy.policy import Policy
from translation.catalogue import _

_FIELDS = {
    "visibility": "visibility",
    "price_type": "price_type",
    "category": "category",
    "data_tier": "data_tier",
    "longer_than": "due",
    "above": "amount",
    "cost_centre": "cost_centre",
    "entity": "cost_centre",
}
"""Part of a condition -> field of the form; of several, the one that is the easiest to change comes first."""


def blocks_of(policy: Policy, case: Case, counted: Counted, facts: CaseFacts) -> Iterator[Block]:
    """All of them, in the order of the form. Bands, and what budgets have left, are looked at elsewhere."""
    yield from _currency(policy, case)
    yield from _cost_centre(policy, case)
    yield from _purchase_order(policy, case, counted)
    yield from _questions(policy, case)
    yield from _emergency(policy, case, counted)
    for gate in policy.gates:
        if gate.block and holds(gate.when, facts):
            yield Block(field=field_of(gate.when), sentence=gate.block)
    yield from forbidden(policy, facts, case.brief.marketplace)


def field_of(when: Condition) -> str:
    """The field of the form that a condition is about; the title where it is about the requester."""
    if when.answers:
        return f"answers.{next(iter(when.answers))}"
    return next((field for name, field in _FIELDS.items() if getattr(when, name)), "title")


def _currency(policy: Policy, case: Case) -> Iterator[Block]:
    currency = case.amount.currency
    if policy.exchange.of(currency) is None:
        said = _("{currency} isn’t accepted here. Please give the amount in {currencies}.")
        instead = either(policy.exchange.accepted)
        yield Block(field="currency", sentence=said.format(currency=currency, currencies=instead))


def _cost_centre(policy: Policy, case: Case) -> Iterator[Block]:
    wanted = case.brief.cost_centre
    if policy.require_known_cost_centre and not policy.cost_centre(wanted):
        known = list(policy.cost_centres)
        if len(known) > 6:
            known = [*known[:6], _("another of {count}").format(count=len(known))]
        said = _("There is no cost centre {id}. Please give one that exists: {known}.")
        yield Block(field="cost_centre", sentence=said.format(id=wanted, known=either(known)))


def _purchase_order(policy: Policy, case: Case, counted: Counted) -> Iterator[Block]:
    named, limit = case.brief.purchase_order, policy.require_purchase_order
    if not named:
        if limit and counted.total and counted.total > policy.exchange.limit(limit):
            said = _(
                "Above {limit}, a purchase order is needed. Please ask purchasing for one and enter its number here."
            )
            yield Block(field="purchase_order", sentence=said.format(limit=limit))
        return
    if not policy.purchase_orders:
        return
    order = policy.purchase_order(named)
    if order is None:
        said = _("There is no purchase order {id}. Please check its number, or ask purchasing for one.")
        yield Block(field="purchase_order", sentence=said.format(id=named))
    elif order.cost_centre.casefold() != case.brief.cost_centre.casefold():
        said = _(
            "Purchase order {id} is for cost centre {its_own}, not {given}. Please enter that cost centre, or another "
            "purchase order."
        ).format(id=named, its_own=order.cost_centre, given=case.brief.cost_centre)
        yield Block(field="purchase_order", sentence=said)


def _questions(policy: Policy, case: Case) -> Iterator[Block]:
    for question in policy.questions:
        if question.id not in case.brief.answers:
            said = _("Please answer this question with yes or no.")
            yield Block(field=f"answers.{question.id}", sentence=said)


def _emergency(policy: Policy, case: Case, counted: Counted) -> Iterator[Block]:
    if not case.brief.emergency:
        return
    lane = policy.emergency
    if lane is None:
        said = _("There is no emergency lane here. Please leave this empty and submit the gig as usual.")
        yield Block(field="emergency", sentence=said)
    elif lane.up_to and counted.total and counted.total > policy.exchange.limit(lane.up_to):
        said = _(
            "The emergency lane goes up to {limit}, and here {total} counts. Please leave this empty and submit the gig "
            "as usual, or make it smaller."
        )
        yield Block(field="emergency", sentence=said.format(limit=lane.up_to, total=counted.total))


def no_band(counted: Counted, nearest: tuple[str, ...]) -> Block:
    """When no band fits; `nearest` says what bands there are."""
    said = _(
        "No rule in the policy covers {total} for this gig; the rules cover {bands}. Please make the gig smaller, or ask "
        "the programme lead to add a rule."
    )
    return Block(field="amount", sentence=said.format(total=counted.total, bands=all_of(nearest)))

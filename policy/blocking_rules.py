"""What stops a gig before anybody is asked, each with what to do instead."""

from collections.abc import Iterator

from policy.case import Block, Case, Counted
from policy.condition import CaseFacts, Condition, holds
from policy.markets import forbidden
from policy.phrases import all_of, either
from policy.policy import Policy

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
        instead = either(policy.exchange.accepted)
        yield Block(
            field="currency", sentence=f"{currency} is not accepted here. Please give the sum in {instead}."
        )


def _cost_centre(policy: Policy, case: Case) -> Iterator[Block]:
    wanted = case.brief.cost_centre
    if policy.require_known_cost_centre and not policy.cost_centre(wanted):
        known = list(policy.cost_centres)
        some = either(known) if len(known) <= 6 else f"{', '.join(known[:6])} or another of {len(known)}"
        yield Block(
            field="cost_centre",
            sentence=f"There is no cost centre {wanted}. Please give one that exists: {some}.",
        )


def _purchase_order(policy: Policy, case: Case, counted: Counted) -> Iterator[Block]:
    named, limit = case.brief.purchase_order, policy.require_purchase_order
    if not named:
        if limit and counted.total and counted.total > policy.exchange.limit(limit):
            yield Block(
                field="purchase_order",
                sentence=f"Above {limit} a purchase order is needed. Please ask purchasing for one and name it here.",
            )
        return
    if not policy.purchase_orders:
        return
    order = policy.purchase_order(named)
    if order is None:
        said = f"There is no purchase order {named}. Please check its number, or ask purchasing for one."
        yield Block(field="purchase_order", sentence=said)
    elif order.cost_centre.casefold() != case.brief.cost_centre.casefold():
        said = (
            f"{named} was ordered for cost centre {order.cost_centre}, not for {case.brief.cost_centre}. "
            "Please name the cost centre of the order, or another order."
        )
        yield Block(field="purchase_order", sentence=said)


def _questions(policy: Policy, case: Case) -> Iterator[Block]:
    for question in policy.questions:
        if question.id not in case.brief.answers:
            yield Block(
                field=f"answers.{question.id}", sentence="Please answer this question with yes or no."
            )


def _emergency(policy: Policy, case: Case, counted: Counted) -> Iterator[Block]:
    if not case.brief.emergency:
        return
    lane = policy.emergency
    if lane is None:
        said = "There is no faster way for emergencies here. Please leave this empty and submit in the ordinary way."
        yield Block(field="emergency", sentence=said)
    elif lane.up_to and counted.total and counted.total > policy.exchange.limit(lane.up_to):
        said = (
            f"The emergency lane ends at {lane.up_to}, and here {counted.total} counts. "
            "Please leave this empty and submit in the ordinary way, or make the gig smaller."
        )
        yield Block(field="emergency", sentence=said)


def no_band(counted: Counted, nearest: tuple[str, ...]) -> Block:
    """When no band fits; `nearest` says what bands there are."""
    return Block(
        field="amount",
        sentence=(
            f"No rule of the policy covers {counted.total} for this gig; there are {all_of(nearest)}. "
            "Please make the gig smaller, or ask the programme lead to add a rule."
        ),
    )

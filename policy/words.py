"""Explains a whole policy in numbered sentences, to somebody who would rather not read YAML."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from policy.calendar import DAYS
from policy.inside_words import inside_in_words
from policy.phrases import (
    all_of,
    ask_in_words,
    band_in_words,
    capital,
    condition_in_words,
    duration_in_words,
    either,
    rate_in_words,
)
from policy.policy import Band, Budget, Checklist, Gate, Policy
from policy.steps import StepRule, TimingRule


def in_words(policy: Policy) -> str:
    """One numbered sentence a line, after a heading with the policy's version."""
    sentences = [
        *_money(policy),
        *(_band(band, policy.asked) for band in policy.bands),
        *_otherwise(policy),
        *(_gate(gate, policy.asked) for gate in policy.gates),
        *_people(policy),
        *_time(policy),
        *_form(policy),
        *_budgets(policy),
        *_markets(policy),
        *inside_in_words(policy),
        *_emergency(policy),
    ]
    head = [f"Policy {policy.version}", *([policy.note] if policy.note else [])]
    return "\n".join([*head, "", *(f"{number}. {said}" for number, said in enumerate(sentences, start=1))])


class ForRequesters(NamedTuple):
    """What a requester meets of a policy, by subject; a subject that the policy says nothing of is empty."""

    money: tuple[str, ...]
    approval: tuple[str, ...]
    data: tuple[str, ...]
    confirmed: tuple[str, ...]
    marketplaces: tuple[str, ...]
    urgent: tuple[str, ...]


def for_requesters(policy: Policy) -> ForRequesters:
    """The same sentences as `in_words`, without calendars, owners of budgets and e-mail addresses of groups."""
    about_data = [gate for gate in policy.gates if gate.when.data_tier]
    others = [gate for gate in policy.gates if not gate.when.data_tier]
    bands = [_band(band, policy.asked) for band in policy.bands]
    return ForRequesters(
        money=tuple(_money(policy)),
        approval=(*bands, *_otherwise(policy), *(_gate(gate, policy.asked) for gate in others)),
        data=tuple(_gate(gate, policy.asked) for gate in about_data),
        confirmed=tuple(_form(policy)),
        marketplaces=tuple(_markets(policy)),
        urgent=tuple(_emergency(policy)) if policy.emergency else (),
    )


def _money(policy: Policy) -> Iterator[str]:
    rates = policy.exchange
    others = [rate_in_words(currency, rates) for currency in rates.accepted[1:]]
    yield f"Amounts are compared in {policy.currency}{f', at {all_of(others)}' if others else ''}."
    yield f"Gigs may be in {all_of(rates.accepted)}, and in no other currency."
    if policy.splitting:
        days = policy.splitting.days
        yield f"A requester’s other gigs in the last {days} days are added before a band is chosen."
    if policy.self_service_up_to and policy.self_service_up_to.amount:
        yield f"Up to {policy.self_service_up_to}, no approval is needed, unless a rule below adds a step."
    if policy.decide_together_up_to and policy.decide_together_up_to.amount:
        yield f"Several gigs of up to {policy.decide_together_up_to} each may be approved at once."


def _band(band: Band, asked: Mapping[str, str]) -> str:
    return f"{capital(band_in_words(band, asked))}: {_steps(band.steps)}."


def _otherwise(policy: Policy) -> Iterator[str]:
    if not any(band.when is None and band.up_to is None for band in policy.bands):
        yield "A gig that fits none of these can’t be submitted."


def _steps(steps: tuple[StepRule, ...]) -> str:
    """`first the requester’s manager, then anyone in the group finance`, or the only one."""
    asked = [_step(step) for step in steps]
    return f"first {', then '.join(asked)}" if len(asked) > 1 else asked[0]


def _step(step: StepRule) -> str:
    clock = _clock(step)
    return f"{ask_in_words(step.ask)}{_about(step)}{f' ({clock})' if clock else ''}"


def _about(step: StepRule) -> str:
    return f" about {all_of(field.replace('_', ' ') for field in step.concerns)}" if step.concerns else ""


def _clock(clock: StepRule | TimingRule) -> str:
    whom = f" to {ask_in_words(clock.escalate_to)}" if clock.escalate_to else ""
    said = [
        (clock.remind, "a reminder"),
        (clock.delegate, "their delegate"),
        (clock.escalate, f"escalation{whom}"),
        (clock.expire, "expiry"),
    ]
    parts = [f"{what} after {duration_in_words(mark)}" for mark, what in said if mark]
    if whom and not clock.escalate:
        parts.append(f"escalation{whom}")
    return ", ".join(parts)


def _gate(gate: Gate, asked: Mapping[str, str]) -> str:
    when = f"If {condition_in_words(gate.when, asked)}"
    if gate.block:
        return f"{when}, the gig is stopped: “{gate.block}”"
    if gate.warn:
        return f"{when}, everybody is warned: “{gate.warn}”"
    assert gate.add is not None
    order = "first" if gate.first else "as well"
    clock = _clock(gate.add)
    return f"{when}, {ask_in_words(gate.add.ask)} is asked {order}{_about(gate.add)}{f' ({clock})' if clock else ''}."


def _people(policy: Policy) -> Iterator[str]:
    for name, group in policy.groups.items():
        who = all_of(group.people) or f"everybody with the role or group “{group.directory}” in the directory"
        yield f"The group {name}: {who}."
    if policy.fallback_approver:
        yield f"Where a step finds nobody, {ask_in_words(policy.fallback_approver)} is asked instead."


def _time(policy: Policy) -> Iterator[str]:
    calendar = policy.calendar
    days = all_of(DAYS[day].capitalize() for day in sorted(calendar.days))
    off = " and not on the public holidays of their country" if calendar.public_holidays else ""
    yield f"An approver’s clock runs {calendar.hours} in their time zone on {days}{off}; that is one working day."
    if calendar.closed:
        yield f"The company is closed on {all_of(sorted(calendar.closed))}."
    yield f"While a step is unanswered: {_clock(policy.timing)}."
    yield f"An approval is valid for {policy.valid_for} days; then the gig must have been posted."


def _form(policy: Policy) -> Iterator[str]:
    for question in policy.questions:
        yield f"The form asks “{question.ask}” ({question.id}), yes or no."
    for checklist in policy.checklists:
        yield _confirmed(checklist, policy.asked)


def _confirmed(checklist: Checklist, asked: Mapping[str, str]) -> str:
    when = f"If {condition_in_words(checklist.when, asked)}, the" if checklist.when else "The"
    items = [item.text.rstrip(".") for item in checklist.items]
    return f"{when} requester confirms {all_of(f'“{item}”' for item in items)}."


def _budgets(policy: Policy) -> Iterator[str]:
    if policy.require_known_cost_centre:
        yield "The cost centre must be one of those listed here."
    for id_, centre in policy.cost_centres.items():
        entity = f" and belongs to {centre.entity}" if centre.entity else ""
        budget = f"; {_limit(centre.budget)}" if centre.budget else ""
        yield f"Cost centre {id_} is owned by {centre.owner}{entity}{budget}."
    if policy.require_purchase_order:
        yield f"Above {policy.require_purchase_order}, a purchase order is needed."
    for id_, order in policy.purchase_orders.items():
        yield f"Purchase order {id_} is for cost centre {order.cost_centre}; {_limit(order)}."


def _limit(budget: Budget) -> str:
    starts = f" from {budget.starts}" if budget.starts else ""
    until = f" until {budget.until}" if budget.until else ""
    return f"it has {budget.limit} to spend{starts}{until}"


def _markets(policy: Policy) -> Iterator[str]:
    rules = policy.marketplaces
    for chosen in rules.choose if rules else ():
        when = f", if {condition_in_words(chosen.when, policy.asked)}" if chosen.when else ""
        yield f"Where the choice is left to the policy, a gig goes to {chosen.use}{when}: “{chosen.because}”"
    for forbidden in rules.forbid if rules else ():
        when = f"If {condition_in_words(forbidden.when, policy.asked)}, a gig" if forbidden.when else "A gig"
        yield f"{when} is never posted to {either(forbidden.names)}: “{forbidden.because}”"


def _emergency(policy: Policy) -> Iterator[str]:
    lane = policy.emergency
    if lane is None:
        yield "There is no emergency lane."
        return
    ends = f" up to {lane.up_to}" if lane.up_to else ""
    yield (
        f"What can’t wait{ends} goes through the emergency lane, with its reason: {_steps(lane.steps)}; afterwards "
        f"{ask_in_words(lane.review_by)} reviews it within {duration_in_words(lane.review_within)}."
    )

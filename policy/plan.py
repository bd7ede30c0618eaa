"""Plans the way to a yes: which steps a gig needs under a policy, why, and what must be mended before."""

from collections.abc import Iterable
from datetime import timedelta

from gigs.money import Money
from gigs.route import Lane, Timing
from gigs.value import Value
from policy.blocking_rules import blocks_of, no_band
from policy.case import Block, Case, Counted, count, facts_of
from policy.condition import CaseFacts, holds
from policy.link_warnings import link_warnings
from policy.phrases import band_in_words, condition_in_words, short_name
from policy.policy import Band, ChecklistItem, Policy
from policy.steps import StepRule, escalates_to, in_working_time
from policy.terms import Ask
from translation.catalogue import _


class PlannedStep(Value):
    """A step before its people are looked up. `timing` is in working time; `concerns` empty: every field."""

    name: str
    ask: Ask
    why: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    timing: Timing
    escalate_to: Ask | None = None


class Plan(Value):
    """What a policy says of one case. With `blocks` nothing may be submitted, and the steps are a preview.

    No steps and no blocks only in the self-service lane. `valid_for` is calendar time, `review_within` working time.
    """

    policy: str
    lane: Lane = Lane.STANDARD
    steps: tuple[PlannedStep, ...] = ()
    why: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()
    checklist: tuple[ChecklistItem, ...] = ()
    reviewers: Ask | None = None
    review_within: timedelta | None = None
    fallback_approver: Ask | None = None
    valid_for: timedelta


class _Way(Value):
    """The steps of one lane, before gates."""

    lane: Lane = Lane.STANDARD
    steps: tuple[PlannedStep, ...] = ()
    why: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()


def plan(policy: Policy, case: Case) -> Plan:
    """The way for a gig, or for the excess of one: that is planned by its bands alone, and never blocked."""
    counted = count(policy, case)
    facts = facts_of(policy, case, counted)
    if case.purpose_is_excess:
        return _planned(policy, _for_excess(policy, case, counted, facts), counted)
    first, last = _added(policy, facts, first=True), _added(policy, facts, first=False)
    way = _way(policy, case, counted, facts, (*first, *last))
    usual = _planned(policy, way, counted)
    return usual.model_copy(
        update={
            "steps": _once((*first, *way.steps, *last)),
            "warnings": (
                *counted.warnings,
                *_warnings(policy, facts),
                *link_warnings(policy, case.brief),
            ),
            "blocks": (*blocks_of(policy, case, counted, facts), *way.blocks),
            "checklist": _checklist(policy, facts),
        }
    )


def _planned(policy: Policy, way: _Way, counted: Counted) -> Plan:
    lane = policy.emergency if way.lane is Lane.EMERGENCY else None
    return Plan(
        policy=policy.version,
        lane=way.lane,
        steps=_once(way.steps),
        why=(*counted.how, *way.why),
        reviewers=lane.review_by if lane else None,
        review_within=lane.review_within.working(policy.calendar.day) if lane else None,
        fallback_approver=policy.fallback_approver,
        valid_for=timedelta(days=policy.valid_for),
    )


def _way(
    policy: Policy, case: Case, counted: Counted, facts: CaseFacts, added: tuple[PlannedStep, ...]
) -> _Way:
    if _is_emergency(policy, case, counted):
        return _in_emergency(policy)
    free = policy.self_service_up_to
    if not free or not free.amount or not counted.total or counted.total > policy.exchange.limit(free):
        return _by_band(policy, counted, facts)
    if counted.warnings:  # what is not counted might have ended it, and nobody would read the warning
        usual = _by_band(policy, counted, facts)
        but = _("Up to {limit}, no approval would be needed, but not everything could be counted.").format(
            limit=free
        )
        return usual.model_copy(update={"why": (but, *usual.why)})
    if not added:
        said = _("{total} is within {limit}, up to which no approval is needed.")
        return _Way(lane=Lane.SELF_SERVICE, why=(said.format(total=counted.total, limit=free),))
    usual = _by_band(policy, counted, facts)
    said = _("Up to {limit}, no approval would be needed, but the policy adds a step here: {step}.")
    return usual.model_copy(update={"why": (said.format(limit=free, step=added[0].name), *usual.why)})


def _is_emergency(policy: Policy, case: Case, counted: Counted) -> bool:
    """A reason alone does not open the lane: it is blocked elsewhere when there is none, or when it ends below."""
    lane = policy.emergency
    if not case.brief.emergency or not lane or not counted.total:
        return False
    return not lane.up_to or not counted.total > policy.exchange.limit(lane.up_to)


def _in_emergency(policy: Policy) -> _Way:
    assert policy.emergency is not None
    lane = policy.emergency
    why = _("The requester says this can’t wait, so it goes through the emergency lane.")
    if lane.up_to:
        said = _(
            "The requester says this can’t wait, so it goes through the emergency lane, which goes up to {limit}."
        )
        why = said.format(limit=lane.up_to)
    return _Way(lane=Lane.EMERGENCY, steps=_steps(policy, lane.steps, why), why=(why,))


def _by_band(policy: Policy, counted: Counted, facts: CaseFacts) -> _Way:
    if counted.total is None:
        return _Way()  # the currency is blocked, and without a sum there is no band
    band = _band(policy, counted.total, facts)
    if band is None:
        nearest = tuple(band_in_words(each, policy.asked) for each in policy.bands)
        return _Way(blocks=(no_band(counted, nearest),))
    said = _("{total} falls into the band {band}.")
    why = said.format(total=counted.total, band=band_in_words(band, policy.asked))
    return _Way(steps=_steps(policy, band.steps, why), why=(why,))


def _for_excess(policy: Policy, case: Case, counted: Counted, facts: CaseFacts) -> _Way:
    """Where no band fits, the last one: people were asked for this gig before, and nobody is passed over now."""
    band = _band(policy, counted.total, facts) if counted.total else None
    last = policy.bands[-1]
    if band:
        said = _("The difference of {total} falls into the band {band}.")
        why = said.format(total=counted.total, band=band_in_words(band, policy.asked))
    else:
        said = _("No band fits a difference of {amount}, so the last one decides: {band}.")
        why = said.format(amount=case.amount, band=band_in_words(last, policy.asked))
    return _Way(steps=_steps(policy, (band or last).steps, why), why=(why,))


def _band(policy: Policy, total: Money, facts: CaseFacts) -> Band | None:
    limit = policy.exchange.limit
    fits = (band for band in policy.bands if not band.up_to or not total > limit(band.up_to))
    return next((band for band in fits if holds(band.when, facts)), None)


def _steps(policy: Policy, rules: Iterable[StepRule], why: str) -> tuple[PlannedStep, ...]:
    return tuple(_step(policy, rule, why) for rule in rules)


def _step(policy: Policy, rule: StepRule, why: str) -> PlannedStep:
    clock = rule.clock(policy.timing)
    return PlannedStep(
        name=rule.name or short_name(rule.ask),
        ask=rule.ask,
        why=(why,),
        concerns=rule.concerns,
        timing=in_working_time(clock, policy.calendar.day),
        escalate_to=escalates_to(clock),
    )


def _added(policy: Policy, facts: CaseFacts, *, first: bool) -> tuple[PlannedStep, ...]:
    why = _("Asked because {condition}.")
    return tuple(
        _step(policy, gate.add, why.format(condition=condition_in_words(gate.when, policy.asked)))
        for gate in policy.gates
        if gate.add and gate.first is first and holds(gate.when, facts)
    )


def _warnings(policy: Policy, facts: CaseFacts) -> tuple[str, ...]:
    return tuple(gate.warn for gate in policy.gates if gate.warn and holds(gate.when, facts))


def _checklist(policy: Policy, facts: CaseFacts) -> tuple[ChecklistItem, ...]:
    lists = (checklist for checklist in policy.checklists if holds(checklist.when, facts))
    return tuple(dict.fromkeys(item for checklist in lists for item in checklist.items))


def _once(steps: tuple[PlannedStep, ...]) -> tuple[PlannedStep, ...]:
    """Steps one after the other that ask the same people are one step, with the clock of the first."""
    merged: list[PlannedStep] = []
    for step in steps:
        if merged and merged[-1].ask == step.ask:
            merged[-1] = _both(merged[-1], step)
        else:
            merged.append(step)
    return tuple(merged)


def _both(one: PlannedStep, other: PlannedStep) -> PlannedStep:
    """Concerned with the fields of both, and with every field where one of them is."""
    concerns = (*one.concerns, *other.concerns) if one.concerns and other.concerns else ()
    why = tuple(dict.fromkeys((*one.why, *other.why)))
    return one.model_copy(update={"why": why, "concerns": tuple(dict.fromkeys(concerns))})

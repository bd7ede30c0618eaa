"""What a single field of a policy cannot say of itself: names that must exist, rules that can never apply."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from pydantic import BaseModel

from gigs.brief import DataTier
from gigs.money import MINOR_DIGITS, Money
from policy.calendar import Calendar
from policy.condition import Condition
from policy.policy import Band, Policy
from policy.steps import MARKS, StepRule, TimingRule
from policy.terms import Ask, AskKind
from yaml_files.tree import Place, Problem


def problems_of(policy: Policy) -> list[Problem]:
    """Every problem with its place, in no particular order; none when the policy can be used."""
    money = list(_currencies(policy)) or list(_sums(policy))
    if money:
        return money  # nothing can be compared before these are right
    return [
        *_asks(policy),
        *_conditions(policy),
        *_clocks(policy),
        *_unreachable_bands(policy),
        *_purchase_orders(policy),
        *_markets(policy),
        *_inside(policy),
        *_doubles(policy),
    ]


def walk(value: object, place: Place = ()) -> Iterator[tuple[Place, object]]:
    """Everything in a policy with its place in the file, parts after the whole."""
    yield place, value
    if isinstance(value, BaseModel) and not isinstance(value, (Ask, Money, Calendar)):
        for name, field in type(value).model_fields.items():
            yield from walk(getattr(value, name), (*place, field.alias or name))
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from walk(part, (*place, key))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from walk(part, (*place, index))


def _currencies(policy: Policy) -> Iterator[Problem]:
    known = ", ".join(MINOR_DIGITS)
    if policy.currency not in MINOR_DIGITS:
        yield ("currency",), f"{policy.currency} isn’t a currency that gigs can use; write one of {known}"
    for currency, worth in policy.rates.items():
        if currency not in MINOR_DIGITS:
            yield ("rates", currency), f"{currency} isn’t a currency that gigs can use; write one of {known}"
        elif currency == policy.currency and worth != 1:
            yield ("rates", currency), f"{currency} is the policy’s own currency and worth exactly 1"


def _sums(policy: Policy) -> Iterator[Problem]:
    accepted = policy.exchange.accepted
    for place, value in walk(policy):
        if isinstance(value, Money) and value.currency not in accepted:
            yield place, f"{value.currency} has no rate; add it to `rates` or use {' or '.join(accepted)}"


def _asks(policy: Policy) -> Iterator[Problem]:
    groups = ", ".join(policy.groups) or "none yet"
    for place, value in walk(policy):
        if not isinstance(value, Ask):
            continue
        if value.kind is AskKind.GROUP and value.group not in policy.groups:
            yield place, f"there is no group {value.group!r} in `groups`; there are: {groups}"
        if value.kind is AskKind.OWNER and not policy.cost_centres:
            yield place, "no cost centre has an owner yet; list them with their owners in `cost_centres`"


def _conditions(policy: Policy) -> Iterator[Problem]:
    questions = {question.id for question in policy.questions}
    for place, value in walk(policy):
        if not isinstance(value, Condition):
            continue
        for asked in set(value.answers) - questions:
            yield (*place, "answers", asked), f"no question has the id {asked!r}; add it to `questions`"
        for id_ in value.cost_centre if policy.cost_centres else ():
            if not policy.cost_centre(id_):
                yield (*place, "cost_centre"), f"{id_!r} is not in `cost_centres`"


def _clocks(policy: Policy) -> Iterator[Problem]:
    for place, value in walk(policy):
        if isinstance(value, StepRule) and value.clock(policy.timing) != policy.timing:
            yield from _clock(value.clock(policy.timing), policy, place)
    yield from _clock(policy.timing, policy, ("timing",))


def _clock(clock: TimingRule, policy: Policy, place: Place) -> Iterator[Problem]:
    day = policy.calendar.day
    marks = [(name, mark) for name in MARKS if (mark := getattr(clock, name)) is not None]
    for (before, early), (name, late) in pairwise(marks):
        if late.working(day) <= early.working(day):
            yield (
                (*place, name),
                f"{name} after {late} must come later than {before} after {early} (1d is {day})",
            )
    if clock.escalate and not clock.escalate_to:
        yield (*place, "escalate"), "say who it goes to with `escalate_to`"


def _unreachable_bands(policy: Policy) -> Iterator[Problem]:
    for index, band in enumerate(policy.bands):
        for number, before in enumerate(policy.bands[:index], start=1):
            if _takes_all_of(before, band, policy):
                whom = f"“{before.name}”" if before.name else f"number {number}"
                yield (
                    ("bands", index),
                    f"no gig ever gets this far: the band {whom} above takes every gig that fits",
                )
                break


def _takes_all_of(before: Band, band: Band, policy: Policy) -> bool:
    if before.when is not None and before.when != band.when:
        return False
    if before.up_to is None:
        return True
    limit = policy.exchange.limit
    return band.up_to is not None and not limit(band.up_to) > limit(before.up_to)


def _purchase_orders(policy: Policy) -> Iterator[Problem]:
    for id_, order in policy.purchase_orders.items():
        if not policy.cost_centre(order.cost_centre):
            place = ("purchase_orders", id_, "cost_centre")
            yield place, f"{order.cost_centre!r} is not in `cost_centres`"
    if policy.require_known_cost_centre and not policy.cost_centres:
        yield ("require_known_cost_centre",), "list the known ones in `cost_centres`"


def _markets(policy: Policy) -> Iterator[Problem]:
    """A rule behind one that always holds for the same marketplace, or that another forbids always, chooses nothing."""
    rules = policy.marketplaces
    if rules is None:
        return
    never = {name for one in rules.forbid if one.when is None for name in one.names}
    for index, rule in enumerate(rules.choose):
        place = ("marketplaces", "choose", index)
        if rule.use in never:
            yield (*place, "use"), f"{rule.use} is forbidden for every gig by `forbid`"
        elif any(one.use == rule.use and one.when is None for one in rules.choose[:index]):
            yield place, f"no gig ever gets this far: a rule above sends every gig to {rule.use}"


def _inside(policy: Policy) -> Iterator[Problem]:
    """A rule behind one that always holds asks nobody, and neither does one for data that colleagues don't see."""
    for index, rule in enumerate(policy.inside.rules if policy.inside else ()):
        place = ("inside", "rules", index)
        before = policy.inside.rules[:index] if policy.inside else ()
        tiers = rule.when.data_tier if rule.when else ()
        if any(one.when is None and one.up_to is None for one in before):
            yield place, "no gig ever gets this far: a rule above offers every gig to colleagues"
        elif tiers and DataTier.GENERAL not in tiers:
            yield (*place, "when", "data_tier"), "only general data is offered to colleagues"


def _doubles(policy: Policy) -> Iterator[Problem]:
    asked = Counter(question.id for question in policy.questions)
    for index, question in enumerate(policy.questions):
        if asked[question.id] > 1:
            yield ("questions", index, "id"), f"two questions have the id {question.id!r}"
    texts: dict[str, str] = {}
    for at, checklist in enumerate(policy.checklists):
        for index, item in enumerate(checklist.items):
            if texts.setdefault(item.id, item.text) != item.text:
                place = ("checklists", at, "items", index, "id")
                yield place, f"another item with another text has the id {item.id!r}"

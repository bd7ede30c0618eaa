"""Steps of a route: who is asked now, what a step still needs, and which earlier yes still holds."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import Field

from gigs.approval import Approval, Came, Decision, Ended, Purpose, Times
from gigs.brief import Brief
from gigs.errors import NoApprover, NotAllowed
from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.route import Lane, Need, Route, Step, Timing
from gigs.value import Value
from translation.catalogue import _


class Cover(Value):
    """Who is whose delegate at this moment, by object id within the gig's tenant.

    `away` are out of office now, `delegates` also those who named somebody for when they do not answer; `gone` have
    left the organisation.
    """

    away: dict[str, Person] = Field(default_factory=dict)
    delegates: dict[str, Person] = Field(default_factory=dict)
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What asking somebody depends on beside the gig: the moment, their working time, who is away or has left."""

    at: datetime
    times: Callable[[Person, Timing, datetime], Times]
    cover: Cover = field(default_factory=Cover)


def step_of(gig: Gig, number: int) -> Step | None:
    """The step with this number (from 1) of the gig's present route."""
    steps = gig.route.steps if gig.route else ()
    return steps[number - 1] if 0 < number <= len(steps) else None


def in_step(gig: Gig, number: int) -> list[Approval]:
    """Everybody who was asked in this step of the present revision."""
    return [one for one in gig.approvals if one.revision == gig.revision and one.step == number]


def is_satisfied(gig: Gig, number: int) -> bool:
    """True when this step has every yes that it needs, each for the brief as it is.

    Where all are needed that is one for each person whom the route names, their own or somebody's in their place.
    """
    step = step_of(gig, number)
    if step is None or gig.brief is None:
        return False
    live = [one for one in in_step(gig, number) if one.ended is None]
    yes = [one for one in live if one.decision is Decision.APPROVED]
    if yes:
        held = gig.brief.fingerprint(step.concerns)
        yes = [one for one in yes if one.fingerprint == held]
    if step.need is Need.ANY:
        return bool(yes)
    return bool(yes) and yes == live and {person.key for person in step.approvers} <= _spoken_for(yes)


def is_agreed(gig: Gig) -> bool:
    """True when every step of the gig's route has said yes; without any step, only where the policy lets people be."""
    if gig.route is None:
        return False
    numbers = range(1, len(gig.route.steps) + 1)
    return all(is_satisfied(gig, one) for one in numbers) and (
        bool(gig.route.steps) or gig.route.lane is Lane.SELF_SERVICE
    )


def next_step(gig: Gig) -> int:
    """The number of the first step that is not satisfied; 0 when none is left."""
    count = len(gig.route.steps) if gig.route else 0
    return next((one for one in range(1, count + 1) if not is_satisfied(gig, one)), 0)


def ask_next(gig: Gig, purpose: Purpose, amount: Money, asking: Asking) -> Gig:
    """The gig with its next unsatisfied step asked; unchanged when there is none. Raises NoApprover.

    Whoever has said yes to this very revision in an earlier step is not asked again: that yes counts here too.
    """
    while number := next_step(gig):
        gig = gig.model_copy(update={"approvals": gig.approvals + _known_yes(gig, number)})
        if is_satisfied(gig, number):
            continue
        asked = _ask(gig, number, purpose, amount, asking)
        return gig.model_copy(update={"approvals": gig.approvals + asked})
    return gig


def _known_yes(gig: Gig, number: int) -> tuple[Approval, ...]:
    step = step_of(gig, number)
    if step is None:
        return ()
    named = {person.key for person in step.approvers} - _spoken_for(in_step(gig, number))
    whole = gig.checked_brief.fingerprint()  # a yes of old to all of this very brief is as good as one of now
    given = {
        one.approver.key: one
        for one in gig.approvals
        if one.revision == gig.revision
        and one.decision is Decision.APPROVED
        and (one.carried_from in {0, gig.revision} or one.fingerprint == whole)
        and one.approver.key in named
    }
    held = gig.checked_brief.fingerprint(step.concerns)
    changes = {"step": number, "carried_from": gig.revision, "fingerprint": held, "reason": ""}
    own = {
        "came": Came.ASKED,
        "instead_of": None,
    }  # whoever they spoke for elsewhere, here it is for themselves
    return tuple(one.model_copy(update=changes | own) for one in given.values())


def _spoken_for(asked: Iterable[Approval]) -> set[PersonKey]:
    """Those named by the route for whom somebody was asked: they themselves, or another in their place."""
    return {(one.instead_of or one.approver).key for one in asked}


def _ask(gig: Gig, number: int, purpose: Purpose, amount: Money, asking: Asking) -> tuple[Approval, ...]:
    step = step_of(gig, number)
    if step is None:
        raise ValueError(f"gig {gig.number} has no step {number}")
    already = in_step(gig, number)
    answered = _spoken_for(already)
    asked: dict[PersonKey, Approval] = {}
    for named in step.approvers:
        if named.key in answered:
            continue
        others = (*step.approvers, *(one.approver for one in already))
        taken = set(asked) | {other.key for other in others}
        found = whom_to_ask(gig, named, asking.cover, taken)
        if found is None and step.need is Need.ALL:
            asked.clear()
            break
        if found is None:
            continue
        person, came = found
        instead_of = named if person.key != named.key else None
        one = question(gig, number, person, purpose, amount, asking, came=came, instead_of=instead_of)
        asked.setdefault(person.key, one)
    if not asked:
        said = _(
            "No one can approve step “{step}” of gig {number} right now. Please ask your programme lead to name "
            "somebody."
        )
        raise NoApprover(said.format(step=step.name, number=gig.number))
    return tuple(asked.values())


def question(
    gig: Gig,
    number: int,
    person: Person,
    purpose: Purpose,
    amount: Money,
    asking: Asking,
    *,
    came: Came = Came.ASKED,
    instead_of: Person | None = None,
) -> Approval:
    """One person asked now. What was escalated is not escalated again, what was delegated not delegated."""
    step = step_of(gig, number)
    if step is None:
        raise ValueError(f"gig {gig.number} has no step {number}")
    times = asking.times(person, step.timing, asking.at)
    again = came in {Came.DELEGATED, Came.ESCALATED}
    return Approval(
        purpose=purpose,
        revision=gig.revision,
        step=number,
        approver=person,
        amount=amount,
        fingerprint=gig.checked_brief.fingerprint(step.concerns),
        asked_at=asking.at,
        due_at=times.due,
        remind_at=times.remind,
        delegate_at=None if again else times.delegate,
        escalate_at=None if came is Came.ESCALATED else times.escalate,
        came=came,
        instead_of=instead_of,
    )


def whom_to_ask(
    gig: Gig, named: Person, cover: Cover, taken: Collection[PersonKey] = ()
) -> tuple[Person, Came] | None:
    """The person the route names; their delegate while they are away; a fallback approver when they have left; or nobody.

    None of `taken` answers in another's place: two of a step are two people. Whoever has left and was replaced by
    name has that successor. Of the fallback approvers, those who are here come first.
    """
    own_id = named.key.object_id
    has_left = own_id in cover.gone
    delegate = cover.away.get(own_id)
    candidates = [delegate] if delegate and delegate.key.object_id not in cover.away else []
    if has_left and gig.route:
        candidates += sorted(gig.route.fallback_approvers, key=lambda one: one.key.object_id in cover.away)
    fit = next((one for one in candidates if one.key not in taken and can_answer(gig, one, cover)), None)
    if fit:
        return fit, Came.SUCCEEDED if has_left else Came.DELEGATED
    return None if has_left or named.key in gig.ever_owners else (named, Came.ASKED)


def can_answer(gig: Gig, person: Person, cover: Cover) -> bool:
    """Of the gig's own organisation, still there, and not whose gig it is."""
    ours = person.key.tenant == gig.tenant and person.key not in gig.ever_owners
    return ours and person.key.object_id not in cover.gone


def carried_over(
    before: Gig, route: Route, brief: Brief, revision: int, at: datetime
) -> tuple[Approval, ...]:
    """Every yes of the former revision that still holds: the same step, and nothing changed that it concerns."""
    carried = []
    for number, step in enumerate(route.steps, start=1):
        held, named = brief.fingerprint(step.concerns), {person.key for person in step.approvers}
        for one in before.approvals:
            former = step_of(before, one.step)
            same = former is not None and (former.name, former.ask) == (step.name, step.ask)
            whom = (one.instead_of or one.approver).key
            fresh = one.decided_at is not None and one.decided_at + route.valid_for > at
            was_yes = one.revision == before.revision and one.decision is Decision.APPROVED
            was_yes = (
                was_yes and one.purpose is Purpose.POST
            )  # not to the part of an offer above the approved sum
            if same and fresh and was_yes and one.fingerprint == held and whom in named:
                changes = {"revision": revision, "step": number, "amount": brief.budget}
                carried.append(
                    one.model_copy(update=changes | {"carried_from": one.carried_from or before.revision})
                )
    return tuple(carried)


def counts_too(gig: Gig, mine: Approval) -> tuple[int, ...]:
    """The later steps for which a yes to `mine` counts as well: their approver is the same, and is not asked again."""
    steps = gig.route.steps if gig.route else ()
    later = range(mine.step + 1, len(steps) + 1)
    return tuple(
        number
        for number in later
        if mine.approver.key in {one.key for one in steps[number - 1].approvers}
        and not is_satisfied(gig, number)
        and mine.approver.key not in _spoken_for(in_step(gig, number))
    )


def concerned_approvers(gig: Gig) -> tuple[Person, ...]:
    """Who is asked about the present revision or has answered: whoever a withdrawal of it concerns."""
    asked = (one for one in gig.approvals if one.revision == gig.revision and one.ended is None)
    return tuple({one.approver.key: one.approver for one in asked}.values())


def changes_asked_before(gig: Gig) -> tuple[Approval, ...]:
    """Who sent the revision before this one back for changes, with what they wrote."""
    return tuple(
        one
        for one in gig.approvals
        if one.revision == gig.revision - 1
        and one.purpose is Purpose.POST
        and one.decision is Decision.CHANGES_ASKED
    )


def may_approve(gig: Gig, people: Sequence[Person]) -> None:
    """Raises NotAllowed when one of them owns the gig, or once did, or is of another organisation."""
    if any(person.key in gig.ever_owners for person in people):
        raise NotAllowed(_("You can’t approve your own gig; somebody else has to."))
    if any(person.key.tenant != gig.tenant for person in people):
        raise NotAllowed(_("Only somebody in your own organisation can approve a gig."))


def no_longer_needed(gig: Gig, at: datetime, because: str = "") -> Gig:
    """The gig with nobody's answer awaited any more in its present revision; `because` where it was withdrawn."""
    over = {"ended": Ended.NOT_NEEDED, "ended_at": at, "ended_because": because}
    approvals = tuple(
        one.model_copy(update=over) if one.is_open and one.revision == gig.revision else one
        for one in gig.approvals
    )
    return gig.model_copy(update={"approvals": approvals})

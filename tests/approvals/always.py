"""What is always true of approvals, each in words of its own rather than the product's."""

from collections.abc import Iterator
from typing import Any

from gigs.approval import Approval, Decision, Purpose
from gigs.brief import Brief
from gigs.gig import EDITABLE, IN_APPROVAL, Gig, GigState
from gigs.people import PersonKey
from gigs.route import Lane, Need, Step
from tests.approvals.rules import Card, Row


class Violation(AssertionError):
    """`rule` says which of the promises was broken."""

    def __init__(self, rule: str, seen: object) -> None:
        super().__init__(f"{rule}: {seen}")
        self.rule = rule


def must(fact: object, rule: str, seen: object = "") -> None:
    if not fact:
        raise Violation(rule, seen)


OWN = "nobody is asked about a gig that they own or once did, or decides it"
TWICE = "nobody decides twice in a step"
ONE_YES = "of a step that needs any one, one decides"
AWAITED = "a decision is made by the person the gig waits for, in that revision and step"
FRESH = "a decision is about what its card showed"
FOREIGN = "a press from another tenant changes nothing"
EVERY_STEP = "nothing is agreed without every step of its revision, for the brief as it is"
ORDER = "no step is asked before the ones in front of it have said yes"
STUCK = "it waits for somebody, and its clock runs, exactly while it is in approval"
REMINDED = "only those whose answer is awaited are reminded, and once"
CARRIED = "a yes is carried over only where nothing changed that it concerns"
KEPT = "what was decided or ended stays as it was"
BRIEF = "a brief changes only with its revision"


def live(gig: Gig, number: int) -> list[Approval]:
    return [
        one
        for one in gig.approvals
        if (one.revision, one.step, one.ended) == (gig.revision, number, None)
        and one.approver.key != gig.requester.key
    ]


def said_yes(gig: Gig, number: int, step: Step) -> bool:
    """For ALL, each of the people whom the route names has said yes, or somebody in their place."""
    brief = gig.checked_brief
    held = brief.fingerprint(step.concerns)
    answers = live(gig, number)
    yes = [one for one in answers if one.decision is Decision.APPROVED and one.fingerprint == held]
    if step.need is Need.ANY:
        return bool(yes)
    for_whom = {(one.instead_of or one.approver).key for one in yes} | {one.approver.key for one in yes}
    return len(yes) == len(answers) and all(named.key in for_whom for named in step.approvers)


def steps_in_front(gig: Gig, number: int) -> Iterator[bool]:
    route = gig.route
    assert route is not None
    for place, step in enumerate(route.steps[: number - 1], start=1):
        yield said_yes(gig, place, step)


def agreed(gig: Gig) -> bool:
    route = gig.route
    if route is None:
        return False
    if not route.steps:
        return route.lane is Lane.SELF_SERVICE
    return all(steps_in_front(gig, len(route.steps) + 1))


def of_a_gig(row: Row, clock: Any) -> None:
    """What can be seen of one gig at any moment."""
    gig = row.gig
    for one in gig.approvals:
        must(one.approver.key not in gig.ever_owners, OWN, one)
        must(one.approver.key.tenant == gig.tenant, FOREIGN, one)
    waits = gig.state in IN_APPROVAL or gig.extension is not None
    must(bool(gig.open_approvals) == waits, STUCK, (gig.state, gig.approvals))
    must(not waits or gig.next_at is not None, STUCK, "no timer")
    must(gig.next_at == clock, STUCK, (gig.next_at, clock))
    for one in gig.open_approvals:
        must(one.due_at > one.asked_at, STUCK, one)
    must(gig.state is not GigState.APPROVED or agreed(gig), EVERY_STEP, gig.approvals)
    must(gig.state not in EDITABLE or gig.approved is None, EVERY_STEP, gig.state)


def of_a_change(before: Gig, after: Gig, briefs: dict[int, Brief]) -> None:
    """What one change may do. `briefs` are those of every revision so far, the new one with them."""
    for was, now in zip(before.approvals, after.approvals, strict=False):
        must(was.is_open or was == now, KEPT, (was, now))
        must(was.decision is now.decision or now.decided_at, KEPT, now)
        if was.reminded_at != now.reminded_at:
            awaited = was in before.open_approvals and was.reminded_at is None and now.is_open
            must(awaited, REMINDED, (was, now))
    must(len(after.approvals) >= len(before.approvals), KEPT, after.approvals)
    must(before.revision != after.revision or before.brief == after.brief, BRIEF, after.brief)
    for new in after.approvals[len(before.approvals) :]:
        if new.carried_from:
            _may_be_carried(after, new, briefs)
        elif new.is_open:
            must(all(steps_in_front(after, new.step)), ORDER, new)
    more = after.approved is not None and (before.approved is None or after.approved > before.approved)
    to_market = GigState.LISTED in {after.state} and before.state is not GigState.LISTED
    must(not (more or to_market) or agreed(after), EVERY_STEP, after.approvals)


def _may_be_carried(gig: Gig, new: Approval, briefs: dict[int, Brief]) -> None:
    route, then, now = gig.route, briefs[new.carried_from], gig.checked_brief
    assert route is not None
    sources = [
        one
        for one in gig.approvals
        if (one.revision, one.carried_from, one.decision) == (new.carried_from, 0, Decision.APPROVED)
        and (one.approver, one.decided_at) == (new.approver, new.decided_at)
    ]
    must(sources or new.carried_from == gig.revision, CARRIED, new)
    concerns = route.steps[new.step - 1].concerns or tuple(Brief.model_fields)
    must(all(getattr(then, name) == getattr(now, name) for name in concerns), CARRIED, new)
    fresh = new.decided_at is not None and new.decided_at + route.valid_for > gig.changed_at
    must(fresh or new.carried_from == gig.revision, CARRIED, "it had lapsed")
    must(new.purpose is Purpose.POST or new.carried_from == gig.revision, CARRIED, new)


def of_a_decision(row: Row, before: Gig, said: Approval, who: PersonKey, card: Card) -> None:
    """When `who` has pressed `card` and this is what was kept of it; `row` is how the store had it until then."""
    must(who not in before.ever_owners, OWN, said)
    must(who.tenant == before.tenant, FOREIGN, who)
    must((said.revision, said.step) == (card.revision, card.step), FRESH, (card, said))
    must(said.approver.key == who, AWAITED, (who, said))
    must((who, said.revision, said.step) in row.waiting, AWAITED, (who, said))

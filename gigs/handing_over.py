"""A question changes hands: passed on, delegated, escalated, taken back; and what the clock does by itself."""

from gigs.approval import Approval, Came, Ended, Purpose
from gigs.approving import lapse
from gigs.asking import Asking, can_answer, in_step, question, step_of
from gigs.deciding import outcome, replaced
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.people import Person, PersonKey
from gigs.route import Need
from translation.catalogue import _


def pass_on(gig: Gig, holder: PersonKey, to: Person, asking: Asking, came: Came = Came.PASSED_ON) -> Gig:
    """The gig with `holder`'s open question put to somebody else. Raises OutOfOrder with what stands in the way."""
    held = gig.approval_of(holder)
    if held is None:
        raise OutOfOrder(outcome(gig))
    if obstacle := _obstacle(gig, held, to, asking):
        raise OutOfOrder(obstacle.format(person=to.name))
    return hand_over(gig, held, to, came, asking)


def _obstacle(gig: Gig, held: Approval, to: Person, asking: Asking) -> str:
    if to.key == gig.requester.key:
        return _("{person} asked for this gig and can’t decide about it. Please choose another.")
    if to.key in gig.ever_owners:
        return _("{person} owns or once owned this gig and can’t decide about it. Please choose another.")
    if not can_answer(gig, to, asking.cover):
        return _("{person} can’t be asked about this gig. Please choose another colleague.")
    if _is_in(gig, held, to):
        return _("{person} has already been asked in this step. Please choose another colleague.")
    return ""


def take_back(gig: Gig, owner: PersonKey, asking: Asking) -> Gig:
    """The gig with what was handed to `owner`'s delegates, and is still open, back with `owner`."""
    for one in gig.open_approvals:
        named = one.instead_of
        took_over = one.came in {Came.DELEGATED, Came.SUCCEEDED}
        delegated = took_over and named is not None and named.key == owner
        if delegated and named and not _is_in(gig, one, named):
            gig = hand_over(gig, one, named, Came.TAKEN_BACK, asking)
    return gig


def hand_over(gig: Gig, held: Approval, to: Person, came: Came, asking: Asking) -> Gig:
    """The gig with this question ended for its holder and open for `to`."""
    named = held.instead_of or held.approver
    new = question(
        gig,
        held.step,
        to,
        held.purpose,
        held.amount,
        asking,
        came=came,
        instead_of=named if named.key != to.key else None,
    )
    over = held.model_copy(update={"ended": Ended.HANDED_OVER, "ended_at": asking.at})
    gig = replaced(gig, held, over, asking.at)
    return gig.model_copy(update={"approvals": (*gig.approvals, new)})


def tick(gig: Gig, asking: Asking) -> Gig:
    """The gig with everything done that its clock says is due; itself when nothing is.

    Of several things that fell due meanwhile, the last one is done: somebody whose question goes to another is not
    reminded of it any more.
    """
    before = gig
    for one in gig.open_approvals:
        if one.next_at <= asking.at and one in gig.open_approvals:
            gig = _act(gig, one, asking)
    if gig.has_lapsed(asking.at):
        gig = _lapsed(gig, asking)
    review = gig.review
    if review and review.by is None and review.remind_at and review.remind_at <= asking.at:
        gig = gig.model_copy(update={"review": review.model_copy(update={"remind_at": None})})
    return gig if gig is before else gig.model_copy(update={"changed_at": asking.at})


def _act(gig: Gig, held: Approval, asking: Asking) -> Gig:
    if held.due_at <= asking.at:
        return _expire(gig, held, asking)
    if held.escalate_at and held.escalate_at <= asking.at:
        return _escalate(gig, held, asking)
    if held.delegate_at and held.delegate_at <= asking.at:
        return _delegate(gig, held, asking)
    reminded = {"remind_at": None, "reminded_at": asking.at}
    return replaced(gig, held, held.model_copy(update=reminded), asking.at)


def _delegate(gig: Gig, held: Approval, asking: Asking) -> Gig:
    delegate = asking.cover.delegates.get(held.approver.key.object_id)
    here = delegate and delegate.key.object_id not in asking.cover.away
    if delegate and here and can_answer(gig, delegate, asking.cover) and not _is_in(gig, held, delegate):
        return hand_over(gig, held, delegate, Came.DELEGATED, asking)
    return replaced(gig, held, held.model_copy(update={"delegate_at": None}), asking.at)


def _escalate(gig: Gig, held: Approval, asking: Asking) -> Gig:
    step = step_of(gig, held.step)
    for named in step.escalate_to if step else ():
        target = asking.cover.away.get(named.key.object_id, named)
        if can_answer(gig, target, asking.cover) and not _is_in(gig, held, target):
            return hand_over(gig, held, target, Came.ESCALATED, asking)
    nobody = {"escalate_at": None, "delegate_at": None}
    return replaced(gig, held, held.model_copy(update=nobody), asking.at)


def _expire(gig: Gig, held: Approval, asking: Asking) -> Gig:
    over = held.model_copy(update={"ended": Ended.EXPIRED, "ended_at": asking.at})
    gig = replaced(gig, held, over, asking.at)
    step = step_of(gig, held.step)
    if step and step.need is Need.ANY and any(one.is_open for one in in_step(gig, held.step)):
        return gig
    reason = _("{approver} didn’t answer in time.").format(approver=held.approver.name)
    return lapse(gig, held.purpose, reason, asking.at)


def _lapsed(gig: Gig, asking: Asking) -> Gig:
    reason = _("It was approved, but couldn’t be posted before the approval ran out.")
    return lapse(gig, Purpose.POST, reason, asking.at)


def _is_in(gig: Gig, held: Approval, person: Person) -> bool:
    """True when this person's answer to the same step is awaited, or was given."""
    return any(one.approver.key == person.key and one.ended is None for one in in_step(gig, held.step))

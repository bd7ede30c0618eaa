"""Answers: an approver decides, a colleague gives advice, an emergency is reviewed; and what became of a question."""

from datetime import datetime

from gigs.approval import Advice, Approval, Decision, Purpose
from gigs.approving import agreed, lapse, turned_down
from gigs.asking import Asking, ask_next, can_answer, is_satisfied, next_step, no_longer_needed
from gigs.errors import NoApprover, NotAllowed, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.people import Person, PersonKey
from translation.catalogue import N_, _
from translation.formats import both

_OF_A_GIG = {
    Decision.APPROVED: N_("Gig {number} was approved by {approver}."),
    Decision.CHANGES_ASKED: N_("Gig {number} was sent back for changes by {approver}."),
    Decision.REJECTED: N_("Gig {number} was rejected by {approver}."),
}
_OF_MORE_MONEY = {
    Decision.APPROVED: N_("The extra amount for gig {number} was approved by {approver}."),
    Decision.CHANGES_ASKED: N_("The extra amount for gig {number} was sent back for changes by {approver}."),
    Decision.REJECTED: N_("The extra amount for gig {number} was rejected by {approver}."),
}


def decide(gig: Gig, actor: PersonKey, decision: Decision, *, reason: str, asking: Asking) -> Gig:
    """The gig after one approver's answer. Raises NotAllowed or OutOfOrder with a sentence for the person who pressed."""
    if actor in gig.ever_owners:
        raise NotAllowed(_("You can’t decide about your own gig; somebody else has to."))
    mine = gig.approval_of(actor)
    if mine is None:
        raise OutOfOrder(outcome(gig))
    if decision is not Decision.APPROVED and not reason:
        raise OutOfOrder(_("Please give a reason, so that the requester knows what to do next."))
    said = {"decision": decision, "decided_at": asking.at, "reason": reason}
    gig = replaced(gig, mine, mine.model_copy(update=said), asking.at)
    if decision is not Decision.APPROVED:
        return turned_down(gig, mine.purpose, decision, reason, asking.at)
    return go_on(gig, mine, asking) if is_satisfied(gig, mine.step) else gig


def go_on(gig: Gig, last: Approval, asking: Asking) -> Gig:
    """The gig after a step has all it needs: the next one is asked, or everything is agreed.

    A next step that names nobody any more ends the question: the requester has the gig back, and is told why.
    """
    gig = no_longer_needed(gig, asking.at)
    try:
        gig = ask_next(gig, last.purpose, last.amount, asking)
    except NoApprover as nobody:
        return lapse(gig, last.purpose, str(nobody), asking.at)
    return gig if next_step(gig) else agreed(gig, last.purpose, last.amount, asking)


def replaced(gig: Gig, before: Approval, after: Approval, at: datetime) -> Gig:
    """The gig with one of its approvals as it is now."""
    approvals = tuple(after if one is before else one for one in gig.approvals)
    return gig.model_copy(update={"approvals": approvals, "changed_at": at})


def outcome(gig: Gig) -> str:
    """What has become of the question put to the approvers, as a sentence."""
    answered = sorted(
        (a for a in gig.approvals if a.decided_at), key=lambda a: a.decided_at or gig.created_at
    )
    last = answered[-1] if answered else None
    if gig.state is GigState.CANCELLED:
        said = _("Gig {number} was withdrawn by {requester}.")
        return said.format(number=gig.number, requester=gig.requester.name)
    if gig.state is GigState.EXPIRED:
        said = _("Gig {number} is back with {requester}: {reason}")
        return said.format(number=gig.number, requester=gig.requester.name, reason=gig.note)
    if last is None:
        return _("Gig {number} doesn’t need your answer.").format(number=gig.number)
    of_a_gig = last.purpose is Purpose.POST
    answers = _OF_A_GIG if of_a_gig else _OF_MORE_MONEY
    answer = _(answers[last.decision or Decision.APPROVED])
    told = answer.format(number=gig.number, approver=last.approver.name)
    names = [one.approver.name for one in gig.open_approvals]
    if not names:
        return told
    return _("{told} It’s now with {approvers}.").format(told=told, approvers=both(names))


def ask_advice(gig: Gig, actor: PersonKey, adviser: Person, question: str, asking: Asking) -> Gig:
    """The gig with a colleague asked for their opinion; the answer stays with the approver. Raises OutOfOrder.

    Itself where this colleague has this very question already.
    """
    mine = gig.approval_of(actor)
    if mine is None:
        raise OutOfOrder(outcome(gig))
    if not question:
        raise OutOfOrder(_("Please write what you want to know."))
    if adviser.key == actor or not can_answer(gig, adviser, asking.cover):
        said = _("{person} can’t be asked about this gig. Please choose another colleague.")
        raise OutOfOrder(said.format(person=adviser.name))
    if any(_is_open(one, actor, adviser, question) for one in gig.advice):
        return gig
    asked = Advice(asked_by=mine.approver, adviser=adviser, question=question, asked_at=asking.at)
    return gig.model_copy(update={"advice": (*gig.advice, asked), "changed_at": asking.at})


def _is_open(one: Advice, asker: PersonKey, adviser: Person, question: str) -> bool:
    same = (one.asked_by.key, one.adviser.key, one.question) == (asker, adviser.key, question)
    return same and one.answered_at is None


def give_advice(gig: Gig, actor: PersonKey, answer: str, at: datetime) -> Gig:
    """The gig with a colleague's answer to every question put to them. Raises OutOfOrder when none is open."""
    if not any(one.adviser.key == actor and one.answered_at is None for one in gig.advice):
        raise OutOfOrder(_("Your advice is no longer needed here."))
    if not answer:
        raise OutOfOrder(_("Please write your answer."))
    given = {"answer": answer, "answered_at": at}
    advice = tuple(
        one.model_copy(update=given) if one.adviser.key == actor and one.answered_at is None else one
        for one in gig.advice
    )
    return gig.model_copy(update={"advice": advice, "changed_at": at})


def review_emergency(gig: Gig, actor: Person, *, fine: bool, note: str, at: datetime) -> Gig:
    """The gig with its emergency looked at. Raises NotAllowed for its requester, OutOfOrder when that was done."""
    if actor.key in gig.ever_owners:
        raise NotAllowed(_("You can’t review your own gig; somebody else has to."))
    if gig.review is None or not gig.reviews(actor.key):
        raise OutOfOrder(_("Gig {number} doesn’t need your review.").format(number=gig.number))
    if gig.review.by:
        said = _("{reviewer} has already reviewed gig {number}.")
        raise OutOfOrder(said.format(reviewer=gig.review.by.name, number=gig.number))
    if not fine and not note:
        raise OutOfOrder(_("Please write what concerns you."))
    done = {"by": actor, "at": at, "fine": fine, "note": note, "remind_at": None}
    return gig.model_copy(update={"review": gig.review.model_copy(update=done), "changed_at": at})

"""From draft to a yes or a no: submit, decide, withdraw."""

from collections.abc import Sequence
from datetime import datetime

from gigs.approval import Approval, Decision, Purpose
from gigs.brief import Brief, BriefForm
from gigs.errors import NoApprover, NotAllowed, OutOfOrder
from gigs.gig import EDITABLE, WITHDRAWABLE, Choice, Gig, GigState
from gigs.money import Money
from gigs.people import Person, PersonKey


def edit(gig: Gig, form: BriefForm, at: datetime) -> Gig:
    """The gig with what is now typed in its form. Raises OutOfOrder once it was submitted."""
    if gig.state not in EDITABLE:
        raise OutOfOrder(f"Gig {gig.number} was already submitted, so its brief cannot be changed now.")
    return gig.model_copy(update={"form": form, "changed_at": at})


def submit(gig: Gig, brief: Brief, approvers: Sequence[Person], *, at: datetime, due: datetime) -> Gig:
    """The gig waiting for its approvers, as a new revision. Raises OutOfOrder, NoApprover, NotAllowed."""
    if gig.state not in EDITABLE:
        raise OutOfOrder(f"Gig {gig.number} was already submitted.")
    _may_approve(gig, approvers)
    revision = gig.revision + 1
    asked = _ask(approvers, Purpose.POST, revision, brief, brief.budget, at, due)
    changes = {
        "state": GigState.IN_APPROVAL,
        "revision": revision,
        "former_brief": gig.brief,
        "brief": brief,
        "approvals": gig.approvals + asked,
        "note": "",
        "changed_at": at,
    }
    return gig.model_copy(update=changes)


def ask_for_excess(
    gig: Gig, choice: Choice, excess: Money, approvers: Sequence[Person], *, at: datetime, due: datetime
) -> Gig:
    """The gig waiting for a yes to the part of an offer that lies above the approved sum."""
    if gig.state is not GigState.REVIEWING:
        raise OutOfOrder(f"Gig {gig.number} is not choosing a freelancer now.")
    _may_approve(gig, approvers)
    brief = gig.checked_brief
    revision = gig.revision + 1
    asked = _ask(approvers, Purpose.EXCESS, revision, brief, excess, at, due)
    changes = {
        "state": GigState.OFFER_IN_APPROVAL,
        "revision": revision,
        "choice": choice,
        "approvals": gig.approvals + asked,
        "note": "",
        "changed_at": at,
    }
    return gig.model_copy(update=changes)


def _ask(
    approvers: Sequence[Person],
    purpose: Purpose,
    revision: int,
    brief: Brief,
    amount: Money,
    at: datetime,
    due: datetime,
) -> tuple[Approval, ...]:
    """One question per person, also when somebody is an approver in two roles."""
    people = {person.key: person for person in approvers}
    return tuple(
        Approval(
            purpose=purpose,
            revision=revision,
            approver=person,
            amount=amount,
            fingerprint=brief.fingerprint(),
            asked_at=at,
            due_at=due,
        )
        for person in people.values()
    )


def decide(gig: Gig, actor: PersonKey, decision: Decision, *, reason: str, at: datetime) -> Gig:
    """The gig after one approver's answer. Raises NotAllowed or OutOfOrder with a sentence for the person who pressed."""
    if gig.requester.key == actor:
        raise NotAllowed("You cannot decide about your own gig; somebody else has to.")
    mine = gig.approval_of(actor)
    if mine is None:
        raise OutOfOrder(outcome(gig))
    if decision is not Decision.APPROVED and not reason:
        raise OutOfOrder("Please give a reason, so that the requester knows what to do next.")
    answered = mine.model_copy(update={"decision": decision, "decided_at": at, "reason": reason})
    approvals = tuple(answered if a is mine else a for a in gig.approvals)
    gig = gig.model_copy(update={"approvals": approvals, "changed_at": at})
    if decision is Decision.APPROVED:
        return gig if gig.open_approvals else _approved(gig, answered)
    return _turned_down(gig, answered)


def _approved(gig: Gig, last: Approval) -> Gig:
    if last.purpose is Purpose.POST:
        return gig.model_copy(
            update={"state": GigState.APPROVED, "approved": gig.checked_brief.budget, "note": ""}
        )
    approved = (gig.approved or gig.checked_brief.budget) + last.amount
    return gig.model_copy(
        update={"state": GigState.HIRING, "approved": approved, "note": "", "offers": gig.offers + 1}
    )


def _turned_down(gig: Gig, answer: Approval) -> Gig:
    state = GigState.REJECTED if answer.decision is Decision.REJECTED else GigState.CHANGES_ASKED
    if answer.purpose is Purpose.EXCESS:
        return gig.model_copy(update={"state": GigState.REVIEWING, "choice": None, "note": answer.reason})
    return gig.model_copy(update={"state": state, "note": answer.reason})


def outcome(gig: Gig) -> str:
    """What has become of the question put to the approvers, as a sentence."""
    last = next((a for a in reversed(gig.approvals) if a.decision), None)
    if gig.state is GigState.CANCELLED:
        return f"Gig {gig.number} was withdrawn by {gig.requester.name}."
    if last is None:
        return f"Gig {gig.number} does not wait for your answer."
    said = {
        Decision.APPROVED: "was approved",
        Decision.CHANGES_ASKED: "was sent back for changes",
        Decision.REJECTED: "was rejected",
    }
    subject = "The higher price for gig" if last.purpose is Purpose.EXCESS else "Gig"
    names = " and ".join(a.approver.name for a in gig.open_approvals)
    waits = f" and now waits for {names}" if names else ""
    return (
        f"{subject} {gig.number} {said[last.decision or Decision.APPROVED]} by {last.approver.name}{waits}."
    )


def withdraw(gig: Gig, *, at: datetime) -> Gig:
    """The gig cancelled by its requester. Raises OutOfOrder from the moment an offer is out."""
    if gig.state not in WITHDRAWABLE:
        raise OutOfOrder(
            f"Gig {gig.number} cannot be withdrawn any more: it is {gig.state.replace('_', ' ')}."
        )
    return gig.model_copy(update={"state": GigState.CANCELLED, "note": "", "changed_at": at})


def _may_approve(gig: Gig, approvers: Sequence[Person]) -> None:
    if not approvers:
        raise NoApprover(
            f"Nobody is on record who can approve gigs of {gig.requester.name}. "
            "Your draft is kept; please ask your programme lead to name an approver."
        )
    if any(person.key == gig.requester.key for person in approvers):
        raise NotAllowed("You cannot approve your own gig; somebody else has to.")
    if any(person.key.tenant != gig.tenant for person in approvers):
        raise NotAllowed("Only somebody of your own organisation can approve a gig.")

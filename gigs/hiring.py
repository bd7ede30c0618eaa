"""From the marketplace to a finished piece of work: listed, proposals, offer, deliverables, lesson."""

from datetime import datetime

from gigs.asking import no_longer_needed
from gigs.choice import Choice
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.errors import OutOfOrder
from gigs.gig import Closing, Gig, GigState, Listing, Verdict
from gigs.money import Money
from gigs.states_in_words import in_words
from translation.catalogue import _

_UNDER_CONTRACT = frozenset({GigState.HIRING, GigState.ACTIVE, GigState.COMPLETED, GigState.CLOSED})


def list_as(gig: Gig, listing: Listing) -> Gig:
    """The gig with its listing. Raises OutOfOrder unless it is approved and unposted."""
    _must_be_approved(gig)
    return gig.model_copy(
        update={"state": GigState.LISTED, "listing": listing, "changed_at": listing.posted_at}
    )


def refuse_posting(gig: Gig, reason: str, at: datetime) -> Gig:
    """The gig back with its requester because the marketplace rejected it; it has to be approved again."""
    _must_be_approved(gig)
    return gig.model_copy(
        update={"state": GigState.CHANGES_ASKED, "approved": None, "note": reason, "changed_at": at}
    )


def _must_be_approved(gig: Gig) -> None:
    if gig.state is not GigState.APPROVED:
        said = _("Gig {number} isn’t being posted: {state}.")
        raise OutOfOrder(said.format(number=gig.number, state=in_words(gig.state)))


def count_proposals(gig: Gig, proposals: int, notice_due: datetime | None, at: datetime) -> Gig:
    """The gig with this many proposals to compare; the first one turns it to reviewing."""
    state = GigState.REVIEWING if gig.state is GigState.LISTED and proposals else gig.state
    return gig.model_copy(
        update={"state": state, "proposals": proposals, "notice_due": notice_due, "changed_at": at}
    )


def hire(gig: Gig, choice: Choice, at: datetime) -> Gig:
    """The gig about to make an offer within the approved sum."""
    if gig.state is not GigState.REVIEWING:
        raise OutOfOrder(_("Gig {number} isn’t choosing a freelancer now.").format(number=gig.number))
    changes = {
        "state": GigState.HIRING,
        "choice": choice,
        "offers": gig.offers + 1,
        "note": "",
        "changed_at": at,
    }
    return gig.model_copy(update=changes)


def back_to_reviewing(gig: Gig, reason: str, at: datetime) -> Gig:
    """The gig after an offer that was refused by the marketplace, declined by the freelancer, or withdrawn."""
    if gig.state is not GigState.HIRING:
        raise OutOfOrder(_("Gig {number} has no pending offer.").format(number=gig.number))
    changes = {
        "state": GigState.REVIEWING,
        "choice": None,
        "contract": None,
        "withdrawing_offer": False,
        "withdrawing_because": "",
        "former_contracts": (*gig.former_contracts, *([gig.contract.id] if gig.contract else [])),
        "approved": gig.checked_brief.budget,  # a yes to an excess was a yes to that one offer
        "note": reason,
        "changed_at": at,
    }
    return gig.model_copy(update=changes)


def take_contract(gig: Gig, contract: Contract, at: datetime) -> Gig:
    """The gig with the contract as the marketplace shows it now; never a step further than the marketplace says.

    Raises OutOfOrder when the gig has no offer out, or another contract.
    """
    state = gig.state
    if state not in _UNDER_CONTRACT:
        raise OutOfOrder(_("Gig {number} has no pending offer.").format(number=gig.number))
    if gig.contract and gig.contract.id != contract.id:
        raise OutOfOrder(_("Gig {number} has another contract now.").format(number=gig.number))
    if state is GigState.HIRING and contract.state in {ContractState.ACTIVE, ContractState.COMPLETED}:
        state = GigState.ACTIVE
    if state is GigState.ACTIVE and contract.state in {ContractState.COMPLETED, ContractState.ENDED}:
        state = GigState.COMPLETED
    withdrawing_offer = gig.withdrawing_offer and state is GigState.HIRING
    changes = {"state": state, "contract": contract, "withdrawing_offer": withdrawing_offer, "changed_at": at}
    if gig.extension and state is not GigState.ACTIVE:  # nothing is left that more money could be for
        gig = no_longer_needed(gig, at).model_copy(update={"extension": None})
    return gig.model_copy(update=changes)


def submitted_milestone(gig: Gig, milestone_id: str, deliverable_id: str) -> Milestone:
    """The milestone whose deliverable waits for the requester's verdict. Raises OutOfOrder when it does not."""
    milestone = gig.contract_milestone(milestone_id)
    if gig.state is not GigState.ACTIVE or milestone is None:
        raise OutOfOrder(_("Gig {number} has no such milestone at work now.").format(number=gig.number))
    if milestone.state is MilestoneState.RELEASED:
        told = _("“{milestone}” was accepted and its {amount} released.")
        raise OutOfOrder(told.format(milestone=milestone.title, amount=milestone.amount))
    waiting = milestone.state is MilestoneState.SUBMITTED and milestone.deliverable
    if not waiting or waiting.id != deliverable_id:
        raise OutOfOrder(
            _("“{milestone}” has nothing for you to accept now.").format(milestone=milestone.title)
        )
    if said := gig.verdict_on(deliverable_id):
        accepted, sent_back = (
            _("You already accepted “{milestone}”."),
            _("You already sent “{milestone}” back."),
        )
        raise OutOfOrder((accepted if said.accepted else sent_back).format(milestone=milestone.title))
    return milestone


def judge(gig: Gig, milestone_id: str, verdict: Verdict) -> Gig:
    """The gig with the requester's verdict on a deliverable.

    Raises OutOfOrder when none is awaited, or when accepting would pay more than was approved.
    """
    milestone = submitted_milestone(gig, milestone_id, verdict.deliverable_id)
    if verdict.accepted:
        within_approved(gig, milestone)
    if not verdict.accepted and not verdict.reason:
        raise OutOfOrder(_("Please say what should change, so that the freelancer knows what to do."))
    return gig.model_copy(update={"verdicts": (*gig.verdicts, verdict), "changed_at": verdict.at})


def within_approved(gig: Gig, wanted: Milestone) -> None:
    """Raises OutOfOrder where paying this milestone would bring the gig beyond what somebody has said yes to."""
    approved = gig.approved or gig.checked_brief.budget
    others = [one for one in gig.contract.milestones if one.id != wanted.id] if gig.contract else []
    amounts = [wanted.amount, *(one.amount for one in others if _is_paid_for(gig, one))]
    foreign = any(amount.currency != approved.currency for amount in amounts)
    if foreign or sum(amounts, approved - approved) > approved:
        said = _(
            "The contract of gig {number} has changed: {amount} for “{milestone}” would go beyond the {approved} that "
            "was approved, so I won’t pay it. Ask for the difference on the gig’s card first."
        )
        raise OutOfOrder(
            said.format(number=gig.number, amount=wanted.amount, milestone=wanted.title, approved=approved)
        )


def beyond_approved(gig: Gig) -> Money | None:
    """By how much the contract, as we last saw it, costs more than the approved sum; None when it does not."""
    approved, contract = gig.approved or gig.checked_brief.budget, gig.contract
    if contract is None or contract.total.currency != approved.currency:
        return None
    parts = [one.amount for one in contract.milestones if one.amount.currency == approved.currency]
    planned = sum(parts, approved - approved)
    cost = planned if planned > contract.total else contract.total
    return cost - approved if cost > approved else None


def _is_paid_for(gig: Gig, milestone: Milestone) -> bool:
    said = gig.verdict_on(milestone.deliverable.id) if milestone.deliverable else None
    return milestone.state is MilestoneState.RELEASED or (said is not None and said.accepted)


def unjudge(gig: Gig, deliverable_id: str, reason: str, at: datetime) -> Gig:
    """The gig with a verdict undone because the marketplace refused to act on it."""
    kept = tuple(v for v in gig.verdicts if v.deliverable_id != deliverable_id)
    return gig.model_copy(update={"verdicts": kept, "note": reason, "changed_at": at})


def close(gig: Gig, closing: Closing) -> Gig:
    """The finished gig with its rating and lesson."""
    if gig.state is not GigState.COMPLETED:
        raise OutOfOrder(
            _("Gig {number} isn’t completed, so it can’t be closed yet.").format(number=gig.number)
        )
    return gig.model_copy(
        update={"state": GigState.CLOSED, "closing": closing, "changed_at": closing.closed_at}
    )

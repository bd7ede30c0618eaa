"""From the marketplace to a finished piece of work: listed, proposals, offer, deliverables, lesson."""

from datetime import datetime

from gigs.asking import no_longer_needed
from gigs.choice import Choice
from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.errors import OutOfOrder
from gigs.gig import Closing, Gig, GigState, Listing, Verdict
from gigs.money import Money

_UNDER_CONTRACT = frozenset({GigState.HIRING, GigState.ACTIVE, GigState.COMPLETED, GigState.CLOSED})


def list_as(gig: Gig, listing: Listing) -> Gig:
    """The gig with its listing. Raises OutOfOrder unless it is approved and unposted."""
    if gig.state is not GigState.APPROVED:
        raise OutOfOrder(f"Gig {gig.number} is {gig.state}, so it is not being posted.")
    return gig.model_copy(
        update={"state": GigState.LISTED, "listing": listing, "changed_at": listing.posted_at}
    )


def refuse_posting(gig: Gig, reason: str, at: datetime) -> Gig:
    """The gig back with its requester because the marketplace said no; it has to be approved again."""
    if gig.state is not GigState.APPROVED:
        raise OutOfOrder(f"Gig {gig.number} is {gig.state}, so it is not being posted.")
    return gig.model_copy(
        update={"state": GigState.CHANGES_ASKED, "approved": None, "note": reason, "changed_at": at}
    )


def count_proposals(gig: Gig, proposals: int, notice_due: datetime | None, at: datetime) -> Gig:
    """The gig with this many proposals to compare; the first one turns it to reviewing."""
    state = GigState.REVIEWING if gig.state is GigState.LISTED and proposals else gig.state
    return gig.model_copy(
        update={"state": state, "proposals": proposals, "notice_due": notice_due, "changed_at": at}
    )


def hire(gig: Gig, choice: Choice, at: datetime) -> Gig:
    """The gig about to make an offer within the approved sum."""
    if gig.state is not GigState.REVIEWING:
        raise OutOfOrder(f"Gig {gig.number} is not choosing a freelancer now.")
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
        raise OutOfOrder(f"Gig {gig.number} has no offer out.")
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
        raise OutOfOrder(f"Gig {gig.number} has no offer out.")
    if gig.contract and gig.contract.id != contract.id:
        raise OutOfOrder(f"Gig {gig.number} has another contract now.")
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
        raise OutOfOrder(f"Gig {gig.number} has no such milestone at work now.")
    if milestone.state is MilestoneState.RELEASED:
        raise OutOfOrder(f"“{milestone.title}” was accepted and its {milestone.amount} released.")
    waiting = milestone.state is MilestoneState.SUBMITTED and milestone.deliverable
    if not waiting or waiting.id != deliverable_id:
        raise OutOfOrder(f"“{milestone.title}” does not wait for your verdict now.")
    said = gig.verdict_on(deliverable_id)
    if said:
        raise OutOfOrder(
            f"You have already {'accepted' if said.accepted else 'sent back'} “{milestone.title}”."
        )
    return milestone


def judge(gig: Gig, milestone_id: str, verdict: Verdict) -> Gig:
    """The gig with the requester's verdict on a deliverable.

    Raises OutOfOrder when none is awaited, or when accepting would pay more than was approved.
    """
    milestone = submitted_milestone(gig, milestone_id, verdict.deliverable_id)
    if verdict.accepted:
        within_approved(gig, milestone)
    if not verdict.accepted and not verdict.reason:
        raise OutOfOrder("Please say what should change, so that the freelancer knows what to do.")
    return gig.model_copy(update={"verdicts": (*gig.verdicts, verdict), "changed_at": verdict.at})


def within_approved(gig: Gig, wanted: Milestone) -> None:
    """Raises OutOfOrder where paying this milestone would bring the gig beyond what somebody has said yes to."""
    approved = gig.approved or gig.checked_brief.budget
    others = [one for one in gig.contract.milestones if one.id != wanted.id] if gig.contract else []
    amounts = [wanted.amount, *(one.amount for one in others if _is_paid_for(gig, one))]
    foreign = any(amount.currency != approved.currency for amount in amounts)
    if foreign or sum(amounts, approved - approved) > approved:
        raise OutOfOrder(
            f"The contract of gig {gig.number} has changed: {wanted.amount} for “{wanted.title}” would go beyond the "
            f"{approved} that was approved, so I do not pay it. Ask for the difference on the gig’s card first."
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
        raise OutOfOrder(f"Gig {gig.number} is not completed, so it cannot be closed yet.")
    return gig.model_copy(
        update={"state": GigState.CLOSED, "closing": closing, "changed_at": closing.closed_at}
    )

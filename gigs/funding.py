"""Funding milestones on the marketplace, one after the other, within what was approved."""

from datetime import datetime

from gigs.contract import ContractState, Milestone, MilestoneState
from gigs.errors import OutOfOrder
from gigs.gig import Funding, Gig, GigState
from gigs.money import Money
from translation.catalogue import _


def next_to_fund(gig: Gig) -> Milestone | None:
    """The first milestone that waits for its money, once everything before it is paid and nothing is asked for."""
    if (
        gig.state is not GigState.ACTIVE
        or gig.contract is None
        or gig.contract.state is not ContractState.ACTIVE
    ):
        return None
    left = [one for one in gig.contract.milestones if one.state is not MilestoneState.RELEASED]
    first = left[0] if left else None
    waits = first is not None and first.state is MilestoneState.WAITING and not gig.funding_of(first.id)
    return first if waits else None


def funded_or_paid(gig: Gig) -> Money:
    """The money of this contract that is paid or funded, or asked to be."""
    approved = gig.approved or gig.checked_brief.budget
    milestones = gig.contract.milestones if gig.contract else ()
    parts = [one.amount for one in milestones if _counts(gig, one)]
    return sum((one for one in parts if one.currency == approved.currency), approved - approved)


def within_funds(gig: Gig, wanted: Milestone) -> None:
    """Raises OutOfOrder where this milestone's money would go beyond what somebody has said yes to."""
    approved = gig.approved or gig.checked_brief.budget
    already = [one for one in gig.contract.milestones if one.id != wanted.id] if gig.contract else []
    amounts = [wanted.amount, *(one.amount for one in already if _counts(gig, one))]
    foreign = any(one.currency != approved.currency for one in amounts)
    if foreign or sum(amounts, approved - approved) > approved:
        said = _(
            "{amount} for “{milestone}” would go beyond the {approved} that was approved for gig {number}, so I won’t "
            "fund it. Ask for the difference on the gig’s card first."
        )
        raise OutOfOrder(
            said.format(amount=wanted.amount, milestone=wanted.title, approved=approved, number=gig.number)
        )


def ask_to_fund(gig: Gig, milestone_id: str, at: datetime) -> Gig:
    """The gig with this milestone's money asked for. Raises OutOfOrder when it is not its turn, or too much."""
    milestone = gig.contract_milestone(milestone_id)
    if milestone is None or milestone != next_to_fund(gig):
        said = _("Gig {number} has no such milestone that can be funded now.")
        raise OutOfOrder(said.format(number=gig.number))
    within_funds(gig, milestone)
    asked = Funding(milestone_id=milestone_id, amount=milestone.amount, at=at)
    return gig.model_copy(update={"fundings": (*gig.fundings, asked), "changed_at": at})


def order_taken(gig: Gig, milestone_id: str, at: datetime) -> Gig:
    """The gig whose marketplace has taken the order; whether the money is there, its contract says."""
    fundings = tuple(
        one.model_copy(update={"answered": True}) if one.milestone_id == milestone_id else one
        for one in gig.fundings
    )
    return gig.model_copy(update={"fundings": fundings, "changed_at": at})


def order_refused(gig: Gig, milestone_id: str, at: datetime) -> Gig:
    """The gig as if it had not been asked for: nothing was funded."""
    fundings = tuple(one for one in gig.fundings if one.milestone_id != milestone_id)
    return gig.model_copy(update={"fundings": fundings, "changed_at": at})


def _counts(gig: Gig, milestone: Milestone) -> bool:
    return milestone.state is not MilestoneState.WAITING or gig.funding_of(milestone.id) is not None

"""What a client does with the milestones of a contract: fund, pay, send back, and rate at the end."""

from typing import Any

from gigs.contract import ContractState, Milestone, MilestoneState
from gigs.marketplaces import UPWORK
from gigs.money import Money
from marketplace.upwork import catalogue, contracts
from marketplace.upwork.money import lowest
from marketplace.upwork.operations import APPROVE, END_CONTRACT, FUND, REJECT
from marketplace.upwork.wire import Wire
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, Review

SCORES = ("availability", "communication", "cooperation", "deadlines", "quality", "skills")


async def fund(wire: Wire, contract_id: str, milestone: Milestone, reference: str) -> None:
    """See Marketplace.fund. Theirs is a checkout that goes on after the yes: the contract says when the money is there."""
    reading = await contracts.read(wire, contract_id)
    part, theirs = contracts.part_of(reading, milestone.id)
    _check_amount(part, milestone.amount)
    if part.state is not MilestoneState.WAITING:
        raise MarketplaceRefused(f"“{part.title}” has been funded already.")
    if reading.contract.state is not ContractState.ACTIVE:
        raise MarketplaceRefused("Nobody works on this contract.")
    await wire.run(FUND, {"input": {"id": theirs, "message": reference}})


async def release(wire: Wire, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:
    """See Marketplace.release. In cents; never more or less than the milestone, and only what was handed in."""
    part, theirs = contracts.part_of(await contracts.read(wire, contract_id), milestone_id)
    _check_amount(part, amount)
    if part.state is MilestoneState.RELEASED:
        raise MarketplaceRefused(f"“{part.title}” was already paid.")
    if part.state is not MilestoneState.SUBMITTED:
        raise MarketplaceRefused(f"Nothing waits to be paid for “{part.title}”.")
    wanted = {"id": theirs, "paidAmount": lowest(amount), "paymentComment": reference}
    await wire.run(APPROVE, {"input": wanted})


def _check_amount(part: Milestone, amount: Money) -> None:
    if part.amount != amount:
        raise MarketplaceRefused(f"“{part.title}” is worth {part.amount} on {UPWORK.title}, not {amount}.")


async def send_back(
    wire: Wire, contract_id: str, milestone_id: str, reason: str, deliverable_id: str
) -> None:
    """See Marketplace.send_back."""
    part, theirs = contracts.part_of(await contracts.read(wire, contract_id), milestone_id)
    is_newer = deliverable_id and part.deliverable and part.deliverable.id != deliverable_id
    if part.state is MilestoneState.SENT_BACK or is_newer:
        return
    if part.state is not MilestoneState.SUBMITTED:
        raise MarketplaceRefused(f"Nothing was handed in for “{part.title}” that could be sent back.")
    answer = await wire.run(REJECT, {"input": {"id": theirs, "noteToContractor": reason}})
    if answer.get("response") is False:
        raise MarketplaceRefused(f"{UPWORK.title} did not send “{part.title}” back.")


async def review(wire: Wire, contract_id: str, review: Review) -> None:
    """See Marketplace.review. A rating exists only in ending the contract, so everything must be paid first.

    That scores go from 1 to 5 and that `reasonRef` is a reason's alias are unverified. Theirs has no “hire again”.
    """
    reading = await contracts.read(wire, contract_id)
    if reading.is_closed:
        return
    if reading.number is None or reading.contract.state is not ContractState.COMPLETED:
        raise MarketplaceRefused(
            "A freelancer is rated when every milestone is paid: rating ends the contract."
        )
    reason = await catalogue.reason(wire, "CONTRACT_END_FIXED", "complete|success|finished")
    if reason is None:
        raise MarketplaceUnavailable(f"{UPWORK.title}’s reasons for ending a contract cannot be read")
    feedback: dict[str, Any] = {f"{name}Score": review.rating for name in SCORES}
    feedback["comment"] = review.comment
    wanted = {"reasonRef": reason[1] or reason[0], "feedbackInfo": feedback}
    answer = await wire.run(END_CONTRACT, {"id": reading.number, "input": wanted})
    if not answer.get("success"):
        raise MarketplaceRefused(f"{UPWORK.title} did not end the contract, and so did not take the rating.")

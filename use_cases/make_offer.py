"""(job) The offer to the chosen freelancer goes out, exactly once."""

from datetime import datetime
from typing import ClassVar

from gigs.contract import Contract, ContractState, MilestoneState
from gigs.gig import Gig, GigState
from gigs.hiring import back_to_reviewing, take_contract
from gigs.proposal import PlannedMilestone, Standing
from marketplace.client import Marketplace, OfferRequest
from use_cases.carry_out import Errand
from use_cases.entries import heard
from use_cases.notices import NoticeKind
from use_cases.operation import Operation, OperationKind
from use_cases.outside import Outside
from use_cases.promise_operation import OperationJob, promise_operation
from use_cases.storage import Transaction
from use_cases.tell import show_change, tell_requester


class MakeOffer(OperationJob):
    """Send the offer."""

    name: ClassVar[str] = "make_offer"
    kind: ClassVar[OperationKind] = OperationKind.OFFER


async def promise_offer(outside: Outside, tx: Transaction, gig: Gig) -> None:
    """To the freelancer chosen; once for each time that somebody was chosen."""
    if gig.choice and gig.choice.reference:  # a person makes it over there; we look whether it is there
        await tx.syncs.schedule(gig.tenant, gig.number, outside.clock.now())
        return
    key, target = f"offer:{gig.number}:{gig.offers}", gig.choice.proposal_id if gig.choice else ""
    await promise_operation(outside, tx, gig, MakeOffer, key, target=target)


def _still_wanted(gig: Gig, operation: Operation, _now: datetime) -> bool:
    within = gig.choice is not None and gig.approved is not None and not gig.choice.total > gig.approved
    return gig.state is GigState.HIRING and within and operation.key == f"offer:{gig.number}:{gig.offers}"


async def _request(market: Marketplace, gig: Gig, operation: Operation) -> OfferRequest:
    """The offer, with the freelancer's own milestones where they still add up to what was confirmed."""
    choice, listing, brief = gig.choice, gig.listing, gig.checked_brief
    if choice is None or listing is None:
        raise ValueError(f"gig {gig.number} has nothing to offer")
    found = [p for p in await market.proposals(listing.id) if p.id == choice.proposal_id]
    planned = found[0].milestones if found else ()
    exact = sum((m.amount.amount for m in planned), start=choice.total.amount * 0) == choice.total.amount
    milestones = planned if exact else (PlannedMilestone(title=brief.title, amount=choice.total),)
    return OfferRequest(
        reference=operation.reference,
        listing_id=listing.id,
        proposal_id=choice.proposal_id,
        title=brief.title,
        total=choice.total,
        milestones=milestones,
        start=brief.start,
        due=brief.due,
    )


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> Contract:
    return await market.offer(await _request(market, gig, operation))


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> Contract | None:
    found = await market.find_offer(await _request(market, gig, operation))
    return None if found and came_to_nothing(gig, found) else found


def came_to_nothing(gig: Gig, contract: Contract) -> bool:
    """An offer of before that was declined or taken back. Where offers have the ids of their bids, one that stands is new."""
    stands = contract.state not in {ContractState.DECLINED, ContractState.ENDED}
    return contract.id in gig.former_contracts and not stands


async def _record(tx: Transaction, gig: Gig, operation: Operation, contract: Contract, at: datetime) -> str:
    contract = as_offered(contract)
    said = heard(operation.marketplace, "sent the offer", at, f"{contract.total} to {contract.freelancer}")
    gig = await tx.gigs.save(gig, take_contract(gig, contract, at), said)
    await mark_proposal(tx, gig, contract.proposal_id, Standing.OFFERED)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)
    return contract.id


def as_offered(contract: Contract) -> Contract:
    """As it was sent, whatever the freelancer has done since: the next reading finds that new, and tells people."""
    fresh = {"state": MilestoneState.WAITING, "deliverable": None, "note": ""}
    milestones = tuple(milestone.model_copy(update=fresh) for milestone in contract.milestones)
    return contract.model_copy(update={"state": ContractState.OFFERED, "milestones": milestones})


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    if gig.state is not GigState.HIRING:
        return
    gig = await tx.gigs.save(
        gig, back_to_reviewing(gig, reason, at), heard(operation.marketplace, "refused the offer", at, reason)
    )
    await tell_requester(tx, gig, NoticeKind.OFFER_REFUSED, at=at, facts={"reason": reason})
    await show_change(tx, gig)


async def mark_proposal(
    tx: Transaction, gig: Gig, proposal_id: str, standing: Standing, reason: str = ""
) -> None:
    """Writes what became of one proposal."""
    known = await tx.proposals.of(gig.tenant, gig.number)
    changed = [
        p.model_copy(update={"standing": standing, "reason": reason}) for p in known if p.id == proposal_id
    ]
    await tx.proposals.put(gig.tenant, gig.number, changed)


OFFERING: Errand[Contract] = Errand(
    kind=OperationKind.OFFER,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
)

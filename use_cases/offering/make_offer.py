"""(job) The offer to the chosen freelancer goes out, exactly once."""

from datetime import datetime
from typing import ClassVar

from gigs.brief import PriceType
from gigs.contract import Contract, ContractState, MilestoneState
from gigs.gig import Gig, GigState
from gigs.hiring import back_to_reviewing, take_contract
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal, ProposalList, ProposalStatus
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.marketplace import Marketplace, MarketplaceUnavailable, OfferRequest
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import Operation, OperationKind
from ports.storage import Transaction
from translation.in_english import in_english
from use_cases.context import Context
from use_cases.entries import heard, hired, more, under
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.operations.enqueue_operation import OperationJob, enqueue_operation
from use_cases.operations.handler import OperationHandler
from use_cases.talent.stop_marked import admit_offer

_OVER = frozenset({ContractState.DECLINED, ContractState.ENDED})


class MakeOffer(OperationJob):
    """Send the offer."""

    name: ClassVar[str] = "make_offer"
    kind: ClassVar[OperationKind] = OperationKind.OFFER


async def enqueue_offer(context: Context, tx: Transaction, gig: Gig) -> None:
    """To the freelancer chosen; once for each time that somebody was chosen."""
    if gig.choice and gig.choice.reference:  # a person makes it over there; we look whether it is there
        await tx.syncs.schedule(gig.tenant, gig.number, context.clock.now())
        return
    key, target = f"offer:{gig.number}:{gig.offers}", gig.choice.proposal_id if gig.choice else ""
    await enqueue_operation(context, tx, gig, MakeOffer, key, target=target)


def _still_wanted(gig: Gig, operation: Operation, _now: datetime) -> bool:
    within = gig.choice is not None and gig.approved is not None and not gig.choice.total > gig.approved
    return gig.state is GigState.HIRING and within and operation.key == f"offer:{gig.number}:{gig.offers}"


async def _admit(tx: Transaction, gig: Gig, operation: Operation, now: datetime) -> None:
    await admit_offer(tx, gig, operation.target, now)


async def _answers(market: Marketplace, gig: Gig) -> ProposalList:
    """The proposals as they stand over there."""
    if gig.choice is None or gig.listing is None:
        raise ValueError(f"gig {gig.number} has nothing to offer")
    return await market.proposals(gig.listing.id)


def _chosen(answers: ProposalList, gig: Gig) -> Proposal | None:
    """The chosen proposal; None where it is not shown any more."""
    return next((one for one in answers if gig.choice and one.id == gig.choice.proposal_id), None)


def _request(gig: Gig, operation: Operation, found: Proposal | None) -> OfferRequest:
    """The offer, with the freelancer's own milestones where they still add up to what was confirmed."""
    choice, listing, brief = gig.choice, gig.listing, gig.checked_brief
    if choice is None or listing is None:
        raise ValueError(f"gig {gig.number} has nothing to offer")
    planned = found.milestones if found else ()
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
    """Never at another price than the one that was confirmed: some marketplaces hire at whatever is asked now."""
    answers = await _answers(market, gig)
    if any(gig.choice and one.id == gig.choice.proposal_id for one in answers.unread):
        raise MarketplaceUnavailable(
            f"{market.title} shows the chosen proposal in a way that can’t be read"  # not for people
        )
    found = _chosen(answers, gig)
    request = _request(gig, operation, found)
    if found and _asked(found, gig) != request.total:
        with in_english():  # a no of our own is kept in the history
            raise _asks_for_another(gig, found)
    return await market.offer(request)


def _asks_for_another(gig: Gig, found: Proposal) -> RefusedHere:
    is_hourly = found.price_type is PriceType.HOURLY
    asked = f"{found.rate} an hour" if is_hourly else str(found.rate)  # not for people
    chosen = gig.choice.freelancer if gig.choice else ""  # by the name that is known: no other is sealed
    said = f"{chosen or 'The freelancer'} asks for {asked} now; please look again before hiring."  # not for people
    by = Hindrance.RATE_CHANGED if is_hourly else Hindrance.PRICE_CHANGED
    return RefusedHere(said, Hindered(by=by, amount=found.rate))


def _asked(proposal: Proposal, gig: Gig) -> Money | None:
    """What it comes to as it stands; None for an hourly price where no hours were agreed."""
    hours = gig.checked_brief.hours
    if proposal.price_type is PriceType.HOURLY and hours is None:
        return None
    return proposal.total(hours)


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> Contract | None:
    """A former offer that is over is none. One of the same name that is alive is ours, made anew to the same freelancer."""
    found = await market.find_offer(_request(gig, operation, _chosen(await _answers(market, gig), gig)))
    is_former = found is not None and found.id in gig.former_contracts and found.state in _OVER
    return None if is_former else found


async def _record(tx: Transaction, gig: Gig, _operation: Operation, contract: Contract, at: datetime) -> str:
    contract = as_offered(contract)
    facts = more(under(gig, contract), amount=contract.total)
    said = heard(EntryKind.OFFER_SENT, at, facts, hired(gig, contract))
    gig = await tx.gigs.save(gig, take_contract(gig, contract, at), said)
    await mark_proposal(tx, gig, contract.proposal_id, ProposalStatus.OFFERED)
    await notify_if_above(tx, gig, contract.total, at)
    await tx.syncs.schedule(gig.tenant, gig.number, at)
    await show_change(tx, gig)
    return contract.id


async def notify_if_above(tx: Transaction, gig: Gig, total: Money, at: datetime) -> None:
    """Notifies the requester of an offer over there that is not what was approved: dearer, or in another currency."""
    approved = gig.approved or gig.checked_brief.budget
    if total.currency != approved.currency or total > approved:
        facts = NoticeFacts(amount=total, limit=approved)
        await notify_requester(tx, gig, NoticeKind.OFFER_ABOVE, at=at, facts=facts)


def as_offered(contract: Contract) -> Contract:
    """As it was sent, whatever the freelancer has done since: the next reading finds that new, and tells people."""
    fresh = {"state": MilestoneState.WAITING, "deliverable": None, "note": ""}
    milestones = tuple(milestone.model_copy(update=fresh) for milestone in contract.milestones)
    return contract.model_copy(update={"state": ContractState.OFFERED, "milestones": milestones})


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    if gig.state is not GigState.HIRING:
        return
    chosen = gig.choice.proposal_id if gig.choice else None
    about = EntryFacts(marketplace=operation.marketplace, freelancer=chosen, reason=reason)
    said = heard(EntryKind.OFFER_REFUSED, at, about, hired(gig))
    gig = await tx.gigs.save(gig, back_to_reviewing(gig, reason, at), said)
    facts = NoticeFacts.of_refusal(reason, operation.hindered, proposal=chosen or "")
    await notify_requester(tx, gig, NoticeKind.OFFER_REFUSED, at=at, facts=facts)
    await show_change(tx, gig)


async def mark_proposal(
    tx: Transaction, gig: Gig, proposal_id: str, status: ProposalStatus, reason: str = ""
) -> None:
    """Writes what became of one proposal of a gig that this transaction holds, or has just saved."""
    known = await tx.proposals.of(gig.tenant, gig.number)
    changed = [
        p.model_copy(update={"status": status, "reason": reason}) for p in known if p.id == proposal_id
    ]
    await tx.proposals.put(gig.tenant, gig.number, changed)


OFFERING: OperationHandler[Contract] = OperationHandler(
    kind=OperationKind.OFFER,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
    admit=_admit,
)

"""Offers: a bid is accepted, which makes a hire that binds us, and its milestones are written under it.

Two calls again. A hire that a lost answer or a crash has left without its milestones is found by our reference and
completed by the next try; the look-up does not count it as the offer until then.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from gigs.contract import Contract
from gigs.money import Money
from marketplace.worksome import operations, translate
from marketplace.worksome.api import Api
from marketplace.worksome.contracts import OPEN_HIRES, contract_of, is_fixed
from marketplace.worksome.listings import candidate_of
from marketplace.worksome.money import from_number, to_number
from marketplace.worksome.outcomes import TITLE
from marketplace.worksome.wire import Bid, Hire, Ref
from ports.marketplace import (
    MarketplaceError,
    MarketplaceRefused,
    MarketplaceUnavailable,
    MarketplaceUnknown,
    OfferRequest,
    Ours,
)

CANCELLED = "CANCELLED"
NO_MILESTONES = "The milestones of this offer could not be written down, so it is withdrawn."


async def offer(api: Api, request: OfferRequest) -> Contract:
    """See Marketplace. Refused where the bid asks for another price: a bid is accepted as it stands or not at all."""
    _milestones_input("", request)
    hire = await _own_hire(api, request.reference)
    if hire is None:
        await _check_bid(api, request)
        hire = await api.write(operations.ACCEPT_BID, _accept_input(request), "acceptBid", Hire)
    if _lacks_milestones(hire, request):
        await _write_milestones(api, hire, request)
    return await _offered(api, hire, request)


async def _offered(api: Api, hire: Hire, request: OfferRequest) -> Contract:
    """The hire is there: an answer that cannot be read is a reason to look again, not to say that nothing happened."""
    try:
        stands = await _hire(api, hire.id) if _lacks_milestones(hire, request) else hire
        return contract_of(stands, request.proposal_id, None, request.total)
    except (MarketplaceUnavailable, MarketplaceRefused) as odd:
        raise MarketplaceUnknown(f"the offer is there, and could not be read: {odd}") from odd


def _lacks_milestones(hire: Hire, request: OfferRequest) -> bool:
    """Unanswered and without them. What was answered stands as it is."""
    is_open = hire.status.upper() in OPEN_HIRES
    return is_open and len(request.milestones) > 1 and not hire.milestones.data


async def _check_bid(api: Api, request: OfferRequest) -> None:
    bid = await api.read(operations.BID, {"id": request.proposal_id}, "bid", Bid)
    if bid is None or bid.rate is None:
        raise MarketplaceRefused(f"{TITLE} has no such bid.")
    if bid.status.upper() != "OPEN":
        raise MarketplaceRefused(f"This bid is not open any more; {TITLE} says “{bid.status.lower()}”.")
    if bid.job is None or bid.job.id != request.listing_id or bid.job.status in translate.ENDED_JOB:
        raise MarketplaceRefused("The job of this bid has ended.")
    asked = from_number(bid.rate, bid.currency)
    _check_price(asked, request, is_whole=is_fixed(bid.rate_type or bid.job.rate_type))


def _check_price(asked: Money, request: OfferRequest, *, is_whole: bool) -> None:
    same_currency = asked.currency == request.total.currency
    if not same_currency or (is_whole and asked.amount != request.total.amount):
        raise MarketplaceRefused(
            f"{TITLE} hires at the price of the bid, which is {asked}; the offer says {request.total}."
        )
    amounts = [one.amount.amount for one in request.milestones]
    if amounts and sum(amounts) != request.total.amount:
        raise MarketplaceRefused(f"The milestones do not add up to {request.total}.")


def _accept_input(request: OfferRequest) -> dict[str, Any]:
    return {
        "bid": request.proposal_id,
        "jobTitle": request.title,
        "startDate": request.start.isoformat(),
        "endDate": request.due.isoformat(),
        "closeOtherConversations": False,
        "externalIdentifier": request.reference,
    }


def _milestones_input(hire_id: str, request: OfferRequest) -> list[dict[str, Any]]:
    """Nothing for a single one: a hire without milestones is the whole work. They are due in even steps."""
    parts = request.milestones if len(request.milestones) > 1 else ()
    return [
        {
            "hire": hire_id,
            "name": one.title,
            "amount": to_number(one.amount),
            "dueDate": _due(request.start, request.due, place, len(parts)).isoformat(),
        }
        for place, one in enumerate(parts, start=1)
    ]


def _due(start: date, due: date, place: int, parts: int) -> date:
    return start + timedelta(days=(due - start).days * place // parts)


async def _write_milestones(api: Api, hire: Hire, request: OfferRequest) -> None:
    """Raises MarketplaceRefused only after the hire was withdrawn: it binds, and is not what was approved."""
    given = {"milestones": _milestones_input(hire.id, request)}
    try:
        await api.write_list(operations.CREATE_MILESTONES, given, "createMilestones")
    except MarketplaceRefused as no:
        try:
            await _cancel(api, hire.id, NO_MILESTONES)
        except MarketplaceError as stays:
            raise MarketplaceUnknown(
                f"{TITLE} refused the milestones ({no.reason}) and may have kept the hire"
            ) from stays
        raise
    except MarketplaceUnavailable as later:
        raise MarketplaceUnknown(f"the hire is there without its milestones: {later}") from later


async def _own_hire(api: Api, reference: str) -> Hire | None:
    """The hire of this offer. One that was turned down or withdrawn is one too: it is not made a second time."""
    mine = {"accounts": [await api.company()], "references": [reference]}
    cancelled = None
    async for hire in api.every(operations.HIRES_BY_REFERENCE, mine, "hires", Hire):
        if hire.external_identifier is None:
            raise MarketplaceUnavailable(f"{TITLE} lists a hire without its identifier: it could be this one")
        if hire.external_identifier == reference:
            if hire.status.upper() != CANCELLED:
                return hire
            cancelled = cancelled or hire
    return cancelled


async def find_offer(api: Api, request: OfferRequest) -> Contract | None:
    """See Marketplace. By its reference; without the milestones it should have it does not count, unless it was answered."""
    hire = await _own_hire(api, request.reference)
    if hire is None or _lacks_milestones(hire, request):
        return None
    return contract_of(hire, request.proposal_id, None, request.total)


async def own(api: Api, listing_id: str) -> Sequence[Ours]:
    """See Marketplace.own_offers."""
    asked = {"accounts": [await api.company()], "jobs": [listing_id]}
    hires = [hire async for hire in api.every(operations.HIRES_OF_JOB, asked, "hires", Hire)]
    return [
        Ours(
            id=hire.id,
            reference=hire.external_identifier or "",
            title=hire.worker.name if hire.worker else "",
        )
        for hire in hires
        if hire.status.upper() != CANCELLED
    ]


async def withdraw(api: Api, contract_id: str, reason: str) -> None:
    """See Marketplace. They would cancel an accepted hire too, until it begins; we do not."""
    hire = await _hire(api, contract_id)
    status = hire.status.upper()
    if status == CANCELLED:
        return
    if status not in OPEN_HIRES:
        who = hire.worker.name if hire.worker else "The freelancer"
        raise MarketplaceRefused(f"{who} has answered this offer already.")
    await _cancel(api, contract_id, reason)


async def _cancel(api: Api, hire_id: str, message: str) -> None:
    given = {"hire": hire_id, "message": message}
    await api.write(operations.CANCEL_HIRE, given, "cancelHire", Ref)


async def contract(api: Api, contract_id: str, known: Contract | None) -> Contract:
    """See Marketplace. Without `known` it costs a second call to learn whose bid it was."""
    hire = await _hire(api, contract_id)
    proposal_id = known.proposal_id if known else await _bid_of(api, hire)
    return contract_of(hire, proposal_id, known, None)


async def _bid_of(api: Api, hire: Hire) -> str:
    if hire.job is None:
        return ""
    found = await candidate_of(api, hire.job.id, lambda one: one.hire is not None and one.hire.id == hire.id)
    return found.bid.id if found and found.bid else ""


async def _hire(api: Api, hire_id: str) -> Hire:
    hire = await api.read(operations.HIRE, {"id": hire_id}, "hire", Hire)
    if hire is None:
        raise MarketplaceRefused(f"{TITLE} knows no such hire.")
    if hire.id != hire_id:
        raise MarketplaceUnavailable(f"{TITLE} answered with another hire than we asked for")
    return hire

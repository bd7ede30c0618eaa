"""Offers and contracts on Freelancer.com: awarding a bid, reading what became of it, paying and rating.

An award is at the bid's own price, carries no text of ours, and is looked up by the bid.
"""

from collections.abc import Mapping
from typing import Any

from gigs.brief import PriceType
from gigs.contract import Contract, ContractState, Milestone
from gigs.money import Money
from marketplace.freelancer import contracts, threads, translate
from marketplace.freelancer.contracts import Handed, Paid
from marketplace.freelancer.endpoints import BIDS, MILESTONES, REVIEWS, Endpoints, one
from marketplace.freelancer.handing_in import handed_in, sent_back_text
from marketplace.freelancer.outcomes import TITLE, NotFound, read_as, values_of
from marketplace.freelancer.projects import Projects, find_bid, id_of
from marketplace.freelancer.translate import ProjectTerms
from marketplace.freelancer.wire import Bid, MilestonePayment, User
from ports.marketplace import MarketplaceRefused, OfferRequest, Review

OUT = frozenset({"pending", "awarded"})
PARTIAL_PAYMENT = 1
"""Their reason of a milestone payment."""


async def offer(api: Endpoints, known: Projects, request: OfferRequest) -> Contract:
    """Awards the bid. Raises MarketplaceRefused when it is not at the price that was agreed here."""
    project_id, bid_id = id_of(request.listing_id, "listing"), id_of(request.proposal_id, "proposal")
    bid, user = await find_bid(api, request.proposal_id)
    terms = await known.terms(api, project_id)
    _check_award(bid, terms, request)
    await api.act(one(BIDS, bid_id), "award")
    offered = bid.model_copy(update={"award_status": "pending"})
    return contracts.merged(_plan(request, offered, user), offered, user, terms, {}, {})


def _check_award(bid: Bid, terms: ProjectTerms, request: OfferRequest) -> None:
    if bid.project_id != terms.project_id:
        raise MarketplaceRefused("This proposal belongs to another listing.")
    if bid.retracted:
        raise MarketplaceRefused("The freelancer has withdrawn this proposal.")
    if (bid.award_status or "").lower() in OUT:
        raise MarketplaceRefused("This freelancer has been offered the work already.")
    asked = translate.money(bid.amount, terms.currency, f"bid {bid.id}")
    if request.total.currency != terms.currency:
        raise MarketplaceRefused(f"This listing is in {terms.currency}; an offer must be too.")
    if terms.price_type is PriceType.FIXED and asked != request.total:
        raise MarketplaceRefused(f"The bid is for {asked} now, not for {request.total}.")
    planned = [step.amount for step in request.milestones]
    if any(one.currency != terms.currency or one.amount <= 0 for one in planned):
        raise MarketplaceRefused(f"Every milestone needs an amount above 0 in {terms.currency}.")
    if planned and sum(one.amount for one in planned) != request.total.amount:
        raise MarketplaceRefused(f"The milestones do not add up to {request.total}.")


def _plan(request: OfferRequest, bid: Bid, user: User | None) -> Contract:
    """The offer as we made it: what they do not keep."""
    return Contract(
        id=contracts.contract_id(bid),
        proposal_id=request.proposal_id,
        freelancer=user.shown_name if user else f"Freelancer {bid.bidder_id}",
        total=request.total,
        state=ContractState.OFFERED,
        milestones=contracts.planned(request.milestones, request.title, request.total),
    )


async def find_offer(api: Endpoints, known: Projects, request: OfferRequest) -> Contract | None:
    """What became of the bid, if it was awarded. One that was withdrawn again may be awarded anew: that is none."""
    try:
        bid, user = await find_bid(api, request.proposal_id)
    except MarketplaceRefused as no:
        if isinstance(no, NotFound) or not request.proposal_id.isdigit():
            return None
        raise
    if (bid.award_status or "").lower() in {"", "revoked"} or str(bid.project_id) != request.listing_id:
        return None
    return await _read(api, known, bid, user, _plan(request, bid, user))


async def withdraw(api: Endpoints, contract_id: str) -> None:
    """Revokes an award that nobody has answered; one that is revoked already is a yes."""
    _, bid_id = contracts.ids_of(contract_id)
    bid, user = await find_bid(api, bid_id)
    status = (bid.award_status or "").lower()
    if status == "revoked":
        return
    if status == "awarded":
        who = user.shown_name if user else "The freelancer"
        raise MarketplaceRefused(f"{who} has accepted this offer already.")
    await api.act(one(BIDS, bid_id), "revoke")


async def read(api: Endpoints, known: Projects, contract_id: str, last: Contract | None) -> Contract:
    """The contract as it stands."""
    _, bid_id = contracts.ids_of(contract_id)
    bid, user = await find_bid(api, bid_id)
    if contracts.contract_id(bid) != contract_id:
        raise NotFound(f"{TITLE} has no such contract.")
    return await _read(api, known, bid, user, last)


async def _read(
    api: Endpoints, known: Projects, bid: Bid, user: User | None, last: Contract | None
) -> Contract:
    terms = await known.terms(api, bid.project_id)
    payments = await payments_of(api, bid, terms)
    handed = await _handed(api, bid, payments)
    return contracts.merged(last, bid, user, terms, payments, handed)


async def payments_of(api: Endpoints, bid: Bid, terms: ProjectTerms) -> Mapping[str, Paid]:
    """The payments to this bidder by milestone. They come as a map from id to payment."""
    found: dict[int, Paid] = {}
    for result in await api.pages(MILESTONES, "milestones", ("projects[]", bid.project_id)):
        for raw in values_of(result.get("milestones")):
            if _is_anothers(raw, bid):
                continue
            payment = read_as(MilestonePayment, raw)
            if payment.bidder_id == bid.bidder_id:
                found[payment.transaction_id] = contracts.paid_of(payment, terms)
    return contracts.by_milestone(list(found.values()))


def _is_anothers(raw: Any, bid: Bid) -> bool:
    """Whether it says whom it is for, and that is somebody else: whatever is odd about it doesn't concern this bid."""
    theirs = raw.get("bidder_id") if isinstance(raw, dict) else None
    return isinstance(theirs, int) and theirs != bid.bidder_id and not isinstance(theirs, bool)


async def _handed(api: Endpoints, bid: Bid, payments: Mapping[str, Paid]) -> Mapping[str, Handed]:
    """What the thread says of those that are asked for; it is not read while nothing is."""
    asked = {id_: paid for id_, paid in payments.items() if paid.status == contracts.ASKED}
    if not asked:
        return {}
    thread = await threads.said(api, bid)
    return {id_: handed_in(paid, bid, thread) for id_, paid in asked.items()}


async def fund(
    api: Endpoints, known: Projects, contract_id: str, milestone: Milestone, reference: str
) -> None:
    """Creates the milestone payment, unless there is one; with the same reference that is a yes.

    That a payment read later still has the words it was made with is recorded for services only. One without words, over the
    same sum, stops: it may be this very payment.
    """
    bid, terms, payments = await _paid(api, known, contract_id)
    number = contracts.number_of(milestone.id)
    there = payments.get(milestone.id)
    if there is not None and there.reference == reference:
        return
    if there is not None or number is None:
        raise MarketplaceRefused(f"“{milestone.title}” has been funded already.")
    if milestone.amount.currency != terms.currency:
        raise MarketplaceRefused(f"This listing is in {terms.currency}; its payments must be too.")
    if any(not paid.title and paid.amount == milestone.amount for paid in payments.values()):
        raise MarketplaceRefused(
            f"{TITLE} has a payment of {milestone.amount} that does not say what it is for; look there first."
        )
    body = {
        "project_id": bid.project_id,
        "bidder_id": bid.bidder_id,
        "amount": translate.number(milestone.amount),
        "reason": PARTIAL_PAYMENT,
        "description": contracts.words_of(number, milestone.title, reference),
    }
    await api.post(MILESTONES, body=body)


async def release(
    api: Endpoints, known: Projects, contract_id: str, milestone_id: str, amount: Money
) -> None:
    """Pays a milestone that is asked for, all of it. Read first: they would also pay what nobody has handed in."""
    bid, _, payments = await _paid(api, known, contract_id)
    paid = payments.get(milestone_id)
    if paid is None:
        raise MarketplaceRefused("This milestone has not been funded.")
    if paid.amount != amount:
        raise MarketplaceRefused(f"“{paid.title}” is worth {paid.amount}, not {amount}.")
    if paid.status == contracts.CLEARED:
        raise MarketplaceRefused(f"“{paid.title}” was already paid.")
    if paid.status != contracts.ASKED:
        raise MarketplaceRefused(f"Nothing waits to be paid for “{paid.title}”.")
    if (await _handed(api, bid, {milestone_id: paid}))[milestone_id].is_sent_back:
        raise MarketplaceRefused(f"“{paid.title}” was sent back and not handed in again.")
    await api.act(one(MILESTONES, paid.transaction_id), "release", {"amount": translate.number(amount)})


async def send_back(
    api: Endpoints,
    known: Projects,
    contract_id: str,
    milestone_id: str,
    reason: str,
    deliverable_id: str,
) -> None:
    """Writes it in the thread, once for each deliverable: the thread is read first."""
    bid, _, payments = await _paid(api, known, contract_id)
    paid = payments.get(milestone_id)
    if paid is None or paid.status != contracts.ASKED:
        title = paid.title if paid else milestone_id
        raise MarketplaceRefused(f"Nothing was handed in for “{title}” that could be sent back.")
    handed = (await _handed(api, bid, {milestone_id: paid}))[milestone_id]
    if handed.is_sent_back or (deliverable_id and deliverable_id != handed.deliverable_id):
        return
    await threads.write(api, bid, sent_back_text(paid, reason))


async def _paid(
    api: Endpoints, known: Projects, contract_id: str
) -> tuple[Bid, ProjectTerms, Mapping[str, Paid]]:
    project_id, bid_id = contracts.ids_of(contract_id)
    bid, _ = await find_bid(api, bid_id)
    terms = await known.terms(api, project_id)
    return bid, terms, await payments_of(api, bid, terms)


REVIEWED_ALREADY = ("already reviewed", "already left", "already posted", "already rated")
"""Parts of what they may say to a second review; their words and code are [unverified]."""


async def review(api: Endpoints, contract_id: str, said: Review) -> None:
    """Rates the freelancer; that it was done already is a yes."""
    if not 1 <= said.rating <= 5:
        raise MarketplaceRefused("A rating is from 1 to 5.")
    _, bid_id = contracts.ids_of(contract_id)
    bid, _ = await find_bid(api, bid_id)
    try:
        await api.post(REVIEWS, body=_review_body(bid, said))
    except MarketplaceRefused as no:
        if not any(part in no.reason.casefold() for part in REVIEWED_ALREADY):
            raise


def _review_body(bid: Bid, said: Review) -> dict[str, Any]:
    """They ask for more than we know: each category gets the rating, and on time and on budget is said unless it went badly."""
    rated = dict.fromkeys(("quality", "communication", "expertise", "professionalism"), said.rating)
    went_well = said.rating >= 3
    return {
        "project_id": bid.project_id,
        "to_user_id": bid.bidder_id,
        "from_user_id": bid.project_owner_id,
        "role": "freelancer",
        "reputation_data": {
            "on_budget": went_well,
            "on_time": went_well,
            "category_ratings": {**rated, "hire_again": 5 if said.hire_again else 1},
        },
        "comment": said.comment,
    }

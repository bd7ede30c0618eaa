"""Contracts: the offer, then what it became. Our contract's id is the offer's; a milestone's is its place in it.

offered    offer(id)
accepted   offer(id), then offersByAttributes for the contract's id (remembered), then contractDetails
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.marketplaces import UPWORK
from gigs.money import Money
from gigs.value import Value
from marketplace.http.each import id_text
from marketplace.upwork.money import Raw, read_money
from marketplace.upwork.operations import CONTRACT, OFFER, OFFERS_ON
from marketplace.upwork.translate import moment
from marketplace.upwork.wire import Deal, Wire
from ports.marketplace import MarketplaceRefused

OFFER_STATES = {
    "ACCEPTED": ContractState.ACTIVE,
    "REJECTED": ContractState.DECLINED,
    "DENIED": ContractState.DECLINED,
    "WITHDRAWN": ContractState.ENDED,
    "EXPIRED": ContractState.ENDED,
    "CANCELED": ContractState.ENDED,
    "REPLACED": ContractState.ENDED,
    "DISCARDED": ContractState.ENDED,
    "DELETED": ContractState.ENDED,
    "FAILED": ContractState.ENDED,
    "FUNDING_FAILED": ContractState.ENDED,
}
"""OfferState -> ours; everything else, known or not, still waits for an answer."""

MILESTONE_STATES = {
    "NotFunded": MilestoneState.WAITING,
    "InOffer": MilestoneState.WAITING,
    "Active": MilestoneState.ACTIVE,
    "Submitted": MilestoneState.SUBMITTED,
    "Rejected": MilestoneState.SENT_BACK,
    "RejectedByUpwork": MilestoneState.SENT_BACK,
    "Paid": MilestoneState.RELEASED,
    "PaidByUpwork": MilestoneState.RELEASED,
}
"""OfferMilestoneState -> ours. One that we do not know is neither funded nor paid: its money may be there already."""

FALLEN_AWAY = frozenset(
    {"NotFundedClosed", "CancelledByClient", "CancelledByFreelancer", "CancelledByUpwork", "OfferCancelled"}
)
"""OfferMilestoneState of a milestone that is no part of the contract any more."""


class Known(Value):
    """What we know of an offer before it is read. `total` is for hourly work, for which they state no sum."""

    proposal: str = ""
    freelancer: str = ""
    total: Money | None = None


NOTHING = Known()


def knowing(contract: Contract | None) -> Known:
    """What a contract says that we have read before."""
    if contract is None:
        return NOTHING
    return Known(proposal=contract.proposal_id, freelancer=contract.freelancer, total=contract.total)


class Reading(Value):
    """A contract as read, with their ids: `number` is the contract's (None before there is one), `theirs` by our id."""

    contract: Contract
    number: str | None
    is_closed: bool
    theirs: dict[str, str]


def part_id(offer_id: str, place: int) -> str:
    """Our id of a milestone, the same in the offer and in the contract, whose milestones may have other ids."""
    return f"{offer_id}.{place}"


def offer_url(offer_id: str) -> str:
    """The offer's page, by what is seen on their site; it is not documented."""
    return f"https://www.upwork.com/nx/wm/offer/{offer_id}"


async def contract(wire: Wire, offer_id: str, known: Known = NOTHING) -> Contract:
    """See Marketplace.contract."""
    return (await read(wire, offer_id, known)).contract


async def read(wire: Wire, offer_id: str, known: Known = NOTHING) -> Reading:
    """The offer, or the contract that it has become. Raises MarketplaceRefused for one that is not there."""
    key = f"{wire.tenant} {offer_id}"
    if key not in wire.memory.deals:
        wanted = {"id": offer_id, "whose": not known.proposal}
        offered = await wire.read(OFFER, wanted, lambda raw: _offered(raw, offer_id, known))
        if offered.contract.state is not ContractState.ACTIVE:
            return offered
        proposal = offered.contract.proposal_id
        number = await _number(wire, offer_id, proposal)
        if number is None:
            return offered
        wire.memory.deals[key] = Deal(contract=number, proposal=proposal)
    deal = wire.memory.deals[key]
    return await wire.read(CONTRACT, {"id": deal.contract}, lambda raw: _agreed(raw, offer_id, deal, known))


async def _number(wire: Wire, offer_id: str, proposal: str) -> str | None:
    """The id of the contract that this accepted offer became; None while the list does not say."""
    wanted = {"ids": [proposal], "searchAttribute": "JobApplication", "includeMilestones": False}

    def chosen(raw: Any) -> str | None:
        found = (one for one in raw.get("offers") or () if one and str(one.get("id")) == offer_id)
        return next((id_text(one["contractId"]) for one in found if one.get("contractId")), None)

    return await wire.read(OFFERS_ON, {"filter": wanted}, chosen)


def _offered(raw: Mapping[str, Any], offer_id: str, known: Known) -> Reading:
    parts, theirs = _parts(raw.get("milestones"), offer_id)
    budget = ((raw.get("offerTerms") or {}).get("fixedPriceTerm") or {}).get("budget")
    found = Contract(
        id=offer_id,
        proposal_id=known.proposal or id_text(raw["vendorProposal"]["id"]),
        freelancer=known.freelancer or str(raw["freelancer"]["fullName"]),
        total=_total(parts, budget, known),
        state=OFFER_STATES.get(_stated(raw, "state"), ContractState.OFFERED),
        url=offer_url(offer_id),
        milestones=parts,
    )
    return Reading(contract=found, number=None, is_closed=False, theirs=theirs)


def _agreed(raw: Mapping[str, Any], offer_id: str, deal: Deal, known: Known) -> Reading:
    terms = _fixed_price(raw["terms"])
    parts, theirs = _parts(list(terms["milestones"]) if terms else (), offer_id)
    is_closed = _stated(raw, "status") == "CLOSED"
    found = Contract(
        id=offer_id,
        proposal_id=deal.proposal,
        freelancer=known.freelancer or str(raw["freelancer"]["name"] or "A freelancer"),
        total=_total(parts, terms.get("fixedAmount"), known),
        state=_state(parts, is_closed=is_closed),
        url=f"https://www.upwork.com/nx/wm/workroom/{deal.contract}",
        milestones=parts,
    )
    return Reading(contract=found, number=deal.contract, is_closed=is_closed, theirs=theirs)


def _fixed_price(terms: Mapping[str, Any]) -> Mapping[str, Any]:
    """The terms of a fixed price; empty for hourly work. Raises ValueError where they say neither."""
    fixed = [one for one in terms.get("fixedPriceTerms") or () if one]
    if not fixed and not terms.get("hourlyTerms"):
        raise ValueError("a contract without terms")
    return fixed[0] if fixed else {}


def _stated(raw: Mapping[str, Any], field: str) -> str:
    """What must be said, lest what is lost in partial data is taken for something else. Raises ValueError."""
    if raw.get(field) is None:
        raise ValueError(f"no {field}")
    return str(raw[field])


def _state(parts: tuple[Milestone, ...], *, is_closed: bool) -> ContractState:
    """Completed when everything is paid: the contract itself stays open until it is ended with a rating."""
    if parts and all(one.state is MilestoneState.RELEASED for one in parts):
        return ContractState.COMPLETED
    return ContractState.ENDED if is_closed else ContractState.ACTIVE


def _total(parts: tuple[Milestone, ...], budget: Mapping[str, Any] | None, known: Known) -> Money:
    """The sum of the milestones; where there are none, the price that they state, or the one that we knew."""
    if parts:
        first, *rest = parts
        return sum((one.amount for one in rest), first.amount)
    if budget:
        return read_money(budget, Raw.UNVERIFIED)
    if known.total is None:
        raise ValueError("an offer without a price")
    return known.total


def _parts(raw: Any, offer_id: str) -> tuple[tuple[Milestone, ...], dict[str, str]]:
    """The milestones in order, and their ids by ours. One that fell away keeps its place, so that no other moves.

    Raises ValueError for one that is null: the others would take its place. Only an offer may lack all of them.
    """
    parts, theirs = [], {}
    listed = list(raw or ())
    if None in listed:
        raise ValueError("a milestone is missing")
    for place, one in enumerate(_in_order(listed), start=1):
        id_ = part_id(offer_id, place)
        theirs[id_] = id_text(one["id"])
        if one.get("state") not in FALLEN_AWAY:
            parts.append(_milestone(one, id_))
    return tuple(parts), theirs


def _in_order(listed: Sequence[Any]) -> Sequence[Any]:
    """By their numbers, or as they come where none has one. Raises ValueError for anything else: our ids are their places,
    and the wrong one would be paid."""
    numbers = [one.get("sequenceId") for one in listed]
    if all(number is None for number in numbers):
        return listed
    if any(isinstance(one, bool) or not isinstance(one, int) or one < 0 for one in numbers):
        raise ValueError("a milestone without a number")
    if len(set(numbers)) < len(numbers):
        raise ValueError("two milestones with the same number")
    return [one for _, one in sorted(zip(numbers, listed, strict=True), key=lambda pair: pair[0])]


def _milestone(raw: Mapping[str, Any], id_: str) -> Milestone:
    state = MILESTONE_STATES.get(_stated(raw, "state"), MilestoneState.ACTIVE)
    events = [event for event in raw.get("submissionEvents") or () if event]
    latest = max(events, key=lambda one: str(one["submission"].get("createdDateTime") or ""), default=None)
    back = (latest or {}).get("revisionMessage") or {}
    return Milestone(
        id=id_,
        title=str(raw.get("description") or ""),
        amount=read_money(raw["depositAmount"], Raw.UNVERIFIED),
        state=state,
        deliverable=_deliverable(latest) if latest else None,
        note=str(back.get("message") or "") if state is MilestoneState.SENT_BACK else "",
    )


def _deliverable(event: Mapping[str, Any]) -> Deliverable:
    """What was handed in last. Files are on their page only."""
    submission, message = event["submission"], event.get("submissionMessage") or {}
    at = moment(submission.get("createdDateTime"))
    if at is None:
        raise ValueError("a submission without a time")
    return Deliverable(id=id_text(submission["id"]), text=str(message.get("message") or ""), submitted_at=at)


def part_of(reading: Reading, milestone_id: str) -> tuple[Milestone, str]:
    """The milestone and their id of it. Raises MarketplaceRefused for one that is not, or no longer, in the contract."""
    part = reading.contract.milestone(milestone_id)
    if part is None or reading.number is None:
        raise MarketplaceRefused(f"This contract has no such milestone on {UPWORK.title}.")
    return part, reading.theirs[milestone_id]

"""Offers: made where our key may, found on their proposal whoever made them, withdrawn."""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.marketplaces import UPWORK
from gigs.money import Money
from gigs.proposal import PlannedMilestone
from gigs.value import Value
from marketplace.http.each import UNREADABLE, id_text
from marketplace.upwork import contracts
from marketplace.upwork.money import Raw, offer_money, read_money
from marketplace.upwork.operations import CREATE_OFFER, MUTATIONS, OFFERS_ON, PROPOSAL, WITHDRAW_OFFER
from marketplace.upwork.paging import unsure
from marketplace.upwork.proposals import is_hourly
from marketplace.upwork.translate import holds_reference
from marketplace.upwork.wire import Wire
from ports.marketplace import (
    REFERENCE,
    MarketplaceError,
    MarketplaceRefused,
    MarketplaceUnknown,
    OfferRequest,
    Ours,
)

OURS = "Reference: "
"""What stands before our reference in an offer's description."""

BY_API = re.compile(rf"{OURS}FC-")
"""Found in the description of every offer of ours, and in none that a person wrote on their site."""

OVER = frozenset(
    {"Expired", "Withdrawn", "Replaced", "Canceled", "Draft", "ApprovalFailed", "OnboardingFailed"}
)
DECLINED = "Declined"

WITHDRAW_REASON = "OFFER_WITHDRAW_REASON_OTHER_L1"


class Partner(Value):
    """Who is offered the work, by their ids."""

    user: str
    team: str
    name: str


class Seen(Value):
    """One offer on a proposal."""

    id: str
    description: str
    state: str
    created: str


async def may_offer(wire: Wire) -> bool:
    """Whether our key's schema has createOffer: documented in January 2026, absent from an introspection in April."""

    async def ask() -> bool:
        return await wire.read(
            MUTATIONS, {}, lambda raw: "createOffer" in {one["name"] for one in raw["fields"]}
        )

    return await wire.keep(f"offers of {wire.tenant}", ask)


async def offer(wire: Wire, request: OfferRequest) -> Contract:
    """See Marketplace.offer. An offer that came out with another sum than ours is withdrawn at once."""
    if not await may_offer(wire):
        raise MarketplaceRefused(
            f"{UPWORK.title} does not let our key make offers yet: make this one on {UPWORK.title}’s own page."
        )
    if await is_hourly(wire, request.listing_id):
        raise MarketplaceRefused(
            f"I make offers at a fixed price only, and this work is by the hour: make this one on {UPWORK.title}’s own page."
        )
    partner = await wire.read(PROPOSAL, {"id": request.proposal_id}, _partner)
    body = _offer_input(request, partner, await wire.organization())
    raw = await wire.read(CREATE_OFFER, {"offer": body}, lambda found: found["offer"])
    try:
        made, total = id_text(raw["id"]), _total(raw)
    except (KeyError, TypeError, ValueError, MarketplaceError) as why:
        raise MarketplaceUnknown(f"{UPWORK.title}’s answer to an offer cannot be read: {why}") from why
    if total is not None and total != request.total:
        await _withdraw(wire, made, total, request.total)
    return _as_offered(made, request, partner)


def _partner(raw: Any) -> Partner:
    user = raw["user"]
    return Partner(
        user=id_text(user["id"]),
        team=id_text(raw["organization"]["id"]),
        name=str(user.get("name") or "A freelancer"),
    )


def planned(request: OfferRequest) -> Sequence[PlannedMilestone]:
    """The milestones of the offer; one where there is no plan."""
    return request.milestones or (PlannedMilestone(title="The whole work", amount=request.total),)


def _offer_input(request: OfferRequest, partner: Partner, organization: str) -> dict[str, Any]:
    """CreationOfferInput. Dates are said in words: the format of its date fields is unverified."""
    dates = f"From {request.start:%d %b %Y} to {request.due:%d %b %Y}."
    return {
        "kind": "Vanilla",
        "offeror": "Client",
        "idempotencyKey": request.reference,
        "clientTeamId": organization,
        "vendorUser": {"userId": partner.user, "teamId": partner.team},
        "metadata": {
            "sourceType": "JobApplication",
            "sourceId": request.proposal_id,
            "jobPostingId": request.listing_id,
        },
        "title": request.title,
        "description": f"{dates}\n\n{OURS}{request.reference}",
        "deliveryModel": "TalentMarketplace",
        "milestoneTerms": {
            "budget": offer_money(request.total),
            "milestoneList": [
                {"amount": offer_money(part.amount), "description": part.title} for part in planned(request)
            ],
        },
    }


def _total(raw: Any) -> Money | None:
    budget = (raw.get("milestoneTerms") or {}).get("budget")
    return read_money(budget, Raw.UNVERIFIED) if budget else None


async def _withdraw(wire: Wire, offer_id: str, theirs: Money, ours: Money) -> None:
    said = f"{UPWORK.title} understood {theirs} where {ours} was offered"
    try:
        await wire.run(WITHDRAW_OFFER, {"input": _withdrawing(offer_id, "The amount is wrong.")})
    except MarketplaceError as trouble:
        raise MarketplaceUnknown(f"{said}, and the offer could not be withdrawn") from trouble
    raise MarketplaceRefused(
        f"{said}; the offer was withdrawn at once. Make it on {UPWORK.title}’s own page."
    )


def _as_offered(offer_id: str, request: OfferRequest, partner: Partner) -> Contract:
    parts = tuple(
        Milestone(
            id=contracts.part_id(offer_id, place),
            title=part.title,
            amount=part.amount,
            state=MilestoneState.WAITING,
        )
        for place, part in enumerate(planned(request), start=1)
    )
    return Contract(
        id=offer_id,
        proposal_id=request.proposal_id,
        freelancer=partner.name,
        total=request.total,
        state=ContractState.OFFERED,
        url=contracts.offer_url(offer_id),
        milestones=parts,
    )


async def find(wire: Wire, request: OfferRequest, *, by_us: bool) -> Contract | None:
    """See Marketplace.find_offer. `by_us`: offers are made by API, so that one by hand counts only while it is alive.

    An offer of ours has its reference in its description; an offer with another reference is another one.
    """
    wanted = {"ids": [request.proposal_id], "searchAttribute": "JobApplication", "includeMilestones": False}
    offers, gaps = await wire.read(OFFERS_ON, {"filter": wanted}, _seen)
    ours = [one for one in offers if holds_reference(request.reference, one.description)]
    dead = OVER | {DECLINED} if by_us else OVER
    theirs = [one for one in offers if not BY_API.search(one.description) and one.state not in dead]
    found = min(ours, key=_age, default=None) or max(theirs, key=_age, default=None)
    if found is None and gaps:
        raise unsure("offers")
    if found is None:
        return None
    known = contracts.Known(proposal=request.proposal_id, total=request.total)
    return await contracts.contract(wire, found.id, known)


async def own(wire: Wire, proposals: Sequence[str]) -> Sequence[Ours]:
    """See Marketplace.own_offers. Those that a person made on their site have no reference; the next reading finds them."""
    if not proposals:
        return []
    wanted = {"ids": list(proposals), "searchAttribute": "JobApplication", "includeMilestones": False}
    offers, gaps = await wire.read(OFFERS_ON, {"filter": wanted}, _seen)
    if gaps:
        raise unsure("offers")
    standing = [one for one in offers if one.state not in OVER | {DECLINED}]
    pairs = ((one, REFERENCE.search(one.description)) for one in standing)
    return [Ours(id=one.id, reference=found.group()) for one, found in pairs if found]


def _seen(raw: Any) -> tuple[tuple[Seen, ...], bool]:
    """The offers, and whether the list has gaps. One that has lost its description could be ours."""
    listed = raw["offers"]
    if not isinstance(listed, list):
        return (), True
    found: list[Seen] = []
    for one in listed:
        with suppress(*UNREADABLE):
            found.append(_one(one))
    return tuple(found), len(found) < len(listed)


def _one(raw: Any) -> Seen:
    return Seen(
        id=id_text(raw["id"]),
        description=str(raw.get("description") or ""),
        state=str(raw["state"]),
        created=str(raw.get("createdDateTime") or ""),
    )


def _age(one: Seen) -> tuple[str, int, str]:
    return one.created, len(one.id), one.id


async def withdraw(wire: Wire, offer_id: str, reason: str) -> None:
    """See Marketplace.withdraw_offer."""
    try:
        taken = await wire.run(WITHDRAW_OFFER, {"input": _withdrawing(offer_id, reason)})
    except MarketplaceRefused:
        if (await contracts.contract(wire, offer_id)).state is not ContractState.ENDED:
            raise
        return
    if not taken:
        raise MarketplaceRefused(f"{UPWORK.title} did not withdraw the offer.")


def _withdrawing(offer_id: str, message: str) -> dict[str, str]:
    return {"offerId": offer_id, "message": message, "withdrawalReason": WITHDRAW_REASON}

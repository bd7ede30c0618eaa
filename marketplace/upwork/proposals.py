"""Proposals and what a client does with them: reading, shortlisting, declining, writing to the freelancer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from gigs.brief import PriceType
from gigs.marketplaces import UPWORK
from gigs.money import MINOR_DIGITS, Money
from gigs.proposal import PlannedMilestone, Proposal, ProposalList, ProposalStatus, UnreadProposal
from marketplace.http.each import UNREADABLE, id_text, readable
from marketplace.upwork import catalogue, listings
from marketplace.upwork.money import planned_amount, read_money
from marketplace.upwork.operations import (
    DECLINE,
    MESSAGE,
    PROPOSAL,
    PROPOSALS,
    PROPOSALS_WITH_PROFILES,
    ROOM,
    SHORTLIST,
)
from marketplace.upwork.outcomes import NoSuchThing, NotAllowed
from marketplace.upwork.paging import Page, page_of, pages, pagination, unsure
from marketplace.upwork.translate import moment
from marketplace.upwork.wire import Wire
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable

NEWEST_FIRST = {"field": "MODIFIEDDATETIME", "sortOrder": "DESC"}
SETTLED = frozenset({"Declined", "Withdrawn", "Archived"})
"""ClientProposalStatusName of a proposal that needs no decline any more."""


async def proposals(wire: Wire, listing_id: str, since: datetime | None) -> ProposalList:
    """See Marketplace.proposals. Latest changes first, until the first that is older than `since`."""
    hourly = await is_hourly(wire, listing_id)
    found: dict[str, Proposal] = {}
    unread: dict[str, UnreadProposal] = {}
    async for page in pages(partial(_page, wire, listing_id)):
        read, odd = readable(
            page.nodes, partial(as_proposal, hourly=hourly), lambda node: node["id"], UPWORK.title
        )
        found.update((one.id, one) for one in read)
        unread.update((one.id or f"{page.next} {place}", one) for place, one in enumerate(odd))
        if page.is_last or _reaches_back(page.nodes, since):
            break
    return ProposalList(sorted(found.values(), key=lambda one: (one.received_at, one.id)), unread.values())


def _reaches_back(nodes: Sequence[Any], since: datetime | None) -> bool:
    """Whether something here is older than `since`; what does not say when it was changed is not."""
    changed = [_changed_at(node) for node in nodes]
    return since is not None and any(at is not None and at < since for at in changed)


async def is_hourly(wire: Wire, listing_id: str) -> bool:
    """A proposal does not say what its rate is for; the post does, and that never changes."""

    async def ask() -> bool:
        hourly = (await listings.read(wire, listing_id)).hourly
        if hourly is None:
            raise MarketplaceUnavailable(f"{UPWORK.title} does not say whether this job is paid by the hour")
        return hourly

    return await wire.keep(f"hourly {wire.tenant} {listing_id}", ask)


async def _page(wire: Wire, listing_id: str, after: str) -> Page:
    wanted = {"job": listing_id, "sort": NEWEST_FIRST, "page": pagination(after)}
    plain = f"no profiles for {wire.tenant}"
    if wire.keeps(plain):
        return await wire.read(PROPOSALS, wanted, page_of)
    try:
        return await wire.read(PROPOSALS_WITH_PROFILES, wanted, page_of)
    except NotAllowed:
        found = await wire.read(PROPOSALS, wanted, page_of)
        await wire.keep(plain, _yes)
        return found


async def _yes() -> bool:
    return True


def _changed_at(node: Any) -> datetime | None:
    try:
        audit = node.get("auditDetails") or {}
        found = audit.get("modifiedDateTime") or audit.get("createdDateTime") or {}
        return moment(found.get("rawValue"))
    except UNREADABLE:
        return None


def as_proposal(node: Mapping[str, Any], *, hourly: bool) -> Proposal:
    """A ClientProposal as ours. Raises MarketplaceUnavailable for an amount that is stated twice and not alike."""
    user = node["user"]
    rate = read_money(node["terms"]["chargeRate"])
    received = moment(node["auditDetails"]["createdDateTime"]["rawValue"])
    if received is None:
        raise ValueError("a proposal without a time")
    is_gone = node["status"]["status"] == "Withdrawn"
    return Proposal(
        id=id_text(node["id"]),
        freelancer_id=id_text(user["id"]),
        freelancer=str(user.get("name") or "A freelancer"),
        price_type=PriceType.HOURLY if hourly else PriceType.FIXED,
        rate=rate,
        letter=str(node.get("coverLetter") or ""),
        milestones=() if hourly else plan(node.get("projectPlan"), rate),
        url=_page_of_theirs(user.get("publicUrl")),
        received_at=received,
        status=ProposalStatus.WITHDRAWN if is_gone else ProposalStatus.NEW,
        **_profile(user.get("freelancerProfile")),
    )


def _page_of_theirs(address: str | None) -> str:
    """An address that people may be sent to."""
    return address if address and address.startswith("https://www.upwork.com/") else ""


def plan(theirs: Mapping[str, Any] | None, rate: Money) -> tuple[PlannedMilestone, ...]:
    """The freelancer's plan, whose unit is unverified: taken only where its sum is the price, in units or in cents."""
    steps = (theirs or {}).get("milestones") or ()
    cent = Decimal(1).scaleb(-MINOR_DIGITS[rate.currency])
    for unit in (Decimal(1), cent):
        amounts = [planned_amount(str(step["amount"]), unit) for step in steps]
        whole = [amount for amount in amounts if amount is not None]
        if steps and len(whole) == len(amounts) and sum(whole) == rate.amount:
            return tuple(
                PlannedMilestone(
                    title=str(step["description"]), amount=Money(amount=amount, currency=rate.currency)
                )
                for step, amount in zip(steps, whole, strict=True)
            )
    return ()


def _profile(theirs: Mapping[str, Any] | None) -> dict[str, Any]:
    """Country, rating and jobs done, where our key may read profiles."""
    if not theirs:
        return {}
    numbers = theirs.get("aggregates") or {}
    score = numbers.get("adjustedFeedbackScore")
    jobs = [numbers.get(name) for name in ("totalHourlyJobs", "totalFixedJobs")]
    success = numbers.get("jobSuccessScore")
    said = [f"{score:.2f} of 5"] if score is not None else []
    said += [f"job success {success:g}%"] if success is not None else []
    return {
        "country": str((theirs.get("countryDetails") or {}).get("name") or ""),
        "rating": min(Decimal(str(score)), Decimal(5)) if score is not None else None,
        "rating_there": ", ".join(said),
        "jobs_done": None if jobs == [None, None] else sum(one or 0 for one in jobs),
    }


async def shortlist(wire: Wire, listing_id: str, proposal_id: str) -> None:
    """See Marketplace.shortlist."""
    wanted = {"proposalId": proposal_id, "jobPostingId": listing_id, "shortlisted": True}
    await wire.run(SHORTLIST, {"input": wanted})


async def decline(wire: Wire, listing_id: str, proposal_id: str, reason: str) -> None:
    """See Marketplace.decline. One that is declined or withdrawn already is a yes, whatever they say to a second try."""
    wanted = {"proposalId": proposal_id, "jobPostingId": listing_id, "otherReason": reason, "message": reason}
    if chosen := await catalogue.reason(wire, "PROPOSAL_REJECT", "other"):
        wanted["reason"] = chosen[0]
    try:
        await wire.run(DECLINE, {"input": wanted})
    except MarketplaceRefused:
        if await _status(wire, proposal_id) not in SETTLED:
            raise


async def _status(wire: Wire, proposal_id: str) -> str:
    return await wire.read(PROPOSAL, {"id": proposal_id}, lambda raw: str(raw["status"]["status"]))


async def message(wire: Wire, listing_id: str, proposal_id: str, text: str) -> None:
    """See Marketplace.message."""
    wanted = {"proposalId": proposal_id, "jobPostingId": listing_id, "message": text}
    await wire.run(MESSAGE, {"input": wanted})


async def has_message(wire: Wire, proposal_id: str, text: str) -> bool:
    """See Marketplace.has_message: the room of a proposal, which does not exist before the first message.

    That a client's proposal and a freelancer's proposal have the same id is inferred.
    """
    gaps = False
    try:
        async for page in pages(partial(_stories, wire, proposal_id)):
            gaps |= page.gaps or not all(_has_words(node) for node in page.nodes)
            if any(_has_words(node) and _same(node["message"], text) for node in page.nodes):
                return True
            if page.is_last:
                break
    except NoSuchThing:
        return False
    if gaps:
        raise unsure("messages")
    return False


async def _stories(wire: Wire, proposal_id: str, after: str) -> Page:
    wanted = {"proposal": proposal_id, "filter": {"pagination": pagination(after)}}
    return await wire.read(ROOM, wanted, lambda raw: page_of(raw["stories"] or {}))


def _has_words(node: Any) -> bool:
    """False where it cannot be said what a story says; one that says nothing is none of ours."""
    return isinstance(node, dict) and "message" in node and isinstance(node["message"], str | None)


def _same(theirs: Any, ours: str) -> bool:
    """Their editor may have changed white space; it changes no word."""
    return isinstance(theirs, str) and theirs.split() == ours.split()

"""Where the API cannot send offers a person does, on the marketplace's own page; the reading finds it there."""

from datetime import datetime

from gigs.contract import Contract
from gigs.gig import Gig
from gigs.hiring import take_contract
from gigs.history_kinds import EntryKind
from gigs.proposal import PlannedMilestone, ProposalStatus
from ports.marketplace import Marketplace, OfferRequest
from ports.storage import Transaction
from use_cases.entries import heard, hired, more, under
from use_cases.notifying.notify import show_change
from use_cases.offering.make_offer import as_offered, mark_proposal, notify_if_above


async def find_offer_on_site(market: Marketplace, gig: Gig) -> Contract | None:
    """The offer that is awaited, if it is there. Raises MarketplaceError."""
    request = _awaited(gig)
    found = await market.find_offer(request)
    if found and found.id not in gig.former_contracts and found.proposal_id == request.proposal_id:
        return found
    return None


def _awaited(gig: Gig) -> OfferRequest:
    choice, listing, brief = gig.choice, gig.listing, gig.checked_brief
    if choice is None or listing is None:
        raise ValueError(f"gig {gig.number} awaits no offer")
    return OfferRequest(
        reference=choice.reference,
        listing_id=listing.id,
        proposal_id=choice.proposal_id,
        title=brief.title,
        total=choice.total,
        milestones=(PlannedMilestone(title=brief.title, amount=choice.total),),
        start=brief.start,
        due=brief.due,
    )


async def take_offer_on_site(tx: Transaction, seen: Gig, found: Contract, now: datetime) -> None:
    """Takes it in as if we had sent it. `seen` is the gig as it was when the offer was looked for."""
    gig = await tx.gigs.get(seen.tenant, seen.number)
    if not gig.offers_on_site or gig.choice != seen.choice:
        return
    facts = more(under(gig, found), amount=found.total)
    said = heard(EntryKind.OFFER_FOUND, now, facts, hired(gig, found))
    gig = await tx.gigs.save(gig, take_contract(gig, as_offered(found), now), said)
    await mark_proposal(tx, gig, found.proposal_id, ProposalStatus.OFFERED)
    await notify_if_above(tx, gig, found.total, now)
    await show_change(tx, gig)

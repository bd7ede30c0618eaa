"""Where the API cannot send offers a person does, on the marketplace's own page; the reading finds it there."""

from gigs.contract import Contract
from gigs.gig import Gig
from gigs.hiring import take_contract
from gigs.history_kinds import EntryKind
from gigs.proposal import PlannedMilestone, ProposalStatus
from ports.marketplace import Marketplace, OfferRequest
from use_cases.context import Context
from use_cases.entries import heard, hired, more, under
from use_cases.notifying.notify import show_change
from use_cases.offering.make_offer import as_offered, mark_proposal, notify_if_above
from use_cases.retry_on_conflict import retry_on_conflict


async def find_offer_on_site(context: Context, market: Marketplace, gig: Gig) -> None:
    """Looks for the offer that is awaited; found, it is taken in as if we had sent it. Raises MarketplaceError."""
    request = _awaited(gig)
    found = await market.find_offer(request)
    if found and found.id not in gig.former_contracts and found.proposal_id == request.proposal_id:
        await _take(context, gig, found)


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


@retry_on_conflict
async def _take(context: Context, seen: Gig, found: Contract) -> None:
    now = context.clock.now()
    async with context.store.transaction() as tx:
        gig = await tx.gigs.get(seen.tenant, seen.number)
        if not gig.offers_on_site or gig.choice != seen.choice:
            return
        facts = more(under(gig, found), amount=found.total)
        said = heard(EntryKind.OFFER_FOUND, now, facts, hired(gig, found))
        gig = await tx.gigs.save(gig, take_contract(gig, as_offered(found), now), said)
        await mark_proposal(tx, gig, found.proposal_id, ProposalStatus.OFFERED)
        await notify_if_above(tx, gig, found.total, now)
        await show_change(tx, gig)

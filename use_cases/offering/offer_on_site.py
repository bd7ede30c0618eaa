"""Where the API cannot send offers a person does, on the marketplace's own page; the reading finds it there."""

from gigs.contract import Contract
from gigs.gig import Gig
from gigs.hiring import take_contract
from gigs.history_kinds import EntryKind
from gigs.proposal import PlannedMilestone, Standing
from ports.marketplace import Marketplace, OfferRequest
from use_cases.again import again_if_changed
from use_cases.entries import heard, hired, more, under
from use_cases.notifying.tell import show_change
from use_cases.offering.make_offer import as_offered, mark_proposal, tell_if_above
from use_cases.outside import Outside


async def find_offer_on_site(outside: Outside, market: Marketplace, gig: Gig) -> None:
    """Looks for the offer that is awaited; found, it is taken in as if we had sent it. Raises MarketplaceError."""
    request = _awaited(gig)
    found = await market.find_offer(request)
    if found and found.id not in gig.former_contracts and found.proposal_id == request.proposal_id:
        await _take(outside, gig, found)


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


@again_if_changed
async def _take(outside: Outside, seen: Gig, found: Contract) -> None:
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(seen.tenant, seen.number)
        if not gig.offers_on_site or gig.choice != seen.choice:
            return
        facts = more(under(gig, found), amount=found.total)
        said = heard(EntryKind.OFFER_FOUND, now, facts, hired(gig, found))
        gig = await tx.gigs.save(gig, take_contract(gig, as_offered(found), now), said)
        await mark_proposal(tx, gig, found.proposal_id, Standing.OFFERED)
        await tell_if_above(tx, gig, found.total, now)
        await show_change(tx, gig)

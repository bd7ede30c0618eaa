"""Marks “do-not-hire”, as they stop a hire now: of one freelancer, and of everybody who sent a proposal for a gig."""

from collections.abc import Iterable
from datetime import datetime

from gigs.gig import Gig
from gigs.proposal import Proposal
from gigs.talent import DoNotHire, FreelancerKey, freelancer_of
from ports.storage import Transaction
from use_cases.permissions.gig_page import MarkedProposal


async def mark_on(tx: Transaction, key: FreelancerKey, now: datetime) -> DoNotHire | None:
    """The mark that stops a hire of this freelancer now, if there is one."""
    mark = await tx.marks.get(key.tenant, key.fingerprint)
    return mark if mark and mark.stops(now) else None


async def marked_proposals(
    tx: Transaction, gig: Gig, proposals: Iterable[Proposal], now: datetime
) -> tuple[MarkedProposal, ...]:
    """Those of them whose freelancer nobody may hire now."""
    if gig.listing is None:
        return ()
    keys = {one.id: freelancer_of(gig.tenant, gig.listing.marketplace, one) for one in proposals}
    prints = {proposal: key.fingerprint for proposal, key in keys.items() if key}
    found = await tx.marks.of(gig.tenant, sorted(set(prints.values())))
    stopping = {one.fingerprint: one for one in found if one.stops(now)}
    return tuple(
        MarkedProposal(proposal=proposal, mark=stopping[one])
        for proposal, one in prints.items()
        if one in stopping
    )

"""What follows when a gig leaves its listing: it is taken down, and its proposals are compared no more."""

from gigs.gig import Gig
from gigs.proposal import ProposalStatus
from ports.storage import Transaction
from use_cases.listing.close_listing import CloseListing, WhyClosed


async def close_former(tx: Transaction, before: Gig, gig: Gig, reason: WhyClosed) -> None:
    """Enqueues the closing of every listing that this change has left; the same change again enqueues nothing new.

    Proposals to it stay in the store and in the history, but nobody is hired on them any more.
    """
    known = {one.listing.id for one in before.former_listings}
    left = [one.listing for one in gig.still_up if one.listing.id not in known]
    for listing in left:
        job = CloseListing(
            tenant=gig.tenant,
            gig=gig.number,
            listing=listing.id,
            market=listing.marketplace,
            reason=reason,
        )
        await tx.jobs.add(job)
    if left:
        there = await tx.proposals.of(gig.tenant, gig.number)
        former = [one.model_copy(update={"status": ProposalStatus.FORMER}) for one in there]
        await tx.proposals.put(gig.tenant, gig.number, former)
        await tx.syncs.stop(gig.tenant, gig.number)

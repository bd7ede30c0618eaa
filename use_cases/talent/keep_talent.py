"""A gig is closed: its freelancer enters the talent pool, with as many words as the marketplace lets us keep."""

from collections.abc import Iterable
from datetime import datetime

from gigs.gig import Gig
from gigs.proposal import Proposal
from gigs.talent import FreelancerKey, Talent, Worked, contracted, found_by, freelancer_of
from ports.marketplace import Capability, Marketplace
from ports.storage import Transaction
from use_cases.context import Context


async def keep_talent(context: Context, tx: Transaction, gig: Gig) -> None:
    """In the transaction that closes it. Nobody is kept where the marketplace never said who it was: a name is no identity."""
    if gig.contract is None or gig.listing is None:
        return
    proposal = contracted(gig.contract, await tx.proposals.of(gig.tenant, gig.number))
    key = freelancer_of(gig.tenant, gig.listing.marketplace, proposal) if proposal else None
    if key is None or proposal is None:
        return
    known = await tx.readings.get(gig.tenant, gig.number)
    named = proposal.model_copy(update={"freelancer": gig.contract.freelancer or proposal.freelancer})
    market, now = context.markets.get(key.marketplace), context.clock.now()
    talent = as_talent(market, key, named, known.proposals_at if known else None, now)
    brief = gig.checked_brief
    words = found_by(key.marketplace, brief.category, brief.skills)
    await tx.talents.put(talent, Worked(key=key, gig=gig.number, proposal=proposal.id, words=words))


def as_talent(
    market: Marketplace | None,
    key: FreelancerKey,
    proposal: Proposal,
    read_at: datetime | None,
    now: datetime,
) -> Talent:
    """What may be kept of somebody whose proposal was read then. Of a marketplace that isn't set up any more: no words."""
    if market is None:
        return Talent(key=key)
    url = proposal.url if Capability.PROFILE in market.capabilities else ""
    is_fresh = market.keeps_for is None or (
        not proposal.purged and read_at is not None and read_at >= now - market.keeps_for
    )
    name = proposal.freelancer if is_fresh else ""
    return Talent(key=key, name=name, url=url, words_at=(read_at or now) if name else None)


async def renew_words(
    tx: Transaction, market: Marketplace, gig: Gig, found: Iterable[Proposal], now: datetime
) -> None:
    """A closed gig's proposals were read again: the pool has its freelancer's name again, for as long."""
    proposal = contracted(gig.contract, found) if gig.contract and gig.closing else None
    key = freelancer_of(gig.tenant, market.name, proposal) if proposal else None
    if key is not None and proposal is not None:
        await tx.talents.read_again(as_talent(market, key, proposal, now, now))

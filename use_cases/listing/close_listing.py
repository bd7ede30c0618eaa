"""(job) A listing that is no longer wanted is taken down, or its requester is asked to do it by hand."""

from enum import StrEnum
from typing import ClassVar

from gigs.gig import Gig
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.reopening import former_closed, former_refused
from ports.hindrance import Hindered, Hindrance
from ports.jobs import MarketJob
from ports.marketplace import Capability
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import heard
from use_cases.notifying.notify import notify_requester, show_change
from use_cases.operations.ask_market import ask_market
from use_cases.operations.open_market import open_market
from use_cases.retry_on_conflict import retry_on_conflict


class WhyClosed(StrEnum):
    """Why a listing is taken down; the marketplace is told in this word."""

    WITHDRAWN = "withdrawn"
    FILLED = "filled"
    REJECTED = "rejected"
    EXPIRED = "expired"
    CHANGED = "changed"
    MOVED = "moved"


class CloseListing(MarketJob):
    """Take this listing down."""

    name: ClassVar[str] = "close_listing"

    tenant: str
    gig: int
    listing: str
    market: str
    reason: WhyClosed = WhyClosed.WITHDRAWN

    @property
    def key(self) -> str:
        return f"close:{self.tenant}:{self.gig}:{self.listing}"


async def enqueue_closing(tx: Transaction, gig: Gig, reason: WhyClosed) -> None:
    """Enqueues the closing of the gig's listing, if it has one."""
    if gig.listing:
        where = gig.listing
        job = CloseListing(
            tenant=gig.tenant, gig=gig.number, listing=where.id, market=where.marketplace, reason=reason
        )
        await tx.jobs.add(job)


async def close_listing(job: CloseListing, *, context: Context) -> None:
    """Closing is repeatable, so an unknown outcome is simply tried again. Raises TryLater."""
    if job.market not in context.markets:
        await left_open(
            context,
            job,
            "it’s not set up here any more",  # not for people
            Hindrance.NOT_SET_UP,
        )
        return
    market = await open_market(context, job.tenant, job.market)
    if Capability.CLOSE not in market.capabilities:
        await left_open(
            context,
            job,
            "its API can’t close listings",  # not for people
            Hindrance.CANNOT_CLOSE,
        )
        return
    refusal = await ask_market(context, market, market.close_listing(job.listing, job.reason))
    context.failpoint("close listing: asked")
    if refusal:
        await left_open(context, job, refusal)
    else:
        await _closed(context, job)


@retry_on_conflict
async def _closed(context: Context, job: CloseListing) -> None:
    now = context.clock.now()

    async def closed(tx: Transaction) -> None:
        gig = await tx.gigs.get(job.tenant, job.gig)
        said = heard(EntryKind.LISTING_CLOSED, now, EntryFacts(marketplace=job.market, listing=job.listing))
        await _save(tx, gig, former_closed(gig, job.listing, now), said)

    await context.store.run(closed)


@retry_on_conflict
async def left_open(context: Context, job: CloseListing, reason: str, ours: Hindrance | None = None) -> None:
    """Asks the requester to close the listing on the marketplace, because we cannot. `ours` where the no is our own."""
    now = context.clock.now()

    async def asked_to_close(tx: Transaction) -> None:
        gig = await tx.gigs.get(job.tenant, job.gig)
        about = EntryFacts(marketplace=job.market, listing=job.listing, reason=reason)
        said = heard(EntryKind.LISTING_NOT_CLOSED, now, about)
        gig = await _save(tx, gig, former_refused(gig, job.listing, reason, now), said)
        facts = NoticeFacts.of_refusal(reason, Hindered(by=ours) if ours else None, marketplace=job.market)
        await notify_requester(tx, gig, NoticeKind.LISTING_OPEN, at=now, subject=job.listing, facts=facts)

    await context.store.run(asked_to_close)


async def _save(tx: Transaction, before: Gig, after: Gig, said: Said) -> Gig:
    """Writes what is known of a former listing; of any other only the history tells."""
    if after is before:
        await tx.histories.add(before.tenant, before.number, said)
        return before
    gig = await tx.gigs.save(before, after, said)
    await show_change(tx, gig)
    return gig

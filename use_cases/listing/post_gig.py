"""(job) An approved gig becomes a listing on its marketplace, exactly once."""

from datetime import datetime
from typing import ClassVar

from gigs.asking import is_agreed
from gigs.brief import Brief
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState, Listing
from gigs.hiring import list_as, refuse_posting
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.reopening import list_again
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.marketplace import Capability, Marketplace, MarketplaceRefused, PostRequest
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import Operation, OperationKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.entries import heard
from use_cases.listing.close_listing import CloseListing
from use_cases.notifying.notify import notify_channels, notify_requester, show_change
from use_cases.operations.enqueue_operation import OperationJob
from use_cases.operations.handler import OperationHandler


class PostGig(OperationJob):
    """Post the gig."""

    name: ClassVar[str] = "post_gig"
    kind: ClassVar[OperationKind] = OperationKind.POST


def post_request(brief: Brief, *, reference: str) -> PostRequest:
    """What becomes public of a brief: never the cost centre or the data tier. Where there are links, they are part of the text."""
    wanted = "\n".join(f"- {deliverable}" for deliverable in brief.deliverables)
    description = _(
        "{outcome}\n\nWhat to hand in:\n{deliverables}\n\nHow it will be checked:\n{acceptance}"
    ).format(outcome=brief.outcome, deliverables=wanted, acceptance=brief.acceptance)
    if brief.links:
        links = "\n".join(f"- {one.title}: {one.url}" for one in brief.links)
        description += "\n\n" + _("Links:\n{links}").format(links=links)
    return PostRequest(
        reference=reference,
        title=brief.title,
        description=f"{description}\n\nReference: {reference}" if reference else description,
        category=brief.category,
        skills=brief.skills,
        price_type=brief.price_type,
        rate=brief.rate,
        hours=brief.hours,
        start=brief.start,
        due=brief.due,
        visibility=brief.visibility,
        experience=brief.experience,
        weekly_hours=brief.weekly_hours,
        screening=brief.screening,
    )


def _still_wanted(gig: Gig, operation: Operation, now: datetime) -> bool:
    """Approved, in every step of this revision, for exactly this brief, and not too long ago."""
    current = operation.key == f"post:{gig.number}:{gig.revision}" and not gig.has_lapsed(now)
    return current and gig.state is GigState.APPROVED and is_agreed(gig)


async def _call(market: Marketplace, gig: Gig, operation: Operation) -> Listing:
    if gig.listing is None:
        return await market.post(post_request(gig.checked_brief, reference=operation.reference))
    return await _update(market, gig, gig.listing)


async def _update(market: Marketplace, gig: Gig, listing: Listing) -> Listing:
    """Makes the listing that is up say what was approved. Never posts a second one beside it."""
    if listing.marketplace != market.name or Capability.UPDATE not in market.capabilities:
        said = "The listing that’s up can’t be changed. Submit again to post it again."  # not for people
        raise RefusedHere(said, Hindered(by=Hindrance.CANNOT_CHANGE))
    await market.update_listing(listing.id, post_request(gig.checked_brief, reference=listing.reference))
    return listing


async def _look_up(market: Marketplace, gig: Gig, operation: Operation) -> Listing | None:
    """A change of a listing can be repeated, so it is looked up by doing it again; a no counts as not there."""
    if gig.listing is None:
        return await market.find_listing(operation.reference)
    try:
        return await _update(market, gig, gig.listing)
    except MarketplaceRefused:
        return None


async def _record(tx: Transaction, gig: Gig, _operation: Operation, listing: Listing, at: datetime) -> str:
    changed = gig.listing is not None and gig.listing.id == listing.id
    try:
        listed = list_again(gig, at) if changed else list_as(gig, listing)
    except OutOfOrder:
        await tx.jobs.add(
            CloseListing(tenant=gig.tenant, gig=gig.number, listing=listing.id, market=listing.marketplace)
        )
        return listing.id
    kind = EntryKind.LISTING_UPDATED if changed else EntryKind.LISTING_POSTED
    facts = EntryFacts(marketplace=listing.marketplace, listing=listing.id, revision=gig.revision)
    gig = await tx.gigs.save(gig, listed, heard(kind, at, facts))
    await tx.syncs.schedule(gig.tenant, gig.number, at, listing.marketplace)
    await notify_channels(tx, gig, NoticeKind.CHANNEL_HEAD, at=at)
    await show_change(tx, gig)
    return listing.id


async def _refuse(tx: Transaction, gig: Gig, operation: Operation, reason: str, at: datetime) -> None:
    if gig.state is not GigState.APPROVED:
        return
    refused = refuse_posting(gig, reason, at)
    said = EntryFacts(marketplace=operation.marketplace, revision=gig.revision, reason=reason)
    gig = await tx.gigs.save(gig, refused, heard(EntryKind.LISTING_REFUSED, at, said))
    facts = NoticeFacts.of_refusal(reason, operation.hindered)
    await notify_requester(tx, gig, NoticeKind.POSTING_REFUSED, at=at, facts=facts)
    await show_change(tx, gig)


def _not_before(gig: Gig) -> str:
    """The same gig is never offered in two places: what was not begun waits for the former listings to close."""
    up = [one.listing.id for one in gig.still_up]
    return f"{', '.join(up)} isn’t known to be closed" if up else ""  # not for people


POSTING: OperationHandler[Listing] = OperationHandler(
    kind=OperationKind.POST,
    not_before=_not_before,
    still_wanted=_still_wanted,
    call=_call,
    look_up=_look_up,
    record=_record,
    refuse=_refuse,
)

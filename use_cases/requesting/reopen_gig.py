"""The requester changes a listed gig, or aims it at another marketplace; it is approved again before anything is public."""

from datetime import datetime

from gigs.gig import EDITABLE, Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.reopening import former_closed, reopen
from ports.storage import Transaction
from use_cases.context import Context, can_update
from use_cases.entries import entry, place_of
from use_cases.listing.choose_market import choices
from use_cases.listing.close_listing import WhyClosed
from use_cases.listing.leave_listing import close_former
from use_cases.notifying.notify import show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict

STAYS_UP = "You’re changing it. The listing on {title} stays as it is until the change is approved."  # not for people
COMES_DOWN = (
    "You’re changing it. The listing on {title} is being taken down, and its proposals are no longer compared. "  # not for people
    "Once the change is approved, it’s posted again."  # not for people
)
MOVES = (
    "You’re moving it to another marketplace. The listing on {title} is being taken down, and its proposals are no "  # not for people
    "longer compared. It’s posted elsewhere once that listing is closed."  # not for people
)
"""Stored with the gig as they stand here, and so in English."""


@retry_on_conflict
async def reopen_gig(context: Context, who: Person, number: int, *, move: bool) -> Gig:
    """The gig open to change, with everything that was typed; one that is open already is returned as it is.

    With `move` its listing is closed and the marketplace is to be chosen again; without, the listing stays up wherever
    it can be changed. Raises OutOfOrder once an offer is out.
    """
    now = context.clock.now()
    gig, is_new = await context.store.run(_reopen, context, who, number, move, now)
    if is_new:
        context.failpoint("reopen: committed")
    return gig


async def _reopen(
    tx: Transaction, context: Context, who: Person, number: int, move: bool, now: datetime
) -> tuple[Gig, bool]:
    """The gig, and whether this is what opened it."""
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.REOPEN, gig)
    if gig.state in EDITABLE:
        return gig, False
    keeps = not move and gig.listing is not None and can_update(context, gig.listing)
    note = (MOVES if move else STAYS_UP if keeps else COMES_DOWN).format(title=_title(context, gig))
    opened = reopen(gig, note, now, keeps_listing=keeps)
    if move and len(choices(context)) > 1:
        form = gig.form.model_copy(update={"marketplace": ""})
        opened = opened.model_copy(update={"form": form})
    kind = EntryKind.GIG_MOVED if move else EntryKind.GIG_REOPENED
    facts = EntryFacts(marketplace=place_of(gig), listing=gig.listing.id if gig.listing else None)
    saved = await tx.gigs.save(gig, opened, entry(who, kind, now, facts))
    await close_former(tx, gig, saved, WhyClosed.MOVED if move else WhyClosed.CHANGED)
    await tx.syncs.stop(gig.tenant, gig.number)
    await show_change(tx, saved)
    return saved, True


def _title(context: Context, gig: Gig) -> str:
    name = gig.listing.marketplace if gig.listing else ""
    return context.markets[name].title if name in context.markets else name


@retry_on_conflict
async def confirm_closed(context: Context, who: Person, number: int, listing_id: str) -> Gig:
    """Somebody has closed a former listing by hand, where we could not; said twice, it is closed once."""
    now = context.clock.now()
    return await context.store.run(_record_closed, who, number, listing_id, now)


async def _record_closed(tx: Transaction, who: Person, number: int, listing_id: str, now: datetime) -> Gig:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.SETTLE, gig)
    closed = former_closed(gig, listing_id, now)
    if closed is gig:
        return gig
    where = next(one.listing for one in gig.former_listings if one.listing.id == listing_id)
    facts = EntryFacts(marketplace=where.marketplace, listing=listing_id)
    gig = await tx.gigs.save(gig, closed, entry(who, EntryKind.LISTING_CLOSED_BY_HAND, now, facts))
    await show_change(tx, gig)
    return gig

"""The requester withdraws a gig; its listing is taken down too."""

from datetime import datetime

from gigs.approval import Purpose
from gigs.approving import withdraw
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.listing.close_listing import WhyClosed, enqueue_closing
from use_cases.notifying.notify import show_change
from use_cases.notifying.notify_withdrawal import notify_withdrawal, with_a_reason
from use_cases.notifying.tell_colleagues import tell_of_the_end
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def withdraw_gig(context: Context, who: Person, number: int, *, reason: str) -> Gig:
    """Cancels the gig; withdrawing a withdrawn gig is a yes. Raises OutOfOrder once an offer is out, or without a reason."""
    now = context.clock.now()
    gig, is_new = await context.store.run(_withdraw, who, number, reason, now)
    if is_new:
        context.failpoint("withdraw: committed")
    return gig


async def _withdraw(
    tx: Transaction, who: Person, number: int, reason: str, now: datetime
) -> tuple[Gig, bool]:
    """The gig, and whether this is what withdrew it."""
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.WITHDRAW, gig)
    if gig.state is GigState.CANCELLED:
        return gig, False
    reason = with_a_reason(reason)
    facts = EntryFacts(revision=gig.revision or None, amount=gig.approved, reason=reason)
    said, before = entry(who, EntryKind.GIG_WITHDRAWN, now, facts), gig
    gig = await tx.gigs.save(gig, withdraw(gig, at=now, reason=reason), said)
    await notify_withdrawal(tx, before, gig, who, at=now, purpose=Purpose.POST, reason=reason)
    await tell_of_the_end(tx, before, gig, who, reason)
    await enqueue_closing(tx, gig, WhyClosed.WITHDRAWN)
    await tx.syncs.stop(gig.tenant, gig.number)
    await show_change(tx, gig)
    return gig, True

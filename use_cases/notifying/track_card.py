"""Remembers a card that shows a gig, so that it is drawn again whenever the gig changes."""

from datetime import datetime

from gigs.gig import Gig
from ports.notices import CardCopy, View
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import RedrawCards


async def track_card(tx: Transaction, copy: CardCopy, at: datetime) -> None:
    """Also enqueues a redraw when the gig has changed since the card was drawn: that redraw did not know of it."""
    await tx.copies.add(copy, at)
    gig = await tx.gigs.get(copy.tenant, copy.gig)
    if gig.version > copy.drawn_version:
        job = RedrawCards(tenant=copy.tenant, gig=copy.gig, version=gig.version)
        await tx.jobs.add(job, again=f"{copy.conversation_id}:{copy.activity_id}")


async def has_status_card(context: Context, gig: Gig, conversation_id: str, *, besides: str | None) -> bool:
    """True when a card of this chat, other than the message `besides`, follows the gig already."""
    copies = await context.store.run(lambda tx: tx.copies.of(gig.tenant, gig.number))
    here = [copy for copy in copies if copy.conversation_id == conversation_id and copy.view is View.GIG]
    return any(copy.activity_id != besides for copy in here)

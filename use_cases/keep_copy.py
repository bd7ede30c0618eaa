"""Remembers a card that shows a gig, so that it is drawn again whenever the gig changes."""

from use_cases.notices import CardCopy
from use_cases.redraw_cards import RedrawCards
from use_cases.storage import Transaction


async def keep_copy(tx: Transaction, copy: CardCopy) -> None:
    """Also promises a redraw when the gig has changed since the card was drawn: that redraw did not know of it."""
    await tx.copies.add(copy)
    gig = await tx.gigs.get(copy.tenant, copy.gig)
    if gig.version > copy.drawn_version:
        job = RedrawCards(tenant=copy.tenant, gig=copy.gig, version=gig.version)
        await tx.jobs.add(job, again=f"{copy.conversation_id}:{copy.activity_id}")

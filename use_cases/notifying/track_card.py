"""Remembers a card that shows a gig, so that it is drawn again whenever the gig changes."""

from collections.abc import Sequence
from datetime import datetime

from gigs.gig import Gig
from ports.notices import SUPERSEDED, CardCopy, View
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import RedrawCards


async def track_card(tx: Transaction, copy: CardCopy, at: datetime) -> None:
    """Also enqueues a redraw when the gig has changed since the card was drawn: that redraw did not know of it. One
    status card of a chat follows a gig: this one, if it is one, and what did so before makes way for it."""
    made_way = await _make_way(tx, copy, at)
    await tx.copies.add(copy, at)
    gig = await tx.gigs.get(copy.tenant, copy.gig)
    if made_way or gig.version > copy.drawn_version:
        job = RedrawCards(tenant=copy.tenant, gig=copy.gig, version=gig.version)
        await tx.jobs.add(job, again=f"{copy.conversation_id}:{copy.activity_id}")


async def _make_way(tx: Transaction, copy: CardCopy, at: datetime) -> bool:
    if copy.view is not View.GIG:
        return False
    former = _status_cards(
        await tx.copies.of(copy.tenant, copy.gig), copy.conversation_id, besides=copy.activity_id
    )
    for one in former:
        await tx.copies.add(one.model_copy(update={"subject": SUPERSEDED}), at)
    return bool(former)


def _status_cards(copies: Sequence[CardCopy], conversation_id: str, *, besides: str | None) -> list[CardCopy]:
    """Those of one chat that follow the gig."""
    return [
        copy
        for copy in copies
        if copy.conversation_id == conversation_id
        and copy.view is View.GIG
        and copy.subject != SUPERSEDED
        and copy.activity_id != besides
    ]


async def has_status_card(context: Context, gig: Gig, conversation_id: str, *, besides: str | None) -> bool:
    """True when a card of this chat, other than the message `besides`, follows the gig already."""
    copies = await context.store.run(lambda tx: tx.copies.of(gig.tenant, gig.number))
    return bool(_status_cards(copies, conversation_id, besides=besides))

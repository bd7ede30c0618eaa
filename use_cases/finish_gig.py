"""Tells everybody concerned when the last milestone is paid and the gig is completed."""

from datetime import datetime

from gigs.gig import Gig, GigState
from use_cases.notices import NoticeKind
from use_cases.storage import Transaction
from use_cases.tell import tell_channels, tell_requester


async def tell_if_finished(tx: Transaction, gig: Gig, before: GigState, at: datetime) -> None:
    """Promises the notices of completion when this change was the one that completed the gig."""
    if gig.state is not GigState.COMPLETED or before is GigState.COMPLETED:
        return
    await tx.syncs.stop(gig.tenant, gig.number)
    await tell_requester(tx, gig, NoticeKind.COMPLETED, at=at)
    text = f"“{gig.title}” is finished: everything was delivered."
    await tell_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=at, text=text)

"""Notifies everybody concerned when the last milestone is paid, or the contract ended before that."""

from datetime import datetime

from gigs.contract import ContractState
from gigs.gig import Gig, GigState
from ports.notice_facts import NoticeFacts, Reply
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.notifying.notify import notify_channels, notify_requester


async def notify_if_finished(tx: Transaction, gig: Gig, before: GigState, at: datetime) -> None:
    """Enqueues the notices of the end, whichever it was, when this change was the one that brought it."""
    if gig.state is not GigState.COMPLETED or before is GigState.COMPLETED:
        return
    await tx.syncs.stop(gig.tenant, gig.number)
    ended = gig.contract is not None and gig.contract.state is ContractState.ENDED
    await notify_requester(tx, gig, NoticeKind.CONTRACT_ENDED if ended else NoticeKind.COMPLETED, at=at)
    reply = Reply.ENDED_EARLY if ended else Reply.FINISHED
    await notify_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=at, facts=NoticeFacts(reply=reply))

"""Asks the requester to look on the marketplace, where nobody knows whether something happened there."""

from datetime import datetime

from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.operations import Operation
from ports.storage import Transaction
from use_cases.notifying.notify import notify_requester


async def ask_a_person(tx: Transaction, operation: Operation, now: datetime) -> None:
    """Enqueues the question. The gig may be the version it was when this was asked before: each time is one of its own."""
    gig = await tx.gigs.get(operation.tenant, operation.gig)
    facts = NoticeFacts(
        reference=operation.reference,
        question=operation.text[:100],
        operation=operation.kind,
        marketplace=operation.marketplace,
    )
    occasion = now.isoformat()
    await notify_requester(
        tx, gig, NoticeKind.NEEDS_A_PERSON, at=now, subject=operation.key, facts=facts, occasion=occasion
    )

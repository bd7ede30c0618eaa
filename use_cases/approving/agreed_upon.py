"""What the last yes of a route leads to."""

from gigs.gig import Gig, GigState
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.listing.post_gig import PostGig
from use_cases.notifying.notify import notify
from use_cases.notifying.tell_colleagues import offer_to_colleagues
from use_cases.offering.make_offer import enqueue_offer
from use_cases.operations.enqueue_operation import enqueue_operation


async def agreed_upon(context: Context, tx: Transaction, before: Gig, gig: Gig) -> None:
    """Enqueues what the last yes leads to: the posting, colleagues who are told, the offer; of an emergency also the review."""
    if gig.state is GigState.APPROVED:
        await enqueue_posting(context, tx, gig)
        if gig.review and gig.review != before.review:
            for reviewer in gig.review.reviewers:
                kind, subject = NoticeKind.EMERGENCY_TO_REVIEW, str(gig.revision)
                await notify(tx, gig, kind, reviewer.key, at=gig.changed_at, subject=subject)
    elif gig.state is GigState.OFFERED_INSIDE:
        await offer_to_colleagues(tx, gig)
    elif gig.state is GigState.HIRING:
        await enqueue_offer(context, tx, gig)


async def enqueue_posting(context: Context, tx: Transaction, gig: Gig) -> None:
    """This revision; once."""
    key = f"post:{gig.number}:{gig.revision}"
    await enqueue_operation(context, tx, gig, PostGig, key, marketplace=gig.checked_brief.marketplace)

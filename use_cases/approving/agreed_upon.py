"""What the last yes of a route leads to."""

from gigs.gig import Gig, GigState
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.listing.post_gig import PostGig
from use_cases.notifying.tell import tell
from use_cases.offering.make_offer import promise_offer
from use_cases.operations.promise_operation import promise_operation
from use_cases.outside import Outside


async def agreed_upon(outside: Outside, tx: Transaction, before: Gig, gig: Gig) -> None:
    """Promises what the last yes leads to: the posting, the offer; in the emergency lane also the review."""
    if gig.state is GigState.APPROVED:
        await promise_posting(outside, tx, gig)
        if gig.review and gig.review != before.review:
            for reviewer in gig.review.reviewers:
                kind, subject = NoticeKind.EMERGENCY_TO_REVIEW, str(gig.revision)
                await tell(tx, gig, kind, reviewer.key, at=gig.changed_at, subject=subject)
    elif gig.state is GigState.HIRING:
        await promise_offer(outside, tx, gig)


async def promise_posting(outside: Outside, tx: Transaction, gig: Gig) -> None:
    """This revision; once."""
    key = f"post:{gig.number}:{gig.revision}"
    await promise_operation(outside, tx, gig, PostGig, key, marketplace=gig.checked_brief.marketplace)

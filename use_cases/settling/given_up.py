"""What follows when a job is given up: whoever waits for it hears of it, so that no gig stands still in silence."""

from datetime import timedelta

from ports.hindrance import Hindrance
from ports.notices import NoticeState
from use_cases.context import Context
from use_cases.delivering.send_back import PassOnSendBack, not_sent_back
from use_cases.listing.close_listing import CloseListing, left_open
from use_cases.notifying.notify import DeliverNotice
from use_cases.notifying.out_of_reach import lay_aside, try_otherwise
from use_cases.offering.withdraw_offer import WithdrawOffer, not_withdrawn

UNREACHED = "I tried several times and couldn’t get through."  # not for people
LOST_AFTER = timedelta(days=1)


async def send_back_given_up(job: PassOnSendBack, _reason: str, *, context: Context) -> None:
    """Gives the deliverable back to the requester."""
    await not_sent_back(context, job, UNREACHED, Hindrance.UNREACHED)


async def closing_given_up(job: CloseListing, _reason: str, *, context: Context) -> None:
    """Asks the requester to close the listing by hand."""
    await left_open(context, job, UNREACHED, Hindrance.UNREACHED)


async def offer_not_withdrawn(job: WithdrawOffer, _reason: str, *, context: Context) -> None:
    """Notifies the requester that the offer still stands."""
    await not_withdrawn(context, job, UNREACHED, Hindrance.UNREACHED)


async def notice_given_up(job: DeliverNotice, _reason: str, *, context: Context) -> None:
    """Whoever waits for it hears of it. The sweep begins anew, but not for ever: after LOST_AFTER the notice counts as
    failed."""
    notice = await context.store.run(lambda tx: tx.notices.get(job.tenant, job.notice))
    if notice is None or notice.state is not NoticeState.PENDING:
        return
    if context.clock.now() - notice.created_at >= LOST_AFTER:
        await lay_aside(context, notice, NoticeState.FAILED)
    else:
        await context.store.run(lambda tx: try_otherwise(context, tx, notice))

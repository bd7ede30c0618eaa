"""What follows when a job is given up: whoever waits for it hears of it, so that no gig stands still in silence."""

from datetime import timedelta

from ports.hindrance import Hindrance
from ports.notices import NoticeState
from use_cases.delivering.send_back import PassOnSendBack, not_sent_back
from use_cases.listing.close_listing import CloseListing, left_open
from use_cases.notifying.deliver_notice import not_said
from use_cases.notifying.tell import DeliverNotice
from use_cases.offering.withdraw_offer import WithdrawOffer, kept
from use_cases.outside import Outside

UNREACHED = "I tried several times and could not get through."
LOST_AFTER = timedelta(days=1)


async def send_back_given_up(job: PassOnSendBack, _reason: str, *, outside: Outside) -> None:
    """Gives the deliverable back to the requester."""
    await not_sent_back(outside, job, UNREACHED, Hindrance.UNREACHED)


async def closing_given_up(job: CloseListing, _reason: str, *, outside: Outside) -> None:
    """Asks the requester to close the listing by hand."""
    await left_open(outside, job, UNREACHED, Hindrance.UNREACHED)


async def offer_kept(job: WithdrawOffer, _reason: str, *, outside: Outside) -> None:
    """Tells the requester that the offer is still out."""
    await kept(outside, job, UNREACHED, Hindrance.UNREACHED)


async def notice_given_up(job: DeliverNotice, _reason: str, *, outside: Outside) -> None:
    """The sweep begins anew, but not for ever: after LOST_AFTER the notice counts as failed."""
    async with outside.store.transaction() as tx:
        notice = await tx.notices.get(job.tenant, job.notice)
    if notice is None or notice.state is not NoticeState.PENDING:
        return
    if outside.clock.now() - notice.created_at >= LOST_AFTER:
        await not_said(outside, notice, NoticeState.FAILED)

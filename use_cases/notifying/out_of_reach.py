"""What follows when somebody cannot be reached in Teams: an e-mail, or their gig's requester hears of it and can ask them."""

from datetime import datetime, timedelta

from ports.clock import SKEW
from ports.notice_facts import NoticeFacts
from ports.notices import WANTS_ANSWER, Notice, NoticeKind, NoticeState, View
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import (
    REDRAWN_AFTER,
    MailNotice,
    RedrawCards,
    as_named,
    enqueue_notice,
)

TOLD_AFTER = timedelta(minutes=10)
"""So long a notice is tried in silence. It is tried on afterwards, but somebody hears of it."""


async def lay_aside(context: Context, notice: Notice, state: NoticeState) -> None:
    """The notice did not get through in Teams, and nobody tries again before something changes."""

    async def laid_aside(tx: Transaction) -> None:
        await tx.notices.mark(notice.tenant, notice.id, state)
        await show_reach(tx, notice, context.clock.now())
        await try_otherwise(context, tx, notice)

    await context.store.run(laid_aside)


async def try_otherwise(context: Context, tx: Transaction, notice: Notice) -> None:
    """Once for each notice, however often this is called."""
    if notice.kind not in WANTS_ANSWER or not notice.to or not notice.gig:
        return
    if context.mailer:
        await tx.jobs.add(MailNotice(tenant=notice.tenant, notice=notice.id))
    else:
        await tell_requester(tx, notice, context.clock.now())


async def still_silent(context: Context, notice_id: str, tenant: str) -> None:
    """A notice could not be said again just now. When it has been so for a while, other ways are tried beside it."""
    now = context.clock.now()

    async def tried(tx: Transaction) -> None:
        notice = await tx.notices.get(tenant, notice_id)
        if notice and notice.state is NoticeState.PENDING and not _is_new(notice, now):
            await try_otherwise(context, tx, notice)

    await context.store.run(tried)


def _is_new(notice: Notice, now: datetime) -> bool:
    """One from the future, of a clock that was ahead, has waited long enough."""
    return now - TOLD_AFTER < notice.created_at <= now + SKEW


async def tell_requester(tx: Transaction, notice: Notice, at: datetime) -> None:
    """Nobody got through to an approver. Once for each question to them."""
    gig = await tx.gigs.get(notice.tenant, notice.gig)
    asked = gig.approval_of(notice.to) if notice.to and notice.kind is NoticeKind.APPROVAL_ASKED else None
    if asked is None:
        return
    for one in gig.owners:
        told = Notice(
            id=f"{notice.id}.unreached" + ("" if one is gig.requester else f".{one.key.object_id}"),
            tenant=notice.tenant,
            gig=notice.gig,
            kind=NoticeKind.APPROVER_UNREACHED,
            to=one.key,
            subject=asked.approver.key.object_id,
            facts=NoticeFacts(by=as_named(asked.approver)),
            created_at=at,
        )
        await enqueue_notice(tx, told)


async def show_reach(tx: Transaction, notice: Notice, at: datetime) -> None:
    """Whether an approver was reached has changed, which the status cards of the gig tell: they are drawn again."""
    if notice.kind is not NoticeKind.APPROVAL_ASKED or not notice.gig:
        return
    gig = await tx.gigs.get(notice.tenant, notice.gig)
    for copy in await tx.copies.of(notice.tenant, notice.gig):
        if copy.view is View.GIG and copy.drawn_version >= gig.version:
            await tx.copies.add(copy.model_copy(update={"drawn_version": gig.version - 1}), at)
    job = RedrawCards(tenant=gig.tenant, gig=gig.number, version=gig.version)
    again = f"reach:{notice.id}:{at.timestamp()}"
    await tx.jobs.add(job, again=again, delay=REDRAWN_AFTER)


async def reached(tx: Transaction, notice: Notice, at: datetime) -> None:
    """A reminder got through: so the question is no longer one that did not."""
    if notice.kind is not NoticeKind.APPROVAL_REMINDED or not notice.to:
        return
    for one in await tx.notices.not_reached(notice.tenant, notice.gig, [notice.to]):
        if one.kind is NoticeKind.APPROVAL_ASKED and one.state is NoticeState.FAILED:
            await tx.notices.mark(one.tenant, one.id, NoticeState.SENT)
            await show_reach(tx, one, at)

"""(periodic) The approvals' clock: reminds, hands over, escalates, lets expire, each once and each in the history."""

from datetime import datetime, timedelta

from gigs.approval import Ended, Purpose
from gigs.gig import Gig, GigState
from gigs.handing_over import tick
from gigs.history import Said
from gigs.history_kinds import EntryFacts, EntryKind
from ports.notice_facts import Lapse, Lapsed, NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.approving.asking import asking_about
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.context import Context
from use_cases.entries import heard, more, people, question
from use_cases.listing.close_listing import WhyClosed
from use_cases.listing.leave_listing import close_former
from use_cases.notifying.notify import as_named, notify, notify_requester, show_change
from use_cases.retry_on_conflict import retry_on_conflict

HELD = timedelta(minutes=1)
"""For how long a gig that was taken up is left to whoever took it."""
AT_ONCE = 50


async def claim_ticking(context: Context) -> list[tuple[str, int]]:
    """Gigs whose clock is due, as (tenant, number); nobody else takes them for a minute."""
    now = context.clock.now()
    return list(await context.store.run(lambda tx: tx.clocks.claim_due(now, now + HELD, AT_ONCE)))


@retry_on_conflict
async def run_clock(context: Context, tenant: str, number: int) -> Gig:
    """Does whatever is due for one gig now; a second run at the same moment finds nothing left to do."""
    gig = await context.store.run(lambda tx: tx.gigs.get(tenant, number))
    if gig.next_at is None or gig.next_at > context.clock.now() or gig.route is None:
        await context.store.run(_set_right, gig)
        return gig
    asking = await asking_about(context, gig)
    ticked = tick(gig, asking)
    if ticked is gig:
        return gig
    saved = await context.store.run(_record, context, gig, ticked, asking.at)
    context.failpoint("clock: committed")
    return saved


async def _record(tx: Transaction, context: Context, gig: Gig, ticked: Gig, at: datetime) -> Gig:
    saved = await tx.gigs.save(gig, ticked, _said(gig, ticked, at))
    await close_former(tx, gig, saved, WhyClosed.EXPIRED)
    await notify_approvers(tx, gig, saved, at)
    await _notify_of_the_end(tx, gig, saved)
    await _notify_reviewers(tx, gig, saved)
    await show_change(tx, saved)
    context.failpoint("clock: not yet committed")
    return saved


def _said(before: Gig, after: Gig, at: datetime) -> Said:
    over = before.open_approvals and not after.open_approvals
    if not over and after.state is before.state:
        return heard(EntryKind.CLOCK_RAN, at)
    silent = [one for one in after.approvals if one.ended is Ended.EXPIRED and one.ended_at == at]
    if not silent:
        facts = EntryFacts(revision=before.revision, amount=before.approved)
        return heard(EntryKind.APPROVAL_LAPSED, at, facts)
    last = silent[-1]
    facts = more(question(after, last), person=last.approver.key.object_id)
    return heard(EntryKind.APPROVAL_EXPIRED, at, facts, people(last.approver))


async def _notify_of_the_end(tx: Transaction, before: Gig, after: Gig) -> None:
    """The requester has the gig back when a question expired; an approver sees it on the redrawn card."""
    over = bool(before.open_approvals) and not after.open_approvals
    if not over and after.state is before.state:
        return
    purpose = before.open_approvals[0].purpose if before.open_approvals else Purpose.POST
    kind = NoticeKind.EXPIRED if after.state is GigState.EXPIRED else NoticeKind.EXCESS_TURNED_DOWN
    if purpose is Purpose.EXTENSION:
        kind = NoticeKind.EXTENSION_TURNED_DOWN
    facts = NoticeFacts(lapsed=_lapsed(after), purpose=purpose)
    await notify_requester(tx, after, kind, at=after.changed_at, facts=facts)


def _lapsed(after: Gig) -> Lapsed:
    """The last answer that nobody gave just now; without one, the approval itself ran out."""
    late = [
        one.approver
        for one in after.approvals
        if one.ended is Ended.EXPIRED and one.ended_at == after.changed_at
    ]
    if not late:
        return Lapsed(why=Lapse.NOT_POSTED)
    return Lapsed(why=Lapse.NO_ANSWER, approver=as_named(late[-1]))


async def _notify_reviewers(tx: Transaction, before: Gig, after: Gig) -> None:
    if before.review is None or after.review is None or before.review.remind_at == after.review.remind_at:
        return
    for one in after.review.reviewers:
        kind, subject = NoticeKind.EMERGENCY_TO_REVIEW, str(after.revision)
        await notify(tx, after, kind, one.key, at=after.changed_at, subject=subject, occasion="again")


async def _set_right(tx: Transaction, gig: Gig) -> None:
    """The clock was claimed too early: it goes back to when the gig itself says."""
    fresh = await tx.gigs.get(gig.tenant, gig.number)
    if fresh.next_at:
        await tx.clocks.schedule(gig.tenant, gig.number, fresh.next_at)
    else:
        await tx.clocks.stop(gig.tenant, gig.number)

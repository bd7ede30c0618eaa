"""(job) Tells somebody whom we cannot reach in Teams by e-mail what waits for them; the notice itself goes on waiting."""

from typing import NamedTuple

from gigs.people import Person
from ports.directory import DirectoryUnavailable
from ports.notices import Notice, NoticeKind, NoticeState
from ports.reaching import MailRefused
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import MailNotice
from use_cases.notifying.out_of_reach import show_reach, tell_requester
from use_cases.notifying.tell_colleagues import is_over
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import page_of

_ANSWERS = frozenset({Verb.DECIDE, Verb.ADVISE, Verb.REVIEW_EMERGENCY})
_UNSAID = frozenset({NoticeState.PENDING, NoticeState.WAITING, NoticeState.FAILED})


class _Read(NamedTuple):
    notice: Notice
    who: Person
    page: GigPage


async def mail_notice(job: MailNotice, *, context: Context) -> None:
    """Not when it was said meanwhile, or nothing is awaited of them any more. Raises TryLater while the server is away."""
    read = await context.store.run(_read, context, job)
    if read is None or context.mailer is None:
        return
    try:
        await context.mailer.send(await _as_now(context, read.who), read.notice, read.page)
    except MailRefused:
        await context.store.run(tell_requester, read.notice, context.clock.now())
        return
    context.failpoint("mail: sent")
    await context.store.run(_mailed, context, read.notice)


async def mail_given_up(job: MailNotice, _reason: str, *, context: Context) -> None:
    """Nobody got through to them: the requester is told."""

    async def told(tx: Transaction) -> None:
        if notice := await tx.notices.get(job.tenant, job.notice):
            await tell_requester(tx, notice, context.clock.now())

    await context.store.run(told)


async def _read(tx: Transaction, context: Context, job: MailNotice) -> _Read | None:
    notice = await tx.notices.get(job.tenant, job.notice)
    if notice is None or notice.to is None or notice.state not in _UNSAID:
        return None
    gig = await tx.gigs.get(notice.tenant, notice.gig)
    who = gig.person(notice.to)
    if who is None:
        return None
    page = await page_of(context, tx, gig, who)
    of_hours = notice.kind is NoticeKind.HOURS_ASKED and not is_over(notice, gig)
    return _Read(notice, who, page) if page.allowed & _ANSWERS or of_hours else None


async def _as_now(context: Context, who: Person) -> Person:
    """Their address may have changed since they were asked."""
    try:
        return await context.directory.person(who.key) or who
    except DirectoryUnavailable:
        return who


async def _mailed(tx: Transaction, context: Context, notice: Notice) -> None:
    now = await tx.notices.get(notice.tenant, notice.id)
    if now and now.state in (NoticeState.WAITING, NoticeState.FAILED):
        await tx.notices.mark(notice.tenant, notice.id, NoticeState.MAILED)
        await show_reach(tx, notice, context.clock.now())

"""(job) Says one notice to one person or channel, once, and remembers the card so that it can be redrawn."""

from datetime import datetime, timedelta
from typing import NamedTuple

from gigs.gig import Gig
from gigs.people import Person, PersonKey
from ports.jobs import TryLater
from ports.memberships import Membership
from ports.messenger import ChatGone
from ports.notice_facts import Reply
from ports.notices import (
    STAYS,
    WANTS_ANSWER,
    CardCopy,
    Chat,
    Notice,
    NoticeKind,
    NoticeState,
    View,
    head_of,
    heads_of,
)
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.notifying.notify import DeliverNotice
from use_cases.notifying.out_of_reach import lay_aside, reached, still_silent
from use_cases.notifying.reach_person import open_chat
from use_cases.notifying.team_members import is_in_team
from use_cases.notifying.tell_channels import tell_channels
from use_cases.notifying.tell_colleagues import is_over
from use_cases.notifying.track_card import track_card
from use_cases.permissions.authorize_summary import reader
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import page_of


async def deliver_notice(job: DeliverNotice, *, context: Context) -> None:
    """Raises TryLater while Teams is busy. With nobody to speak to, the notice waits for them to appear."""
    try:
        await _deliver(job, context)
    except TryLater as later:
        until = context.clock.now() + timedelta(seconds=later.after or 0)
        await context.store.run(lambda tx: tx.notices.put_off(job.tenant, job.notice, until))
        await still_silent(context, job.notice, job.tenant)
        raise


class _Read(NamedTuple):
    """A notice that is to be said, and what is needed to say it."""

    notice: Notice
    gig: Gig | None
    chat: Chat | None
    near: Chat | None
    """Of the requester, where there is a gig; not read for a channel."""
    page: GigPage | None
    membership: Membership | None
    """What is remembered of the requester in the channel's team."""


async def _read(tx: Transaction, context: Context, job: DeliverNotice) -> _Read | None:
    notice = await tx.notices.get(job.tenant, job.notice)
    if notice is None or notice.state not in {NoticeState.PENDING, NoticeState.WAITING}:
        return None
    gig = await tx.gigs.get(notice.tenant, notice.gig) if notice.gig else None
    if notice.is_for_channels:
        return _Read(notice, gig, None, None, None, None)
    near = None
    if notice.to:
        near = await tx.chats.get(notice.tenant, gig.requester.key.object_id if gig else notice.subject)
    chat = await tx.chats.get(notice.tenant, notice.to.object_id if notice.to else notice.channel or "")
    viewer = gig.person(notice.to) if gig and notice.to else None
    page = await page_of(context, tx, gig, viewer) if gig else None
    membership = None
    if gig and chat and notice.channel:
        membership = await tx.memberships.get(gig.requester.key, chat.team)
    return _Read(notice, gig, chat, near, page, membership)


async def _deliver(job: DeliverNotice, context: Context) -> None:
    read = await context.store.run(_read, context, job)
    if read is None:
        return
    notice, gig, page = read.notice, read.gig, read.page
    context.failpoint("notice: read")
    if gig and notice.is_for_channels:
        await tell_channels(context, notice, gig.requester.key)
        return
    known = read.chat
    if known and known.alive:
        chat: Chat | None = known
    else:  # whoever removed the app is not given it again
        chat = await _open(context, notice, read.near, install=known is None)
    if chat is None:
        await _lay_aside(context, notice)
    elif gig and not await _still_true(context, read, chat, gig):
        await _mark(context, notice, NoticeState.FAILED)
    elif not await _is_said(context, notice, chat, page):
        anew = await _open(context, notice, chat, install=True) if chat is known else None
        if anew is None or not await _is_said(context, notice, anew, page):
            await context.store.run(lambda tx: tx.chats.bury(notice.tenant, chat.owner))
            await lay_aside(context, notice, _without_chat(notice))


async def _open(context: Context, notice: Notice, near: Chat | None, *, install: bool) -> Chat | None:
    """Made anew once for each delivery, whatever the reason for which the one we know is no more. The app is only added
    for people whose answer is awaited."""
    if near is None or notice.to is None:
        return None
    return await open_chat(context, notice.to, near, install=install and notice.kind in WANTS_ANSWER)


async def _is_said(context: Context, notice: Notice, chat: Chat, page: GigPage | None) -> bool:
    """False when this chat is no more."""
    try:
        if notice.kind is NoticeKind.CHANNEL_REPLY:
            await _reply(context, chat, notice, page)
            return True
        copy = await context.messenger.deliver(chat, notice, page)
    except ChatGone:
        return False
    context.failpoint("notice: said")
    await context.store.run(_said, notice, chat, copy, context.clock.now())
    context.failpoint("notice: marked")
    return True


async def _said(tx: Transaction, notice: Notice, chat: Chat, copy: CardCopy, at: datetime) -> None:
    await tx.notices.mark(notice.tenant, notice.id, NoticeState.SENT)
    await tx.chats.put(chat)
    await reached(tx, notice, at)
    if notice.kind in STAYS:
        await track_card(tx, copy, at)


async def _still_true(context: Context, read: _Read, chat: Chat, gig: Gig) -> bool:
    """Not for a reminder of what was answered, handed over or withdrawn meanwhile, a lesson that not everybody may read,
    nor in a channel of another team."""
    notice = read.notice
    if notice.kind is NoticeKind.APPROVAL_REMINDED and notice.to:
        asked = gig.approval_of(notice.to)
        return asked is not None and asked.reminded_at == notice.created_at
    if not notice.channel:
        return not is_over(notice, gig)
    if notice.facts.reply is Reply.LESSON and not await context.store.run(_is_for_everybody, gig):
        return False
    return await is_in_team(context, chat, gig.requester.key, read.membership)


async def _is_for_everybody(tx: Transaction, gig: Gig) -> bool:
    """Whether anybody may read the gig's summary: its owner may have chosen others since, or withdrawn it."""
    anybody = Person(key=PersonKey(tenant=gig.tenant, object_id=""), name="")
    return await tx.summaries.of_gig(reader(anybody), gig.number) is not None


async def _reply(context: Context, chat: Chat, notice: Notice, page: GigPage | None) -> None:
    async def begun_as(tx: Transaction) -> tuple[CardCopy | None, Notice | None]:
        copies = await tx.copies.of(notice.tenant, notice.gig)
        head = next((one for one in copies if one.view is View.CHANNEL and one.subject == chat.owner), None)
        if head:
            return head, None
        begun = await tx.notices.get(notice.tenant, head_of(notice.gig, chat.owner))
        return None, begun or await tx.notices.get(notice.tenant, heads_of(notice.gig))

    head, begun = await context.store.run(begun_as)
    if head is None:
        if begun is not None and begun.state is NoticeState.PENDING:
            raise TryLater(
                "the thread of this gig isn’t there yet",  # not for people
                after=15,
                counts=False,
            )
        # Followed too late for this gig, or gone in between: it has no thread here.
        await _mark(context, notice, NoticeState.FAILED)
        return
    await context.messenger.reply(head, chat, notice, page)
    await _mark(context, notice, NoticeState.SENT)


async def _lay_aside(context: Context, notice: Notice) -> None:
    """Until there is a chat. One that appeared meanwhile has not seen this notice waiting: look again after."""
    await lay_aside(context, notice, _without_chat(notice))
    if (person := notice.to) is None:
        return
    chat = await context.store.run(lambda tx: tx.chats.get(notice.tenant, person.object_id))
    if chat and chat.alive:
        raise TryLater("the chat is there now", after=0, counts=False)  # not for people


def _without_chat(notice: Notice) -> NoticeState:
    """People are told when they appear. A channel that comes back follows the gigs listed from then on."""
    return NoticeState.WAITING if notice.to else NoticeState.FAILED


async def _mark(context: Context, notice: Notice, state: NoticeState) -> None:
    await context.store.run(lambda tx: tx.notices.mark(notice.tenant, notice.id, state))

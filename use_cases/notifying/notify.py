"""Enqueues, inside a transaction, what notifies people and what redraws every card that shows the change."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import ClassVar

from gigs.gig import Gig
from gigs.people import Person, PersonKey
from ports.jobs import Job
from ports.notice_facts import Named, NoticeFacts
from ports.notices import Notice, NoticeKind, NoticeState, View, heads_of
from ports.storage import Transaction

REDRAWN_AFTER = timedelta(seconds=2)
"""Changes of a gig within this time are drawn together; what was drawn already is not drawn again for them."""


class DeliverNotice(Job):
    """Say the notice with this id."""

    name: ClassVar[str] = "deliver_notice"
    queue: ClassVar[str] = "notify"

    tenant: str
    notice: str

    @property
    def key(self) -> str:
        return f"notice:{self.tenant}:{self.notice}"


class MailNotice(Job):
    """Tell somebody by e-mail that this notice waits for them."""

    name: ClassVar[str] = "mail_notice"
    queue: ClassVar[str] = "notify"

    tenant: str
    notice: str

    @property
    def key(self) -> str:
        return f"mail:{self.tenant}:{self.notice}"


class RedrawCards(Job):
    """Bring every card of this gig to at least this version."""

    name: ClassVar[str] = "redraw_cards"
    queue: ClassVar[str] = "notify"

    tenant: str
    gig: int
    version: int

    @property
    def key(self) -> str:
        return f"redraw:{self.tenant}:{self.gig}:{self.version}"


async def notify(
    tx: Transaction,
    gig: Gig,
    kind: NoticeKind,
    to: PersonKey,
    *,
    at: datetime,
    subject: str = "",
    facts: NoticeFacts | None = None,
    delay: timedelta | None = None,
    occasion: str = "",
) -> None:
    """Enqueue one notice to one person. Telling the same thing about the same version twice is one notice.

    Unless the `occasion` differs: for what can happen again without a change of the gig.
    """
    notice = Notice(
        id=f"{gig.number}.{gig.version}.{kind}.{to.object_id}.{subject}{occasion}",
        tenant=gig.tenant,
        gig=gig.number,
        kind=kind,
        to=to,
        subject=subject,
        facts=facts or NoticeFacts(),
        created_at=at + (delay or timedelta()),
    )
    await enqueue_notice(tx, notice, delay)


async def notify_requester(
    tx: Transaction,
    gig: Gig,
    kind: NoticeKind,
    *,
    at: datetime,
    subject: str = "",
    facts: NoticeFacts | None = None,
    delay: timedelta | None = None,
    occasion: str = "",
) -> None:
    """Enqueue one notice to each person whose gig this is."""
    for one in gig.owners:
        await notify(
            tx, gig, kind, one.key, at=at, subject=subject, facts=facts, delay=delay, occasion=occasion
        )


async def notify_channels(
    tx: Transaction, gig: Gig, kind: NoticeKind, *, at: datetime, facts: NoticeFacts | None = None
) -> None:
    """Enqueue one notice to the channels that follow, if any does. Its delivery decides which may see the gig
    (`tell_channels`)."""
    if not await tx.follows.of(gig.tenant):
        return
    is_head = kind is NoticeKind.CHANNEL_HEAD
    notice = Notice(
        id=heads_of(gig.number) if is_head else f"{gig.number}.{gig.version}.{kind}",
        tenant=gig.tenant,
        gig=gig.number,
        kind=kind,
        facts=facts or NoticeFacts(),
        created_at=at,
    )
    if not await tx.notices.add(notice) and is_head:
        # Listed again: channels that began to follow meanwhile get their thread, the others keep theirs.
        await tx.notices.mark(notice.tenant, notice.id, NoticeState.PENDING)
    again = f"v{gig.version}" if is_head else ""
    await tx.jobs.add(DeliverNotice(tenant=notice.tenant, notice=notice.id), again=again)


async def show_change(tx: Transaction, gig: Gig) -> None:
    """Enqueue the redrawing of every card that shows this gig."""
    await tx.jobs.add(
        RedrawCards(tenant=gig.tenant, gig=gig.number, version=gig.version), delay=REDRAWN_AFTER
    )


async def show_again(tx: Transaction, gig: Gig, *, at: datetime, occasion: str) -> None:
    """The same for what has changed beside the gig, whose version is as it was."""
    for copy in await tx.copies.of(gig.tenant, gig.number):
        if copy.view is View.GIG:
            await tx.copies.add(copy.model_copy(update={"drawn_version": gig.version - 1}), at)
    job = RedrawCards(tenant=gig.tenant, gig=gig.number, version=gig.version)
    await tx.jobs.add(job, again=occasion)


async def enqueue_notice(tx: Transaction, notice: Notice, delay: timedelta | None = None) -> None:
    """Enqueue this notice; once, however often it is enqueued."""
    if await tx.notices.add(notice):
        await tx.jobs.add(DeliverNotice(tenant=notice.tenant, notice=notice.id), delay=delay)


async def enqueue_all(tx: Transaction, notices: Sequence[Notice]) -> None:
    """Enqueue these notices, with one statement however many they are; each once, however often it is enqueued."""
    await tx.notices.add_all(notices)
    for notice in notices:
        await tx.jobs.add(DeliverNotice(tenant=notice.tenant, notice=notice.id))


def as_named(person: Person) -> Named:
    """A colleague, as a notice speaks of them."""
    return Named(key=person.key, name=person.name)

"""Notifies whoever a change of hands concerns, and writes it into the history: asked, reminded, handed over, expired."""

from datetime import datetime

from gigs.approval import Approval, Came, Ended
from gigs.gig import Gig
from gigs.history_kinds import EntryKind
from ports.notice_facts import Named, NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.entries import heard, more, people, question
from use_cases.notifying.notify import as_named, notify


async def notify_approvers(tx: Transaction, before: Gig, after: Gig, at: datetime) -> None:
    """Everything that differs between the approvals of a gig before and after one change of it."""
    for was, now in zip(before.approvals, after.approvals, strict=False):
        if was != now:
            await _changed(tx, after, was, now, at)
    for new in after.approvals[len(before.approvals) :]:
        await _added(tx, after, new, at)


async def _added(tx: Transaction, gig: Gig, new: Approval, at: datetime) -> None:
    if new.carried_from:
        await _write(tx, gig, new, EntryKind.APPROVAL_CARRIED_OVER, at, carried_from=new.carried_from)
        return
    named = new.instead_of
    instead = named.key.object_id if named else None
    await _write(
        tx, gig, new, EntryKind.APPROVER_ASKED, at, came=new.came, instead_of=instead, until=new.due_at
    )
    if not new.is_open:
        return
    await notify(tx, gig, NoticeKind.APPROVAL_ASKED, new.approver.key, at=at)
    if named and new.came is not Came.SUCCEEDED:
        facts = NoticeFacts(by=as_named(new.approver), how=new.came)
        subject = new.approver.key.object_id
        await notify(tx, gig, NoticeKind.APPROVAL_HANDED_OVER, named.key, at=at, subject=subject, facts=facts)


async def _changed(tx: Transaction, gig: Gig, was: Approval, now: Approval, at: datetime) -> None:
    who = now.approver
    if now.reminded_at != was.reminded_at:
        await _write(tx, gig, now, EntryKind.APPROVER_REMINDED, at)
        await notify(tx, gig, NoticeKind.APPROVAL_REMINDED, who.key, at=at)
    if now.ended is was.ended or now.ended is Ended.NOT_NEEDED:
        return
    if now.ended is Ended.EXPIRED:
        await _write(tx, gig, now, EntryKind.APPROVER_SILENT, at)
    elif was.instead_of:  # the one who was named hears of it anyway; whoever held it for them does too
        facts = NoticeFacts(by=_next_holder(gig, now), how=Came.PASSED_ON)
        await notify(tx, gig, NoticeKind.APPROVAL_HANDED_OVER, who.key, at=at, subject="held", facts=facts)


def _next_holder(gig: Gig, ended: Approval) -> Named | None:
    named, at = (ended.instead_of or ended.approver).key, (ended.step, ended.ended_at)
    later = [
        one
        for one in gig.approvals
        if (one.step, one.asked_at) == at and (one.instead_of or one.approver).key == named
    ]
    return as_named(later[-1].approver) if later else None


async def _write(
    tx: Transaction, gig: Gig, asked: Approval, kind: EntryKind, at: datetime, **further: object
) -> None:
    facts = more(question(gig, asked), person=asked.approver.key.object_id, **further)
    names = people(asked.approver, asked.instead_of)
    await tx.histories.add(gig.tenant, gig.number, heard(kind, at, facts, names))

"""A reviewer looks at an emergency after it was approved: in order, or a concern that stays on record."""

from datetime import datetime

from gigs.brief import clean
from gigs.deciding import review_emergency
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from ports.gig_storage import Guard
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.notify import as_named, notify, show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import approval_page_of


@retry_on_conflict
async def record_review(context: Context, who: Person, number: int, *, fine: bool, note: str = "") -> GigPage:
    """Once, by whoever of the reviewers is first. Requester and approvers are told of a concern.

    Raises NotAllowed for the requester, OutOfOrder when it was reviewed already or a concern has no words.
    """
    note, now = within(clean(note), 1000, _("Your note")), context.clock.now()
    return await context.store.run(_record, context, who, number, fine, note, now)


async def _record(
    tx: Transaction, context: Context, who: Person, number: int, fine: bool, note: str, now: datetime
) -> GigPage:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.REVIEW_EMERGENCY, gig)
    reviewed = review_emergency(gig, who, fine=fine, note=note, at=now)
    kind = EntryKind.EMERGENCY_REVIEWED if fine else EntryKind.EMERGENCY_CONCERN
    said = entry(who, kind, now, EntryFacts(revision=gig.revision, words=note or None))
    saved = await tx.gigs.save(gig, reviewed, said, Guard(not_requester=who.key))
    told = {} if fine else {one.approver.key: one.approver for one in saved.approvals}
    facts = NoticeFacts(by=as_named(who), reason=note, fine=fine)
    for person in {**{one.key: one for one in saved.owners}, **told}.values():
        await notify(tx, saved, NoticeKind.EMERGENCY_REVIEWED, person.key, at=now, facts=facts)
    await show_change(tx, saved)
    return await approval_page_of(context, tx, saved, who)

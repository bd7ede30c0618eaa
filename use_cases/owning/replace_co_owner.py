"""Whoever takes the place of somebody who has left is a co-owner where they were one, or nobody is."""

from datetime import datetime

from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.owning import replace_co_owner
from gigs.people import Person
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.notify import as_named, notify, show_change
from use_cases.owning.due_to_be_asked import due_to_be_asked
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def replace_one(context: Context, who: Person, number: int, left: Person, to: Person | None) -> None:
    """With `to` None their co-ownership ends, and the requester is notified. Raises OutOfOrder for whoever may not own the gig."""
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize(who, Verb.HAND_OVER, gig)
    due = await due_to_be_asked(context, gig, requester_stays=True)
    now = context.clock.now()
    after = replace_co_owner(gig, left.key, to, due, now)
    await context.store.run(_record, who, gig, after, left, to, now)


async def _record(
    tx: Transaction, who: Person, before: Gig, after: Gig, left: Person, to: Person | None, at: datetime
) -> None:
    """Two entries, as if a requester had removed one and named the other."""
    without = replace_co_owner(before, left.key, None, (), at)
    removed = EntryFacts(person=left.key.object_id)
    saved = await tx.gigs.save(
        before, without, entry(who, EntryKind.CO_OWNER_REMOVED, at, removed, people(left))
    )
    by = as_named(who)
    if to is not None and after.co_owners != without.co_owners:
        named = EntryFacts(person=to.key.object_id)
        said = entry(who, EntryKind.CO_OWNER_NAMED, at, named, people(to))
        saved = await tx.gigs.save(
            saved,
            saved.model_copy(update={"co_owners": after.co_owners, "former_owners": after.former_owners}),
            said,
        )
        await notify(tx, saved, NoticeKind.CO_OWNER_NAMED, to.key, at=at, facts=NoticeFacts(by=by))
    if to is None:
        facts = NoticeFacts(by=by, person=as_named(left))
        await notify(tx, saved, NoticeKind.CO_OWNER_LEFT, saved.requester.key, at=at, facts=facts)
    await show_change(tx, saved)

"""The requester names co-owners, who may do what the requester may, and removes them."""

from datetime import datetime

from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.owning import name_co_owner, remove_co_owner
from gigs.people import Person, PersonKey
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from use_cases.colleagues.find_colleague import find_colleague
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.notify import as_named, notify, show_change
from use_cases.owning.due_to_be_asked import due_to_be_asked
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


@retry_on_conflict
async def share_gig(context: Context, who: Person, number: int, *, co_owner: str) -> GigPage:
    """Makes the colleague `co_owner` (as `find_colleague` takes them) an owner as well. Twice is once.

    Raises SeveralFit, NotAllowed for everybody but the requester, OutOfOrder for whoever is, was or is due to be asked.
    """
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize(who, Verb.SHARE, gig)
    chosen = await find_colleague(context, who.key.tenant, co_owner)
    now = context.clock.now()
    due = await due_to_be_asked(context, gig, requester_stays=True)
    shared = name_co_owner(gig, who.key, chosen, due, now)
    return await context.store.run(_record, context, who, gig, shared, chosen, EntryKind.CO_OWNER_NAMED, now)


@retry_on_conflict
async def unshare_gig(context: Context, who: Person, number: int, *, co_owner: str) -> GigPage:
    """Removes the co-owner with this object id; nobody of that id is a yes. They never decide about it, even so."""
    now = context.clock.now()
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize(who, Verb.SHARE, gig)
    removed = PersonKey(tenant=gig.tenant, object_id=co_owner)
    left = remove_co_owner(gig, who.key, removed, now)
    named = gig.person(removed) or who
    return await context.store.run(_record, context, who, gig, left, named, EntryKind.CO_OWNER_REMOVED, now)


async def _record(
    tx: Transaction,
    context: Context,
    who: Person,
    before: Gig,
    after: Gig,
    whom: Person,
    kind: EntryKind,
    at: datetime,
) -> GigPage:
    if after is before:
        return await page_of(context, tx, before, who)
    said = entry(who, kind, at, EntryFacts(person=whom.key.object_id), people(whom))
    saved = await tx.gigs.save(before, after, said)
    notice = NoticeKind.CO_OWNER_NAMED if kind is EntryKind.CO_OWNER_NAMED else NoticeKind.CO_OWNER_REMOVED
    await notify(tx, saved, notice, whom.key, at=at, facts=NoticeFacts(by=as_named(who)))
    await show_change(tx, saved)
    return await page_of(context, tx, saved, who)

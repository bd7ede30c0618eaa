"""A programme lead or the requester's manager hands a gig over to somebody who can act."""

from datetime import datetime

from pydantic import Field

from gigs.brief import clean
from gigs.errors import GigError
from gigs.gig import ENDED, Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.owning import hand_over_gig
from gigs.people import Person
from gigs.value import Value
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.colleagues.find_colleague import find_colleague
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.notify import as_named, notify, show_change
from use_cases.owning.due_to_be_asked import due_to_be_asked
from use_cases.owning.replace_co_owner import replace_one
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of, show_gig

MOST_AT_ONCE = 1000


class HandedOver(Value):
    """The gigs that somebody has now, and why others stayed where they were (gig -> sentence)."""

    gigs: tuple[int, ...] = ()
    left: dict[int, str] = Field(default_factory=dict)


async def hand_over(context: Context, who: Person, number: int, *, to: str, reason: str) -> GigPage:
    """The gig as `who` sees it then. `to` is as `find_colleague` takes it; former and new requester are told.

    Raises SeveralFit, NotAllowed, and OutOfOrder without a reason, for whoever is, was or is due to be asked about it.
    """
    page = await show_gig(context, who, number)
    authorize(who, Verb.HAND_OVER, page.gig)
    chosen = await find_colleague(context, who.key.tenant, to)
    return await _hand_one(context, who, number, chosen, reason)


async def hand_all_over(context: Context, who: Person, person: Person, to: Person, reason: str) -> HandedOver:
    """Every gig of `person` that is not over and was submitted; what cannot go to `to` stays, with the reason. Where `person` was a
    co-owner, `to` is one now; where they can't be, nobody is, and the requester is notified."""
    gigs = await context.store.run(lambda tx: tx.gigs.of_requester(person.key, MOST_AT_ONCE))
    done, left = [], {}
    for gig in gigs:
        if gig.state in ENDED or gig.brief is None:
            continue
        try:
            await _hand_one(context, who, gig.number, to, reason)
            done.append(gig.number)
        except GigError as stays:
            left[gig.number] = str(stays)
    for gig in await context.store.run(lambda tx: tx.gigs.of_co_owner(person.key, MOST_AT_ONCE)):
        if gig.state in ENDED or gig.brief is None:
            continue
        try:
            await replace_one(context, who, gig.number, person, to)
            done.append(gig.number)
        except GigError as ends:
            left[gig.number] = str(ends)
            await replace_one(context, who, gig.number, person, None)
    return HandedOver(gigs=tuple(done), left=left)


@retry_on_conflict
async def _hand_one(context: Context, who: Person, number: int, to: Person, reason: str) -> GigPage:
    reason, now = within(clean(reason), 1000, _("The reason")), context.clock.now()
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize(who, Verb.HAND_OVER, gig)
    due = await due_to_be_asked(context, gig, requester_stays=False)
    handed = hand_over_gig(gig, to, due, now, reason=reason)
    return await context.store.run(_record, context, who, gig, handed, reason, now)


async def _record(
    tx: Transaction, context: Context, who: Person, before: Gig, after: Gig, reason: str, at: datetime
) -> GigPage:
    was, now = before.requester, after.requester
    facts = EntryFacts(person=was.key.object_id, to=now.key.object_id, reason=reason)
    said = entry(who, EntryKind.GIG_HANDED_OVER, at, facts, people(was, now))
    saved = await tx.gigs.save(before, after, said)
    told = NoticeFacts(by=as_named(who), person=as_named(now), reason=reason)
    for one in {each.key: each for each in (was, *saved.owners)}.values():
        await notify(tx, saved, NoticeKind.GIG_HANDED_OVER, one.key, at=at, facts=told)
    await show_change(tx, saved)
    return await page_of(context, tx, saved, who)

"""A colleague at work: they say it's done or step back; the requester accepts it or says what is missing."""

from gigs.brief import clean
from gigs.colleagues_first import accept, not_yet, say_done, step_back, take_back_work
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from ports.notice_facts import InsideNews, NoticeFacts, Reply
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.notify import notify_channels, notify_requester, show_change
from use_cases.notifying.tell_colleagues import tell_inside
from use_cases.permissions.authorize_inside import InsideVerb, authorize_inside
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of

LONGEST = 1000


@retry_on_conflict
async def say_it_is_done(context: Context, who: Person, number: int, *, note: str = "") -> GigPage:
    """The colleague at work hands it over; `note` says where it is. Saying so twice is a yes."""
    given = within(clean(note), LONGEST, _("Your note"))

    async def done(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.SAY_DONE, gig)
        if gig.state is not GigState.INSIDE and gig.done_inside:
            return await page_of(context, tx, gig, who)
        after = say_done(gig, who.key, given, context.clock.now())
        if after is gig:
            return await page_of(context, tx, gig, who)
        facts = EntryFacts(revision=gig.revision, words=given or None)
        gig = await tx.gigs.save(gig, after, entry(who, EntryKind.INSIDE_DONE, after.changed_at, facts))
        await tell_inside(tx, gig, InsideNews.DONE, gig.owners, by=who, reason=given)
        return await _shown(tx, context, gig, who)

    return await context.store.run(done)


@retry_on_conflict
async def accept_work(context: Context, who: Person, number: int) -> GigPage:
    """The work is delivered, and to be rated; accepting it twice is a yes."""

    async def accepted(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.DELIVER_INSIDE, gig)
        if gig.done_inside and gig.state in {GigState.COMPLETED, GigState.CLOSED}:
            return await page_of(context, tx, gig, who)
        after = accept(gig, context.clock.now())
        worker = _worker(gig)
        facts = EntryFacts(revision=gig.revision, person=worker.key.object_id)
        said = entry(who, EntryKind.INSIDE_ACCEPTED, after.changed_at, facts, people(worker))
        gig = await tx.gigs.save(gig, after, said)
        await tell_inside(tx, gig, InsideNews.ACCEPTED, [worker], by=who)
        await notify_requester(tx, gig, NoticeKind.COMPLETED, at=gig.changed_at)
        reply = NoticeFacts(reply=Reply.FINISHED)
        await notify_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=gig.changed_at, facts=reply)
        return await _shown(tx, context, gig, who)

    return await context.store.run(accepted)


@retry_on_conflict
async def say_not_yet(context: Context, who: Person, number: int, *, reason: str) -> GigPage:
    """What is missing; the colleague goes on."""
    given = within(clean(reason), LONGEST, _("The reason"))

    async def back(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.DELIVER_INSIDE, gig)
        after = not_yet(gig, given, context.clock.now())
        worker = _worker(gig)
        facts = EntryFacts(revision=gig.revision, person=worker.key.object_id, reason=given)
        said = entry(who, EntryKind.INSIDE_NOT_YET, after.changed_at, facts, people(worker))
        gig = await tx.gigs.save(gig, after, said)
        await tell_inside(tx, gig, InsideNews.NOT_YET, [worker], by=who, reason=given)
        return await _shown(tx, context, gig, who)

    return await context.store.run(back)


@retry_on_conflict
async def step_back_from_it(context: Context, who: Person, number: int, *, reason: str) -> Gig:
    """The colleague can't do it after all: its requester has the gig back, and is told why."""
    given = within(clean(reason), LONGEST, _("The reason"))

    async def back(tx: Transaction) -> Gig:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.STEP_BACK, gig)
        after = step_back(gig, who.key, given, context.clock.now())
        facts = EntryFacts(revision=gig.revision, reason=given)
        said = entry(who, EntryKind.COLLEAGUE_STEPPED_BACK, after.changed_at, facts)
        gig = await tx.gigs.save(gig, after, said)
        await tell_inside(tx, gig, InsideNews.STEPPED_BACK, gig.owners, by=who, reason=given)
        await show_change(tx, gig)
        return gig

    return await context.store.run(back)


@retry_on_conflict
async def take_it_back(context: Context, who: Person, number: int, *, reason: str) -> GigPage:
    """The requester has the gig again, to submit it once more; whoever did the work is told why."""
    given = within(clean(reason), LONGEST, _("The reason"))

    async def back(tx: Transaction) -> GigPage:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize_inside(who, InsideVerb.TAKE_BACK, gig)
        after = take_back_work(gig, given, context.clock.now())
        worker = _worker(gig)
        facts = EntryFacts(revision=gig.revision, person=worker.key.object_id, reason=given)
        said = entry(who, EntryKind.WORK_TAKEN_BACK, after.changed_at, facts, people(worker))
        gig = await tx.gigs.save(gig, after, said)
        await tell_inside(tx, gig, InsideNews.TAKEN_BACK, [worker], by=who, reason=given)
        return await _shown(tx, context, gig, who)

    return await context.store.run(back)


def _worker(gig: Gig) -> Person:
    if gig.inside is None or gig.inside.picked is None:
        raise ValueError(f"nobody works on gig {gig.number}")
    return gig.inside.picked.person


async def _shown(tx: Transaction, context: Context, gig: Gig, who: Person) -> GigPage:
    await show_change(tx, gig)
    return await page_of(context, tx, gig, who)

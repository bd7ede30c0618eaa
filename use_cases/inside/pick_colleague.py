"""The requester picks a colleague to do the work, or sends the gig out before its days are over."""

from datetime import datetime

from gigs.brief import clean
from gigs.colleagues_first import pick, send_out
from gigs.errors import OutOfOrder
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person, PersonKey
from ports.gig_storage import Guard
from ports.notice_facts import InsideNews, NoticeFacts, Reply
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.approving.agreed_upon import enqueue_posting
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.notify import notify_channels, show_change
from use_cases.notifying.tell_colleagues import tell_inside
from use_cases.permissions.authorize_inside import InsideVerb, authorize_inside
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


@retry_on_conflict
async def pick_colleague(context: Context, who: Person, number: int, *, colleague: str) -> GigPage:
    """The colleague with this object id does the work; picking them twice is a yes. The others are told.

    Raises GigNotFound, NotAllowed, DirectoryUnavailable, and OutOfOrder before their manager has agreed or once they have left.
    """
    key = PersonKey(tenant=who.key.tenant, object_id=colleague)
    if await context.directory.person(key) is None:
        raise OutOfOrder(_("That colleague isn’t in the directory any more. Please pick somebody else."))
    return await context.store.run(_pick, context, who, number, key, context.clock.now())


async def _pick(
    tx: Transaction, context: Context, who: Person, number: int, colleague: PersonKey, at: datetime
) -> GigPage:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize_inside(who, InsideVerb.PICK_COLLEAGUE, gig)
    if gig.state is GigState.INSIDE and gig.inside and gig.inside.is_worker(colleague):
        return await page_of(context, tx, gig, who)
    after = pick(gig, colleague, at)
    picked = after.inside.picked if after.inside else None
    if picked is None:
        raise ValueError(f"nobody was picked for gig {number}")
    facts = EntryFacts(revision=gig.revision, hours=picked.hours, person=colleague.object_id)
    said = entry(who, EntryKind.COLLEAGUE_PICKED, at, facts, people(picked.person))
    gig = await tx.gigs.save(gig, after, said, Guard(not_requester=colleague))
    await tell_inside(tx, gig, InsideNews.PICKED, [picked.person], by=who)
    await tell_inside(tx, gig, InsideNews.NOT_PICKED, _others(gig, colleague), by=who)
    facts_told = NoticeFacts(reply=Reply.COLLEAGUE_AT_WORK)
    await notify_channels(tx, gig, NoticeKind.CHANNEL_REPLY, at=at, facts=facts_told)
    await show_change(tx, gig)
    return await page_of(context, tx, gig, who)


def _others(gig: Gig, picked: PersonKey) -> list[Person]:
    hands = gig.inside.hands if gig.inside else ()
    return [one.person for one in hands if one.is_up and one.person.key != picked]


@retry_on_conflict
async def send_it_out(context: Context, who: Person, number: int, *, reason: str) -> GigPage:
    """Posts it without waiting for colleagues any longer; once it is on its way, doing so again is a yes.

    Raises GigNotFound, NotAllowed, TooLong, and OutOfOrder without a reason.
    """
    given = within(clean(reason), 1000, _("The reason"))
    return await context.store.run(_send_out, context, who, number, given, context.clock.now())


async def _send_out(
    tx: Transaction, context: Context, who: Person, number: int, reason: str, at: datetime
) -> GigPage:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize_inside(who, InsideVerb.SEND_OUT, gig)
    if gig.inside and gig.inside.out_at and gig.inside.out_because == reason:
        return await page_of(context, tx, gig, who)
    after = send_out(gig, reason, at)
    facts = EntryFacts(revision=gig.revision, reason=reason)
    gig = await tx.gigs.save(gig, after, entry(who, EntryKind.SENT_OUT, at, facts))
    await gone_out(context, tx, gig)
    return await page_of(context, tx, gig, who)


async def gone_out(context: Context, tx: Transaction, gig: Gig) -> None:
    """Enqueues what follows when no colleague does it: the posting, once, and the news to whoever had a hand up."""
    await enqueue_posting(context, tx, gig)
    hands = gig.inside.hands if gig.inside else ()
    await tell_inside(tx, gig, InsideNews.OUT, [one.person for one in hands if one.is_up])
    await show_change(tx, gig)

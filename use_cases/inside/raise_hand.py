"""A colleague offers to do the work, or takes that back."""

from datetime import datetime

from gigs.brief import clean
from gigs.colleagues_first import lower_hand as lowered
from gigs.colleagues_first import raise_hand as raised
from gigs.errors import GigChanged, OutOfOrder
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.inside import MOST_HOURS, Hand
from gigs.length import within
from gigs.people import Person
from ports.gig_storage import Guard
from ports.notice_facts import InsideNews
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, heard, people
from use_cases.inside.whose_consent import asked_hand, whose_consent
from use_cases.notifying.notify import notify, show_change
from use_cases.notifying.tell_colleagues import tell_inside
from use_cases.permissions.authorize_inside import InsideVerb, authorize_inside
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of

LONGEST = 500


@retry_on_conflict
async def raise_hand(
    context: Context, who: Person, number: int, *, why: str, when: str, hours: str
) -> GigPage:
    """Puts the hand up, and asks whoever has to agree to the hours. The same again is one hand; other hours are asked anew.

    Raises GigNotFound where it isn't offered to them, NotAllowed, TooLong, and OutOfOrder for what is missing.
    """
    why, when = within(clean(why), LONGEST, _("Why you")), within(clean(when), LONGEST, _("When"))
    offered = _hours(hours)
    if not why or not when:
        raise OutOfOrder(_("Please write in a line why you and when you could do it."))
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize_inside(who, InsideVerb.RAISE_HAND, gig)
    asked = await asked_hand(context, gig, await whose_consent(context, gig, who, offered))
    now = context.clock.now()
    hand = Hand.model_validate(
        {"person": who, "why": why, "when": when, "hours": offered, "raised_at": now, **asked}
    )
    return await context.store.run(_raise, context, who, gig, hand)


def _hours(typed: str) -> int:
    text = typed.strip()
    if text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= MOST_HOURS:
        return int(text)
    said = _("Please give the hours as a whole number from 1 to {most}.")
    raise OutOfOrder(said.format(most=MOST_HOURS))


async def _raise(tx: Transaction, context: Context, who: Person, seen: Gig, hand: Hand) -> GigPage:
    gig = await tx.gigs.get(seen.tenant, seen.number)
    authorize_inside(who, InsideVerb.RAISE_HAND, gig)
    if (gig.revision, gig.owners) != (seen.revision, seen.owners):
        raise GigChanged(_("This gig has just changed. Please look at it again."))
    shown = tuple(await tx.skills.of(who.key))
    after = raised(gig, hand.model_copy(update={"skills": shown}))
    if after is gig:
        return await page_of(context, tx, gig, who)
    facts = EntryFacts(revision=gig.revision, hours=hand.hours, words=f"{hand.why} {hand.when}")
    said = entry(who, EntryKind.HAND_RAISED, hand.raised_at, facts)
    gig = await tx.gigs.save(gig, after, said, Guard(not_requester=who.key))
    if hand.asked:
        await _ask(tx, gig, hand, hand.asked)
    await tell_inside(tx, gig, InsideNews.RAISED, gig.owners, by=who, about=who)
    await show_change(tx, gig)
    return await page_of(context, tx, gig, who)


async def _ask(tx: Transaction, gig: Gig, hand: Hand, asked: Person) -> None:
    facts = EntryFacts(
        revision=gig.revision,
        hours=hand.hours,
        person=hand.person.key.object_id,
        to=asked.key.object_id,
        instead_of=hand.instead_of.key.object_id if hand.instead_of else None,
        until=hand.due_at,
    )
    names = people(hand.person, asked, hand.instead_of)
    said = heard(EntryKind.HOURS_ASKED, hand.raised_at, facts, names)
    await tx.histories.add(gig.tenant, gig.number, said)
    subject = hand.person.key.object_id
    await notify(tx, gig, NoticeKind.HOURS_ASKED, asked.key, at=hand.raised_at, subject=subject)


@retry_on_conflict
async def lower_hand(context: Context, who: Person, number: int) -> GigPage:
    """Takes the offer back; doing so twice is a yes."""
    return await context.store.run(_lower, context, who, number, context.clock.now())


async def _lower(tx: Transaction, context: Context, who: Person, number: int, at: datetime) -> GigPage:
    gig = await tx.gigs.get(who.key.tenant, number)
    if gig.inside and gig.inside.hand_of(who.key) is None:
        authorize_inside(who, InsideVerb.SEE_OFFER, gig)
        return await page_of(context, tx, gig, who)
    authorize_inside(who, InsideVerb.LOWER_HAND, gig)
    after = lowered(gig, who.key, at)
    said = entry(who, EntryKind.HAND_LOWERED, at, EntryFacts(revision=gig.revision))
    gig = await tx.gigs.save(gig, after, said)
    await show_change(tx, gig)
    return await page_of(context, tx, gig, who)

"""Whoever is asked about a colleague's hours agrees or declines."""

from datetime import datetime

from gigs.brief import clean
from gigs.colleagues_first import answer_hours
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.inside import Consent, Hand
from gigs.length import within
from gigs.people import Person, PersonKey
from ports.notice_facts import InsideNews
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.notify import show_change
from use_cases.notifying.tell_colleagues import tell_inside
from use_cases.permissions.authorize_inside import InsideVerb, authorize_inside
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import page_of


@retry_on_conflict
async def consent_hours(
    context: Context, who: Person, number: int, *, colleague: str, hours: int, agreed: bool, reason: str = ""
) -> GigPage:
    """Records the answer to exactly these hours; the same answer twice is one.

    Raises GigNotFound for whoever isn't asked, NotAllowed for one's own hours, OutOfOrder where it isn't asked any more.
    """
    given = within(clean(reason), 1000, _("The reason"))
    key = PersonKey(tenant=who.key.tenant, object_id=colleague)
    now = context.clock.now()
    return await context.store.run(_answer, context, who, number, key, hours, agreed, given, now)


async def _answer(
    tx: Transaction,
    context: Context,
    who: Person,
    number: int,
    colleague: PersonKey,
    hours: int,
    agreed: bool,
    reason: str,
    at: datetime,
) -> GigPage:
    gig = await tx.gigs.get(who.key.tenant, number)
    if _is_answered(gig, who, colleague, hours, agreed):
        return await page_of(context, tx, gig, who)
    authorize_inside(who, InsideVerb.CONSENT_HOURS, gig)
    after = answer_hours(gig, who.key, colleague, hours=hours, agreed=agreed, reason=reason, at=at)
    hand = after.inside.hand_of(colleague) if after.inside else None
    if hand is None:
        raise OutOfOrder(_("That colleague’s hand isn’t up any more."))
    kind = EntryKind.HOURS_AGREED if agreed else EntryKind.HOURS_DECLINED
    gig = await tx.gigs.save(
        gig, after, entry(who, kind, at, _facts(gig, hand, reason), people(hand.person, hand.instead_of))
    )
    news = InsideNews.AGREED if agreed else InsideNews.DECLINED
    await tell_inside(tx, gig, news, [hand.person], by=who, about=hand.person, reason=reason)
    await tell_inside(tx, gig, news, gig.owners, by=who, about=hand.person)
    await show_change(tx, gig)
    return await page_of(context, tx, gig, who)


def _facts(gig: Gig, hand: Hand, reason: str) -> EntryFacts:
    return EntryFacts(
        revision=gig.revision,
        hours=hand.hours,
        person=hand.person.key.object_id,
        instead_of=hand.instead_of.key.object_id if hand.instead_of else None,
        reason=reason or None,
    )


def _is_answered(gig: Gig, who: Person, colleague: PersonKey, hours: int, agreed: bool) -> bool:
    """They have said exactly this already."""
    hand = gig.inside.hand_of(colleague) if gig.inside else None
    said = Consent.GIVEN if agreed else Consent.DECLINED
    return (
        hand is not None
        and hand.asked is not None
        and (hand.asked.key, hand.hours, hand.consent) == (who.key, hours, said)
    )

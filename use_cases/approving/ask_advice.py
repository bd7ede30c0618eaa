"""An approver asks a colleague for their opinion without handing the question over; the colleague answers."""

from datetime import datetime

from gigs.brief import clean
from gigs.deciding import ask_advice, give_advice
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.length import within
from gigs.people import Person
from ports.champions import HelpKind
from ports.notice_facts import NoticeFacts
from ports.notices import NoticeKind
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.approving.asking import asking_about
from use_cases.colleagues.find_colleague import find_colleague
from use_cases.context import Context
from use_cases.entries import entry, people
from use_cases.notifying.note_help import note_help
from use_cases.notifying.notify import as_named, notify, show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import approval_page_of


@retry_on_conflict
async def ask_colleague(
    context: Context, who: Person, number: int, *, adviser: str, question: str
) -> GigPage:
    """Raises SeveralFit, and OutOfOrder when nobody is found, when nothing was asked, or when the gig does not wait for `who`."""
    question = within(clean(question), 1000, _("Your question"))
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize(who, Verb.ASK_ADVICE, gig)
    chosen = await find_colleague(context, who.key.tenant, adviser)
    asking = await asking_about(context, gig)
    asked = ask_advice(gig, who.key, chosen, question, asking)
    return await context.store.run(_record_question, context, who, gig, asked, chosen, question, asking.at)


async def _record_question(
    tx: Transaction,
    context: Context,
    who: Person,
    gig: Gig,
    asked: Gig,
    chosen: Person,
    question: str,
    at: datetime,
) -> GigPage:
    if asked is gig:
        return await approval_page_of(context, tx, gig, who)
    facts = EntryFacts(person=chosen.key.object_id, words=question)
    said = entry(who, EntryKind.ADVICE_ASKED, at, facts, people(chosen))
    saved = await tx.gigs.save(gig, asked, said)
    subject = str(saved.revision)
    await notify(tx, saved, NoticeKind.ADVICE_ASKED, chosen.key, at=at, subject=subject)
    await show_change(tx, saved)
    return await approval_page_of(context, tx, saved, who)


@retry_on_conflict
async def answer_colleague(context: Context, who: Person, number: int, *, answer: str) -> GigPage:
    """The answer goes to everybody who asked. Raises OutOfOrder when nobody asks (any more), or it is empty."""
    answer, now = within(clean(answer), 1000, _("Your answer")), context.clock.now()
    return await context.store.run(_record_answer, context, who, number, answer, now)


async def _record_answer(
    tx: Transaction, context: Context, who: Person, number: int, answer: str, now: datetime
) -> GigPage:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.ADVISE, gig)
    given = give_advice(gig, who.key, answer, now)
    said = entry(who, EntryKind.ADVICE_GIVEN, now, EntryFacts(words=answer))
    saved = await tx.gigs.save(gig, given, said)
    answered = [one for one in saved.advice if one.adviser.key == who.key and one.answered_at == now]
    facts = NoticeFacts(by=as_named(who), reason=answer)
    for asker in {one.asked_by.key: one.asked_by for one in answered}.values():
        await notify(
            tx, saved, NoticeKind.ADVICE_GIVEN, asker.key, at=now, subject=who.key.object_id, facts=facts
        )
    domain, about = (saved.brief.category if saved.brief else None), str(number)
    await note_help(tx, who.key, who.name, HelpKind.ADVICE, subject=about, domain=domain, at=now)
    await show_change(tx, saved)
    return await approval_page_of(context, tx, saved, who)

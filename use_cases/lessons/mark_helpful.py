"""Somebody says that a lesson helped; that counts once, and ranks it."""

from datetime import datetime

from gigs.errors import GigNotFound, OutOfOrder
from gigs.people import Person
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.lessons.lesson import Lesson, lessons_of
from use_cases.permissions.authorize_summary import reader


async def mark_helpful(context: Context, who: Person, gig: int) -> bool:
    """False where this person has said so before. Raises GigNotFound for a lesson they may not read, or that is gone,
    OutOfOrder for their own."""
    return await context.store.run(_mark, who, gig, context.clock.now())


async def _mark(tx: Transaction, who: Person, gig: int, now: datetime) -> bool:
    lesson = await lesson_of(tx, who, gig)
    if lesson.is_own:
        raise OutOfOrder(_("This is your own lesson. Colleagues say whether it helped them."))
    return await tx.lessons.help(who.key, lesson.gig, now)


async def lesson_of(tx: Transaction, who: Person, gig: int) -> Lesson:
    """As this person may read it; of a merged one, the lesson that it went into. Raises GigNotFound."""
    summary = await tx.summaries.of_gig(reader(who), gig)
    found = await lessons_of(tx, who, [summary]) if summary and not summary.sharing.withdrawn else ()
    if not found:
        raise GigNotFound(gig)
    return found[0]

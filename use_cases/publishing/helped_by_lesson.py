"""“This helped”: the lesson ranks higher, and whoever learnt it has helped a colleague once more."""

from datetime import datetime

from gigs.people import Person
from ports.champions import HelpKind
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.lessons.mark_helpful import lesson_of, mark_helpful
from use_cases.notifying.note_help import note_help


async def helped_by_lesson(context: Context, who: Person, gig: int) -> bool:
    """As `mark_helpful`. That it's counted for its owner is a transaction of its own: at worst, it isn't."""
    is_new = await mark_helpful(context, who, gig)
    if is_new:
        await context.store.run(_note, who, gig, context.clock.now())
    return is_new


async def _note(tx: Transaction, who: Person, gig: int, now: datetime) -> None:
    lesson = await lesson_of(tx, who, gig)
    learnt = await tx.gigs.get(who.key.tenant, lesson.gig)
    owner, domain = learnt.requester, learnt.checked_brief.category
    about = f"{lesson.gig}.{who.key.object_id}"
    await note_help(tx, owner.key, owner.name, HelpKind.LESSON, subject=about, domain=domain, at=now)

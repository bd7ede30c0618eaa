"""The lessons that help somebody with the gig in front of them: few, the best first, and each counted once per gig."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from gigs.gig import Gig
from gigs.people import Person
from ports.storage import Transaction
from similar.nearness import AKIN, Terms
from similar.words import terms_of
from use_cases.context import Context
from use_cases.lessons.lesson import Lesson, lessons_of
from use_cases.lessons.near import Near, near, terms_of_brief, terms_of_form

MOST = 2
_LOOKED_AT = 20
_HELPED = 0.05
_MOST_HELPED = 4
_FITS_STEP = 0.1
_OF_HIRING = frozenset(
    terms_of(
        "proposal portfolio sample samples price rate offer hire hired reviews rating"  # not for people
        " angebot angebote preis stundensatz referenzen bewertung 見積 提案 実績 报价 作品"  # not for people
    )
)


class Step(StrEnum):
    """Where a lesson is shown."""

    BRIEF = "brief"
    HIRING = "hiring"


async def lessons_for(context: Context, who: Person, gig: Gig, step: Step) -> Sequence[Lesson]:
    """At most `MOST` from gigs like this one; nothing for a gig without a title."""
    return await context.store.run(_lessons, who, gig, step, context.clock.now())


async def _lessons(tx: Transaction, who: Person, gig: Gig, step: Step, now: datetime) -> Sequence[Lesson]:
    wanted = terms_of_gig(gig)
    found = await near(tx, who, wanted, besides=(gig.number,), at_least=AKIN, most=_LOOKED_AT)
    return await best_lessons(tx, who, found, drafted=gig.number, step=step, now=now)


def terms_of_gig(gig: Gig) -> Terms:
    """Of what is typed, or was submitted."""
    return terms_of_brief(gig.brief) if gig.brief else terms_of_form(gig.form)


async def best_lessons(
    tx: Transaction, who: Person, found: Sequence[Near], *, drafted: int, step: Step, now: datetime
) -> Sequence[Lesson]:
    """Of these gigs: near, of use to others, and about this step. Counted as shown for the gig `drafted`."""
    if not found:
        return ()
    nearness = {one.summary.gig: one.nearness for one in found}
    told = await lessons_of(tx, who, [one.summary for one in found])
    best = sorted(told, key=lambda one: -_rank(one, nearness.get(one.gig, AKIN), step))[:MOST]
    await tx.lessons.show(who.key, [one.gig for one in best], drafted, now)
    return best


def _rank(lesson: Lesson, nearness: float, step: Step) -> float:
    is_of_hiring = bool(_OF_HIRING & set(terms_of(f"{lesson.do_again} {lesson.do_differently}")))
    fits = is_of_hiring == (step is Step.HIRING)
    return nearness + _HELPED * min(lesson.helped, _MOST_HELPED) + (_FITS_STEP if fits else 0)

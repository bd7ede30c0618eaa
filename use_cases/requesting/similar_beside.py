"""What colleagues did before that is like a gig in the making: near-duplicates, and lessons that may help."""

from datetime import datetime

from gigs.gig import Gig
from gigs.people import Person
from gigs.value import Value
from ports.storage import Transaction
from similar.nearness import AKIN, NEARLY_THE_SAME, Terms
from use_cases.lessons.lesson import Lesson
from use_cases.lessons.lessons_for import Step, best_lessons
from use_cases.lessons.near import near
from use_cases.lessons.near_duplicates import NearDuplicate, near_duplicates

_LOOKED_AT = 20


class SimilarBeside(Value):
    """Both may be empty."""

    duplicates: tuple[NearDuplicate, ...] = ()
    lessons: tuple[Lesson, ...] = ()


async def similar_beside(
    tx: Transaction, who: Person, gig: Gig, wanted: Terms, now: datetime
) -> SimilarBeside:
    """One look along the index for both."""
    found = await near(tx, who, wanted, besides=(gig.number,), at_least=AKIN, most=_LOOKED_AT)
    duplicates = near_duplicates(who, found, besides=gig.copy_of or 0, at_least=NEARLY_THE_SAME)
    did = await tx.talents.hired_on(gig.tenant, [one.gig for one in duplicates])
    return SimilarBeside(
        duplicates=tuple(one.model_copy(update={"freelancer": did.get(one.gig)}) for one in duplicates),
        lessons=tuple(await best_lessons(tx, who, found, drafted=gig.number, step=Step.BRIEF, now=now)),
    )

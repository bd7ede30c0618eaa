"""Somebody who drafts a gig reads what colleagues learnt with similar ones, and now and then says that it helped."""

from demo.time_and_ids import Dice
from gigs.gig import Gig
from gigs.people import Person
from use_cases.context import Context
from use_cases.lessons.lessons_for import Step, lessons_for
from use_cases.lessons.mark_helpful import mark_helpful

READ = 0.3
HELPED = 0.5


async def read_lessons(context: Context, who: Person, gig: Gig, dies: Dice) -> None:
    """As the form or the preview shows them."""
    if dies.random() > READ:
        return
    for lesson in await lessons_for(context, who, gig, Step.BRIEF):
        if not lesson.is_own and dies.random() < HELPED:
            await mark_helpful(context, who, lesson.gig)

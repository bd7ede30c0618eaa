"""What stands beside the form of a brief: templates that fit, and what colleagues learnt from gigs like it."""

from collections.abc import Callable

from cards.kit.elements import Body
from cards.kit.inputs import Ids
from cards.lessons import lessons_beside
from dialogs.template_steps import beside_form
from dialogs.turn import Turn
from gigs.brief import BriefForm
from gigs.gig import Gig
from use_cases.lessons.lessons_for import Step, lessons_for
from use_cases.playbook.use_template import Used

_MOST = 200
"""Characters of each line: the form needs its room for what is typed."""


async def learnt_beside(turn: Turn, what: BriefForm | Gig, used: Used | None) -> Callable[[Ids], Body]:
    """Lessons come once something is saved, and only where a similar gig taught any."""
    templates = await beside_form(turn, what, used)
    if not isinstance(what, Gig) or not what.form.title:
        return templates
    lessons = lessons_beside(await lessons_for(turn.context, turn.person, what, Step.BRIEF), _MOST)
    return lambda ids: [*templates(ids), *lessons]

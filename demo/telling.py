"""Some of what was closed is told as a case study, and published."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from demo.content import Content, Story
from demo.plan import Ending, Planned
from demo.time_and_ids import MovedClock
from gigs.brief import DataTier
from gigs.gig import Gig
from gigs.people import Person
from gigs.summary import Audience
from use_cases.context import Context
from use_cases.publishing.publish_case import publish_case
from use_cases.publishing.write_case import FIELD, NAMES, propose_case

LATER = timedelta(days=2)


def stories_of(content: Content, planned: Sequence[Planned]) -> Mapping[int, Story]:
    """Which gig is told like this: the newest of its kind that everybody may read about. By the number in the plan."""
    fitting = {
        one.kind.template: one.number
        for one in planned
        if one.ending is Ending.CLOSED
        and one.tier is DataTier.GENERAL
        and one.closed.audience is Audience.EVERYBODY
        and one.closed.rating > 3
    }
    return {fitting[one.template]: one for one in content.stories if one.template in fitting}


async def tell_story(
    context: Context, clock: MovedClock, gig: Gig, who: Person, lead: Person, story: Story
) -> None:
    """Its author names nobody but themselves, and a programme lead publishes it."""
    clock.wait(LATER)
    typed = {
        f"{FIELD}title": story.title,
        f"{FIELD}problem": story.problem,
        f"{FIELD}done": "\n".join(gig.checked_brief.deliverables),
        f"{FIELD}result": story.result,
        f"{FIELD}advice": story.advice,
        f"{NAMES}{who.key.object_id}": "true",
    }
    study = await propose_case(context, who, gig.number, typed)
    clock.wait(LATER)
    await publish_case(context, lead, gig.number, version=study.version)

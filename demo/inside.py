"""A gig that a colleague did: offered inside, a hand went up, hours were agreed to, and the work was accepted."""

from datetime import timedelta

from demo.time_and_ids import Dice, MovedClock
from gigs.gig import Gig
from gigs.people import Person
from playbook.template import Template
from use_cases.context import Context
from use_cases.inside.consent_hours import consent_hours
from use_cases.inside.do_the_work import accept_work, say_it_is_done
from use_cases.inside.my_skills import name_skills, skills_of
from use_cases.inside.pick_colleague import pick_colleague
from use_cases.inside.raise_hand import raise_hand

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
WHY = "I’ve done this for my own team, and it’d be a change from what I usually do."
WHEN = "From Monday on, in the mornings."
HANDED_OVER = "Everything is in the folder of the gig, with a page on how it was made."


async def raise_a_hand(
    context: Context, clock: MovedClock, gig: Gig, colleague: Person, template: Template, dies: Dice
) -> int:
    """Somebody who named skills that fit offers so many hours; their manager is asked where the policy says so."""
    known = await skills_of(context, colleague)
    await name_skills(context, colleague, ", ".join(dict.fromkeys([*known, *template.skills])))
    clock.wait((2 + 6 * dies.random()) * HOUR)
    hours = dies.choice((4, 6, 12, 16))
    await raise_hand(context, colleague, gig.number, why=WHY, when=WHEN, hours=str(hours))
    return hours


async def do_it(
    context: Context, clock: MovedClock, gig: Gig, who: Person, colleague: Person, hours: int, dies: Dice
) -> None:
    """From the hand to the accepted work."""
    asked = gig.inside.hand_of(colleague.key) if gig.inside else None
    clock.wait(3 * HOUR)
    if asked and asked.asked:
        colleague_id = colleague.key.object_id
        await consent_hours(
            context, asked.asked, gig.number, colleague=colleague_id, hours=hours, agreed=True
        )
        clock.wait(HOUR)
    await pick_colleague(context, who, gig.number, colleague=colleague.key.object_id)
    clock.wait((4 + 8 * dies.random()) * DAY)
    await say_it_is_done(context, colleague, gig.number, note=HANDED_OVER)
    clock.wait(5 * HOUR)
    await accept_work(context, who, gig.number)

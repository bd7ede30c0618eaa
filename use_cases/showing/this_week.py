"""What the next seven days bring: of this person's gigs, and of those that wait for their answer."""

from datetime import date, timedelta
from enum import StrEnum

from gigs.gig import OVER, Gig, GigState
from gigs.people import Person
from gigs.value import Value
from use_cases.context import Context
from use_cases.permissions.authorize import Role, role_of
from use_cases.showing.find_gig import gigs_near

DAYS = timedelta(days=7)


class Happening(StrEnum):
    """What comes to a gig on a day."""

    ANSWER = "answer"
    START = "start"
    DUE = "due"


class Coming(Value):
    """One thing on one day. The cards make a sentence of it."""

    gig: int
    title: str
    what: Happening
    on: date


async def coming_week(context: Context, who: Person) -> tuple[Coming, ...]:
    """The soonest first; what is overdue comes first of all."""
    today = context.today(who)
    found: list[Coming] = []
    for gig in await gigs_near(context, who):
        if mine := gig.approval_of(who.key):
            found.append(_one(gig, Happening.ANSWER, mine.answer_by.astimezone(who.zone).date()))
        if role_of(who, gig) is not Role.REQUESTER or gig.brief is None or gig.state in OVER:
            continue
        if gig.state is not GigState.ACTIVE and gig.brief.start >= today:
            found.append(_one(gig, Happening.START, gig.brief.start))
        found.append(_one(gig, Happening.DUE, gig.brief.due))
    return tuple(sorted((one for one in found if one.on <= today + DAYS), key=lambda one: (one.on, one.gig)))


def _one(gig: Gig, what: Happening, on: date) -> Coming:
    return Coming(gig=gig.number, title=gig.title, what=what, on=on)

"""What the next seven days bring: of this person's gigs, and of those that wait for their answer."""

from datetime import date, timedelta

from gigs.gig import OVER, GigState
from gigs.people import Person
from gigs.value import Value
from use_cases.context import Context
from use_cases.permissions.authorize import Role, role_of
from use_cases.showing.find_gig import gigs_near

DAYS = timedelta(days=7)


class Coming(Value):
    """One thing on one day: `what` is due, starts, or is to be answered. The cards make a sentence of it."""

    gig: int
    title: str
    what: str
    on: date


async def coming_week(context: Context, who: Person) -> tuple[Coming, ...]:
    """The soonest first; what is overdue comes first of all."""
    today = context.today(who)
    found: list[Coming] = []
    for gig in await gigs_near(context, who):
        told = {"number": gig.number, "title": gig.title}
        if mine := gig.approval_of(who.key):
            found.append(
                _one(told, "needs your answer", mine.answer_by.astimezone(who.zone).date())  # not for people
            )
        if role_of(who, gig) is not Role.REQUESTER or gig.brief is None or gig.state in OVER:
            continue
        if gig.state is not GigState.ACTIVE and gig.brief.start >= today:
            found.append(_one(told, "is to start", gig.brief.start))  # not for people
        found.append(_one(told, "is due", gig.brief.due))  # not for people
    return tuple(sorted((one for one in found if one.on <= today + DAYS), key=lambda one: (one.on, one.gig)))


def _one(told: dict[str, object], what: str, on: date) -> Coming:
    return Coming(gig=int(str(told["number"])), title=str(told["title"]), what=what, on=on)

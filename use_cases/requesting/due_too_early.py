"""Whether a gig's due date leaves the approvers the time that the policy gives them."""

from datetime import date, datetime, tzinfo

from gigs.approval import Times
from gigs.asking import Asking, in_step, is_satisfied
from gigs.gig import Gig
from gigs.value import Value


class TooEarly(Value):
    """The work is due before `answered_by`: the day by which the first step, or else the last one, is to be answered."""

    answered_by: date
    is_first: bool


def due_too_early(asked: Gig, asking: Asking, zone: tzinfo) -> TooEarly | None:
    """About a gig as it would be after submitting; None where its due date leaves everybody their time.

    Each step is taken to be answered at the last moment, before the question moves to somebody else or expires. Days are
    those of `zone`.
    """
    due, at, is_first = asked.checked_brief.due, asking.at, True
    found = None
    for number in range(1, len(asked.route.steps if asked.route else ()) + 1):
        if is_satisfied(asked, number):
            continue
        at = _answered_by(asked, number, asking, at)
        day = at.astimezone(zone).date()
        if due < day:
            found = TooEarly(answered_by=day, is_first=is_first)
            if is_first:
                return found
        is_first = False
    return found


def _answered_by(asked: Gig, number: int, asking: Asking, begins: datetime) -> datetime:
    """Of a step that is asked already as its people were told; of one to come, as if it were asked when it `begins`."""
    if waiting := [one.answer_by for one in in_step(asked, number) if one.is_open]:
        return max(waiting)
    assert asked.route is not None
    step = asked.route.steps[number - 1]
    return max(_last_moment(asking.times(person, step.timing, begins)) for person in step.approvers)


def _last_moment(times: Times) -> datetime:
    return min(times.escalate, times.due) if times.escalate else times.due

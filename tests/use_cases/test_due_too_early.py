"""A due date that leaves approvers less than their time is remarked on, and never stops a gig."""

from datetime import UTC, date, timedelta
from zoneinfo import ZoneInfo

from gigs.approval import Decision
from gigs.approving import submit
from gigs.deciding import decide
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.route import Timing
from tests.support.builders import (
    FAYE,
    MARK,
    RITA,
    a_brief,
    a_draft,
    a_form,
    a_route,
    a_step,
    asking,
)
from tests.support.clock import NOON
from use_cases.requesting.due_too_early import TooEarly, due_too_early
from use_cases.requesting.submit_gig import preview_gig, submit_gig

TODAY = NOON.date()


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def asked_for(days: int, *steps: Person, timing: Timing | None = None) -> Gig:
    """A gig due after so many days; each step has three days, unless it has a clock of its own."""
    changes = {"timing": timing} if timing else {}
    route = a_route(*(a_step(one, **changes) for one in steps))
    return submit(a_draft(), a_brief(start=TODAY, due=after(days)), route, asking())


def test_a_due_date_before_the_day_of_the_first_answer_is_too_early():
    found = due_too_early(asked_for(2, MARK), asking(), UTC)
    assert found == TooEarly(answered_by=after(3), is_first=True)


def test_the_day_of_the_last_answer_is_early_enough():
    assert due_too_early(asked_for(3, MARK), asking(), UTC) is None
    assert due_too_early(asked_for(6, MARK, FAYE), asking(), UTC) is None


def test_the_time_of_every_step_counts():
    found = due_too_early(asked_for(5, MARK, FAYE), asking(), UTC)
    assert found == TooEarly(answered_by=after(6), is_first=False)
    assert due_too_early(asked_for(2, MARK, FAYE), asking(), UTC) == TooEarly(
        answered_by=after(3), is_first=True
    )


def test_an_answer_is_asked_for_before_the_question_moves_to_somebody_else():
    timing = Timing(escalate=timedelta(days=1), expire=timedelta(days=7))
    assert due_too_early(asked_for(2, MARK, FAYE, timing=timing), asking(), UTC) is None
    found = due_too_early(asked_for(1, MARK, FAYE, timing=timing), asking(), UTC)
    assert found == TooEarly(answered_by=after(2), is_first=False)


def test_a_step_that_has_said_yes_takes_no_more_time():
    gig = asked_for(4, MARK, FAYE)
    decided = decide(gig, MARK.key, Decision.APPROVED, reason="", asking=asking())
    assert due_too_early(decided, asking(), UTC) is None


def test_days_are_those_where_the_requester_is():
    gig = asked_for(3, MARK)
    assert due_too_early(gig, asking(), UTC) is None
    found = due_too_early(gig, asking(), ZoneInfo("Pacific/Kiritimati"))
    assert found == TooEarly(answered_by=after(4), is_first=True)


def test_without_anybody_to_ask_no_due_date_is_too_early():
    gig = asked_for(0, MARK).model_copy(update={"route": a_route()})
    assert due_too_early(gig, asking(), UTC) is None


async def test_a_gig_that_is_due_too_early_is_remarked_on_and_submitted_all_the_same(world):
    soon = a_form(start=str(TODAY), due=str(TODAY))
    seen = await preview_gig(world.context, RITA, soon, draft="soon")
    assert seen.too_early is not None
    gig = await submit_gig(world.context, RITA, seen.gig.number, revision=0, seen=seen.seen)
    assert gig.state is GigState.IN_APPROVAL
    seen = await preview_gig(world.context, RITA, a_form(due="2027-12-14"), draft="later")
    assert seen.too_early is None

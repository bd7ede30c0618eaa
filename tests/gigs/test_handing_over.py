"""A question changes hands, and the clock does each thing once: remind, delegate, escalate, expire."""

from datetime import datetime, timedelta

import pytest

from gigs.approval import Came, Decision, Ended, Purpose
from gigs.approving import ask_for_excess, ask_for_extension, submit
from gigs.asking import Cover
from gigs.deciding import decide, outcome
from gigs.errors import OutOfOrder
from gigs.gig import Extension, Gig, GigState
from gigs.handing_over import pass_on, take_back, tick
from gigs.people import Person
from gigs.route import Lane, Need, Timing
from tests.support.builders import (
    FAYE,
    MARK,
    RITA,
    a_brief,
    a_choice,
    a_draft,
    a_gig,
    a_person,
    a_route,
    a_step,
    asking,
    usd,
)
from tests.support.clock import NOON

DORA = a_person("Dora Delegate")
BOSS = a_person("Boris Boss")
HOUR = timedelta(hours=1)
TIMING = Timing(remind=HOUR, delegate=2 * HOUR, escalate=3 * HOUR, expire=4 * HOUR)
STEP = a_step(MARK, timing=TIMING, escalate_to=(BOSS,))
DELEGATE = Cover(delegates={"mark": DORA})


def waiting(step=STEP) -> Gig:
    return submit(a_draft(), a_brief(), a_route(step), asking())


def at(hours: float) -> datetime:
    return NOON + hours * HOUR


def ticked(gig: Gig, hours: float, cover: Cover | None = None) -> Gig:
    return tick(gig, asking(at(hours), cover))


def passed(gig: Gig, to: Person, holder: Person = MARK, cover: Cover | None = None) -> Gig:
    return pass_on(gig, holder.key, to, asking(at(0.5), cover))


def yes(gig: Gig, who: Person) -> Gig:
    return decide(gig, who.key, Decision.APPROVED, reason="", asking=asking(at(0.5)))


def asked(gig: Gig) -> list[Person]:
    return [one.approver for one in gig.open_approvals]


# ------------------------------------------------------------------------------------------------ passed on, taken back


def test_a_question_passed_on_is_the_other_s_to_answer_and_the_first_is_out_of_it():
    gig = passed(waiting(), FAYE)
    first, second = gig.approvals
    assert (first.ended, first.ended_at) == (Ended.HANDED_OVER, at(0.5))
    assert (second.approver, second.came, second.instead_of) == (FAYE, Came.PASSED_ON, MARK)
    assert second.due_at == at(4.5)
    with pytest.raises(OutOfOrder):
        yes(gig, MARK)
    assert yes(gig, FAYE).state is GigState.APPROVED


def test_it_is_passed_on_again_in_the_first_one_s_name_and_may_come_back():
    gig = passed(passed(waiting(), FAYE), DORA, FAYE)
    assert gig.open_approvals[0].instead_of == MARK
    gig = passed(gig, MARK, DORA)
    assert gig.open_approvals[0].instead_of is None
    assert yes(gig, MARK).state is GigState.APPROVED


@pytest.mark.parametrize(
    ("to", "says"),
    [
        (RITA, "asked for this gig and can’t decide about it"),
        (a_person("Zoe", tenant="fabrikam"), "can’t be asked about this gig"),
        (FAYE, "can’t be asked about this gig"),
        (MARK, "has already been asked in this step"),
    ],
    ids=["the requester", "another organisation", "somebody who has left", "the holder"],
)
def test_a_question_is_not_passed_on_to(to, says):
    with pytest.raises(OutOfOrder, match=says):
        passed(waiting(), to, cover=Cover(gone=frozenset({"faye"})))


def test_only_an_open_question_of_one_s_own_is_passed_on():
    with pytest.raises(OutOfOrder):
        passed(waiting(), DORA, FAYE)
    with pytest.raises(OutOfOrder, match="was approved by Mark"):
        passed(yes(waiting(), MARK), DORA)


def test_one_person_does_not_answer_twice_in_a_step_of_two():
    both = waiting(a_step(MARK, FAYE, need=Need.ALL))
    with pytest.raises(OutOfOrder, match="already been asked in this step"):
        passed(both, FAYE)
    with pytest.raises(OutOfOrder, match="already been asked in this step"):
        passed(yes(both, FAYE), FAYE)
    assert yes(yes(passed(both, DORA), FAYE), DORA).state is GigState.APPROVED


def test_what_was_delegated_and_is_still_open_comes_back():
    gig = ticked(waiting(), 2, DELEGATE)
    back = take_back(gig, MARK.key, asking(at(2.5)))
    (one,) = back.open_approvals
    assert (one.approver, one.came, one.instead_of) == (MARK, Came.TAKEN_BACK, None)


def test_what_is_decided_passed_on_by_hand_or_of_somebody_else_does_not_come_back():
    delegated = ticked(waiting(), 2, DELEGATE)
    for gig, owner in ((yes(delegated, DORA), MARK), (passed(waiting(), FAYE), MARK), (delegated, FAYE)):
        assert take_back(gig, owner.key, asking(at(3))) is gig


# ------------------------------------------------------------------------------------------------ the clock


def test_nothing_happens_before_its_time():
    gig = waiting()
    assert gig.next_at == at(1)
    assert ticked(gig, 0.99) is gig


def test_an_approver_is_reminded_once():
    gig = ticked(waiting(), 1)
    assert (gig.approvals[0].reminded_at, gig.changed_at) == (at(1), at(1))
    assert gig.next_at == at(2)
    assert ticked(gig, 1.5) is gig


def test_then_the_delegate_is_asked_once():
    gig = ticked(ticked(waiting(), 1), 2, DELEGATE)
    (one,) = gig.open_approvals
    assert (one.approver, one.came, one.instead_of) == (DORA, Came.DELEGATED, MARK)
    assert (one.remind_at, one.delegate_at, one.escalate_at) == (at(3), None, at(5))
    more = Cover(delegates={"mark": DORA, "dora": FAYE})
    assert asked(ticked(gig, 4, more)) == [DORA]


def test_then_it_is_escalated_once():
    gig = ticked(ticked(waiting(), 2), 3)
    (one,) = gig.open_approvals
    assert (one.approver, one.came, one.instead_of) == (BOSS, Came.ESCALATED, MARK)
    assert (one.delegate_at, one.escalate_at, one.due_at) == (None, None, at(7))


def test_then_it_expires_and_the_requester_has_the_form_back():
    gig = ticked(ticked(waiting(), 3), 7)
    assert (gig.state, asked(gig), gig.next_at) == (GigState.EXPIRED, [], None)
    assert gig.note == "Boris Boss didn’t answer in time."
    assert gig.approvals[-1].ended is Ended.EXPIRED
    assert gig.form == waiting().form
    assert outcome(gig) == "Gig 12 is back with Rita Requester: Boris Boss didn’t answer in time."
    assert ticked(gig, 99) is gig


def test_a_gig_that_expired_can_be_submitted_again():
    gig = submit(ticked(waiting(), 4), a_brief(), a_route(STEP), asking(at(9)))
    assert (gig.state, gig.revision, asked(gig)) == (GigState.IN_APPROVAL, 2, [MARK])


@pytest.mark.parametrize(
    ("hours", "asks"), [(2.5, [DORA]), (3.5, [BOSS]), (400, [])], ids=["delegate", "escalate", "expire"]
)
def test_after_an_outage_only_the_last_thing_that_fell_due_is_done(hours, asks):
    gig = ticked(waiting(), hours, DELEGATE)
    assert asked(gig) == asks
    assert gig.approvals[0].reminded_at is None


def test_without_a_delegate_who_may_answer_the_question_stays_and_is_reminded_of():
    nobody = (
        Cover(),
        Cover(delegates={"mark": RITA}),
        Cover(delegates={"mark": DORA}, gone=frozenset({"dora"})),
        Cover(delegates={"mark": DORA}, away={"dora": FAYE}),
    )
    for cover in nobody:
        gig = ticked(ticked(waiting(), 2.5, cover), 2.5, cover)
        assert asked(gig) == [MARK]
        assert gig.approvals[0].reminded_at == at(2.5)
        assert gig.next_at == at(3)


@pytest.mark.parametrize(
    "whom", [(), (RITA,), (MARK,), (FAYE,)], ids=["nobody", "requester", "asked", "left"]
)
def test_an_escalation_that_fits_nobody_leaves_the_question_until_it_expires(whom):
    cover = Cover(gone=frozenset({"faye"}))
    gig = ticked(ticked(waiting(STEP.model_copy(update={"escalate_to": whom})), 1), 3, cover)
    assert asked(gig) == [MARK]
    assert gig.next_at == at(4)
    assert ticked(gig, 4).state is GigState.EXPIRED


def test_an_escalation_goes_to_the_first_who_fits_or_to_whoever_stands_in_for_them():
    step = STEP.model_copy(update={"escalate_to": (FAYE, BOSS)})
    assert asked(ticked(waiting(step), 3, Cover(gone=frozenset({"faye"})))) == [BOSS]
    assert asked(ticked(waiting(step), 3, Cover(away={"faye": DORA}))) == [DORA]


def test_of_two_in_a_step_each_has_their_own_clock():
    gig = waiting(a_step(MARK, FAYE, need=Need.ALL, timing=TIMING, escalate_to=(BOSS,)))
    gig = ticked(gig, 3)
    assert asked(gig) == [FAYE, BOSS]
    gig = ticked(gig, 3.1)
    assert asked(gig) == [FAYE, BOSS]


def test_any_of_two_goes_on_while_one_of_them_may_still_answer():
    gig = passed(waiting(a_step(MARK, FAYE, timing=TIMING)), DORA)
    gig = ticked(gig, 4)
    assert (gig.state, asked(gig)) == (GigState.IN_APPROVAL, [DORA])
    assert ticked(gig, 4.5).state is GigState.EXPIRED


def test_any_of_two_expires_when_both_have_let_it_pass():
    assert ticked(waiting(a_step(MARK, FAYE, timing=TIMING)), 4).state is GigState.EXPIRED


def test_all_of_two_expires_with_the_first_who_lets_it_pass():
    gig = passed(waiting(a_step(MARK, FAYE, need=Need.ALL, timing=TIMING)), DORA)
    gig = ticked(gig, 4)
    assert (gig.state, asked(gig)) == (GigState.EXPIRED, [])
    assert gig.note == "Faye Finance didn’t answer in time."


def test_a_yes_is_not_undone_by_the_clock():
    gig = yes(waiting(a_step(MARK, FAYE, need=Need.ALL, timing=TIMING)), MARK)
    assert [one.approver for one in ticked(gig, 1).approvals if one.reminded_at] == [FAYE]
    assert yes(waiting(), MARK).next_at == at(0.5) + timedelta(days=7)


# ------------------------------------------------------------------------------------------------ beyond the first yes


def test_what_was_approved_and_could_not_be_posted_in_time_lapses():
    gig = yes(waiting(), MARK)
    assert ticked(gig, 0.4 + 7 * 24) is gig
    gig = ticked(gig, 0.5 + 7 * 24)
    assert (gig.state, gig.approved, gig.valid_until, gig.next_at) == (GigState.EXPIRED, None, None, None)
    assert "couldn’t be posted before the approval ran out" in gig.note
    assert asked(submit(gig, a_brief(), a_route(STEP), asking(gig.changed_at))) == [MARK]


def test_a_listed_gig_does_not_lapse():
    gig = a_gig(GigState.LISTED)
    assert gig.next_at is None
    assert ticked(gig, 9999) is gig


def test_an_extension_that_expires_leaves_the_gig_at_work():
    gig = a_gig(GigState.ACTIVE)
    more = Extension(amount=usd(200), reason="More slides.")
    gig = ask_for_extension(gig, more, a_route(STEP), asking())
    assert (gig.approvals[-1].purpose, gig.next_at, gig.committed) == (Purpose.EXTENSION, at(1), usd(1400))
    gig = ticked(gig, 4)
    assert (gig.state, gig.extension, gig.approved) == (GigState.ACTIVE, None, usd(1200))
    assert (asked(gig), gig.next_at, gig.committed) == ([], None, usd(1200))


def test_an_excess_that_expires_leads_back_to_choosing():
    gig = ask_for_excess(a_gig(GigState.REVIEWING), a_choice(usd(1500)), usd(300), a_route(STEP), asking())
    assert gig.committed == usd(1500)
    gig = ticked(gig, 4)
    assert (gig.state, gig.choice, gig.committed) == (GigState.REVIEWING, None, usd(1200))


def in_emergency(*reviewers: Person) -> Gig:
    route = a_route(STEP, lane=Lane.EMERGENCY, reviewers=reviewers, review_within=8 * HOUR)
    return yes(submit(a_draft(), a_brief(emergency="Now."), route, asking()), MARK)


def test_reviewers_are_reminded_of_an_emergency_once_also_when_it_is_over():
    gig = in_emergency(FAYE).model_copy(update={"state": GigState.CLOSED})
    assert gig.next_at == at(8.5)
    gig = ticked(gig, 8.5)
    assert (gig.review.remind_at, gig.next_at) == (None, None)


def test_a_withdrawn_emergency_needs_no_reminder():
    assert in_emergency(FAYE).model_copy(update={"state": GigState.CANCELLED}).next_at is None


def test_an_emergency_is_reviewed_by_others_than_who_approved_it_where_there_are_such():
    assert in_emergency(MARK, FAYE, RITA).review.reviewers == (FAYE,)
    assert in_emergency(MARK, RITA).review.reviewers == (MARK,)
    assert in_emergency(RITA).review is None

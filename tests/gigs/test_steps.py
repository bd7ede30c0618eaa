"""Steps: strictly in order, any one or all, which earlier yes still holds, and who answers in another's place."""

from datetime import timedelta

import pytest

from gigs.approval import Came, Decision, Ended, Purpose
from gigs.approving import ask_for_excess, submit
from gigs.asking import Cover, is_agreed, next_step
from gigs.deciding import decide, outcome
from gigs.errors import NoApprover, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.route import Lane, Need, Route
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

LENA = a_person("Lena Legal")
DORA = a_person("Dora Delegate")
STAN = a_person("Stan Stand-In")
LATER = NOON + timedelta(hours=1)


def gone(*people: Person) -> Cover:
    return Cover(gone=frozenset(one.key.object_id for one in people))


def away(person: Person, delegate: Person, **others: Person) -> Cover:
    return Cover(away={person.key.object_id: delegate, **others})


def submitted(*steps, brief=None, cover=None, gig=None, at=NOON, **route) -> Gig:
    return submit(gig or a_draft(), brief or a_brief(), a_route(*steps, **route), asking(at, cover))


def yes(gig: Gig, who: Person, cover=None, at=LATER) -> Gig:
    return decide(gig, who.key, Decision.APPROVED, reason="", asking=asking(at, cover))


def sent_back(gig: Gig, who: Person, at=LATER) -> Gig:
    return decide(gig, who.key, Decision.CHANGES_ASKED, reason="Cheaper.", asking=asking(at))


def asked(gig: Gig) -> list[Person]:
    return [one.approver for one in gig.open_approvals]


BOTH = a_step(MARK, FAYE, need=Need.ALL)
EITHER = a_step(MARK, FAYE)


# ------------------------------------------------------------------------------------------------ any, all, in order


def test_any_one_of_a_step_is_enough_and_the_others_are_not_needed_any_more():
    gig = yes(submitted(EITHER), FAYE)
    assert gig.state is GigState.APPROVED
    assert gig.approvals[0].ended is Ended.NOT_NEEDED
    with pytest.raises(OutOfOrder, match="was approved by Faye Finance"):
        yes(gig, MARK)


def test_all_of_a_step_means_every_one_of_them():
    gig = yes(submitted(BOTH), MARK)
    assert (gig.state, asked(gig)) == (GigState.IN_APPROVAL, [FAYE])
    assert yes(gig, FAYE).state is GigState.APPROVED


def test_a_step_is_asked_only_after_the_one_before_it_has_said_yes():
    gig = submitted(a_step(MARK), a_step(FAYE), a_step(LENA))
    assert asked(gig) == [MARK]
    for early in (FAYE, LENA):
        with pytest.raises(OutOfOrder):
            yes(gig, early)
    gig = yes(gig, MARK)
    assert asked(gig) == [FAYE]
    gig = yes(gig, FAYE)
    assert (asked(gig), is_agreed(gig)) == ([LENA], False)
    assert yes(gig, LENA).state is GigState.APPROVED


def test_a_no_in_a_later_step_ends_the_whole_question():
    gig = sent_back(yes(submitted(a_step(MARK), BOTH), MARK), FAYE)
    assert (gig.state, asked(gig)) == (GigState.CHANGES_ASKED, [])


def test_the_last_answer_is_the_outcome_whoever_was_asked_first():
    gig = yes(submitted(BOTH), FAYE)
    gig = decide(gig, MARK.key, Decision.REJECTED, reason="No.", asking=asking(LATER + timedelta(minutes=1)))
    assert outcome(gig) == "Gig 12 was rejected by Mark Manager."


def test_the_clock_of_a_later_step_begins_when_it_is_asked():
    gig = yes(submitted(a_step(MARK), a_step(FAYE)), MARK)
    assert gig.open_approvals[0].due_at == LATER + timedelta(days=3)


def test_without_any_step_only_the_self_service_lane_lets_a_gig_through():
    assert submitted(lane=Lane.SELF_SERVICE).state is GigState.APPROVED
    for lane in (Lane.STANDARD, Lane.EMERGENCY):
        with pytest.raises(NoApprover):
            submitted(lane=lane)


# ------------------------------------------------------------------------------------------------ a yes counts again


def test_a_yes_of_an_earlier_step_counts_in_a_later_one_of_the_same_person():
    gig = yes(yes(submitted(a_step(MARK), a_step(FAYE), a_step(MARK, name="Budget")), MARK), FAYE)
    assert gig.state is GigState.APPROVED
    assert [(one.approver, one.step) for one in gig.approvals] == [(MARK, 1), (FAYE, 2), (MARK, 3)]


def test_of_all_those_of_a_later_step_only_the_others_are_asked():
    gig = yes(submitted(a_step(MARK), a_step(MARK, FAYE, LENA, need=Need.ALL)), MARK)
    assert asked(gig) == [FAYE, LENA]


def test_a_yes_given_in_place_of_somebody_does_not_say_it_for_them_elsewhere():
    cover = away(MARK, DORA)
    gig = yes(submitted(a_step(MARK), a_step(FAYE), a_step(MARK), cover=cover), DORA, cover)
    gig = yes(gig, FAYE, cover)
    assert asked(gig) == [DORA]


def test_a_yes_to_the_gig_is_no_yes_to_its_excess():
    gig = a_gig(GigState.REVIEWING)
    gig = ask_for_excess(gig, a_choice(usd(1500)), usd(300), a_route(a_step(MARK)), asking(LATER))
    assert asked(gig) == [MARK]
    assert gig.open_approvals[0].purpose is Purpose.EXCESS


# ------------------------------------------------------------------------------------------------ carried over

MONEY = a_step(FAYE, name="Finance", ask="any of finance", concerns=("rate", "hours"))
DATA = a_step(LENA, name="Legal", ask="any of legal", concerns=("data_tier",))
TWO = (MONEY, DATA)


def sent_back_by_legal() -> Gig:
    return sent_back(yes(submitted(*TWO), FAYE), LENA)


def test_a_yes_is_carried_over_where_nothing_that_it_concerns_has_changed():
    gig = submitted(*TWO, gig=sent_back_by_legal(), brief=a_brief(title="Another title"), at=LATER)
    assert asked(gig) == [LENA]
    (kept,) = [one for one in gig.approvals if one.revision == 2 and one.decision]
    assert (kept.approver, kept.carried_from, kept.decided_at) == (FAYE, 1, LATER)
    assert yes(gig, LENA).state is GigState.APPROVED


def test_a_yes_is_not_carried_over_where_something_that_it_concerns_has_changed():
    gig = submitted(*TWO, gig=sent_back_by_legal(), brief=a_brief(rate=usd(1300)), at=LATER)
    assert asked(gig) == [FAYE]


def test_a_yes_to_a_step_that_concerns_everything_ends_with_any_change():
    gig = sent_back(yes(submitted(a_step(MARK), DATA), MARK), LENA)
    assert asked(submitted(a_step(MARK), DATA, gig=gig, brief=a_brief(title="Other"))) == [MARK]
    assert asked(submitted(a_step(MARK), DATA, gig=gig)) == [LENA]


@pytest.mark.parametrize(
    "step",
    [MONEY.model_copy(update={"name": "Treasury"}), MONEY.model_copy(update={"ask": "all of finance"})],
    ids=["another name", "asks others"],
)
def test_a_yes_is_not_carried_over_to_another_step(step: Route):
    assert asked(submitted(step, DATA, gig=sent_back_by_legal())) == [FAYE]


def test_a_yes_is_not_carried_over_when_its_giver_is_not_named_any_more():
    other = MONEY.model_copy(update={"approvers": (DORA,)})
    assert asked(submitted(other, DATA, gig=sent_back_by_legal())) == [DORA]


def test_a_yes_is_carried_over_only_while_it_is_fresh():
    week = timedelta(days=7)
    assert asked(submitted(*TWO, gig=sent_back_by_legal(), at=LATER + week - timedelta(seconds=1))) == [LENA]
    assert asked(submitted(*TWO, gig=sent_back_by_legal(), at=LATER + week)) == [FAYE]


def test_a_yes_carried_over_twice_is_still_as_old_as_when_it_was_given():
    gig = sent_back(submitted(*TWO, gig=sent_back_by_legal(), at=LATER), LENA)
    gig = submitted(*TWO, gig=gig, at=LATER)
    assert [one.carried_from for one in gig.approvals if one.revision == 3 and one.decision] == [1]
    gig = sent_back(gig, LENA)
    assert asked(submitted(*TWO, gig=gig, at=LATER + timedelta(days=8))) == [FAYE]


def test_a_step_that_moved_keeps_its_yes_and_order_still_counts():
    gig = submitted(DATA, MONEY, gig=sent_back_by_legal(), at=LATER)
    assert asked(gig) == [LENA]
    assert yes(gig, LENA).state is GigState.APPROVED


def test_a_no_is_never_carried_over():
    assert asked(submitted(DATA, gig=sent_back(submitted(DATA), LENA))) == [LENA]


def test_a_delegate_s_yes_is_carried_over_for_whom_the_route_names_and_they_are_not_asked_again():
    both = a_step(MARK, FAYE, need=Need.ALL, concerns=("rate",))
    gig = yes(submitted(both, cover=away(MARK, DORA)), DORA)
    gig = submitted(both, gig=sent_back(gig, FAYE), at=LATER)
    assert asked(gig) == [FAYE]
    assert yes(gig, FAYE).state is GigState.APPROVED


def test_when_every_yes_still_holds_nobody_is_asked_again():
    either = a_step(MARK, FAYE, concerns=("rate",))
    legal = DATA.model_copy(update={"concerns": ("rate",)})
    gig = sent_back(yes(submitted(either, legal), MARK), LENA)
    again = submitted(either, gig=gig, at=LATER)
    assert (again.state, next_step(again)) == (GigState.APPROVED, 0)


# ------------------------------------------------------------------------------------------------ in another's place


def test_a_stand_in_is_asked_in_place_of_somebody_who_has_left():
    gig = submitted(a_step(MARK), cover=gone(MARK), fallback_approvers=(STAN,))
    (one,) = gig.open_approvals
    assert (one.approver, one.came, one.instead_of) == (STAN, Came.SUCCEEDED, MARK)


def test_the_successor_named_for_somebody_who_has_left_comes_before_any_stand_in():
    cover = gone(MARK).model_copy(update={"away": {"mark": DORA}})
    (one,) = submitted(a_step(MARK), cover=cover, fallback_approvers=(STAN,)).open_approvals
    assert (one.approver, one.came) == (DORA, Came.SUCCEEDED)


def test_a_stand_in_who_is_here_comes_before_one_who_is_away():
    cover = gone(MARK).model_copy(update={"away": {"stan": DORA}})
    assert asked(submitted(a_step(MARK), cover=cover, fallback_approvers=(STAN, FAYE))) == [FAYE]
    assert asked(submitted(a_step(MARK), cover=cover, fallback_approvers=(STAN,))) == [STAN]


@pytest.mark.parametrize(
    "fallback_approvers", [(), (RITA,), (FAYE,)], ids=["nobody", "the requester", "left too"]
)
def test_without_anybody_to_stand_in_there_is_no_approver(fallback_approvers):
    with pytest.raises(NoApprover, match="right now"):
        submitted(a_step(MARK), cover=gone(MARK, FAYE), fallback_approvers=fallback_approvers)


def test_any_of_several_goes_on_without_the_one_who_has_left():
    assert asked(submitted(EITHER, cover=gone(MARK))) == [FAYE]


def test_all_of_several_cannot_do_without_one_whom_nobody_replaces():
    with pytest.raises(NoApprover):
        submitted(BOTH, cover=gone(MARK))
    assert asked(submitted(BOTH, cover=gone(MARK), fallback_approvers=(STAN,))) == [STAN, FAYE]


def test_two_of_a_step_stay_two_people_when_one_would_stand_in_for_the_other():
    with pytest.raises(NoApprover):
        submitted(BOTH, cover=gone(MARK), fallback_approvers=(FAYE,))
    assert asked(submitted(BOTH, cover=gone(MARK), fallback_approvers=(FAYE, STAN))) == [STAN, FAYE]
    assert asked(submitted(BOTH, cover=away(MARK, FAYE))) == [MARK, FAYE]
    assert asked(submitted(BOTH, cover=away(MARK, DORA, faye=DORA))) == [DORA, FAYE]


def test_a_delegate_is_asked_while_somebody_is_away():
    (one,) = submitted(a_step(MARK), cover=away(MARK, DORA)).open_approvals
    assert (one.approver, one.came, one.instead_of) == (DORA, Came.DELEGATED, MARK)
    assert one.delegate_at is None


def test_the_requester_is_never_asked_as_a_delegate():
    assert asked(submitted(a_step(MARK), cover=away(MARK, RITA))) == [MARK]


def test_a_delegate_who_is_away_too_or_has_left_is_not_asked():
    assert asked(submitted(a_step(MARK), cover=away(MARK, DORA, dora=STAN))) == [MARK]
    left = away(MARK, DORA).model_copy(update={"gone": frozenset({"dora"})})
    assert asked(submitted(a_step(MARK), cover=left)) == [MARK]


def test_a_delegate_of_another_organisation_is_not_asked():
    assert asked(submitted(a_step(MARK), cover=away(MARK, a_person("Dora", tenant="fabrikam")))) == [MARK]


def test_a_delegate_decides_and_the_absent_do_not():
    gig = submitted(a_step(MARK), cover=away(MARK, DORA))
    with pytest.raises(OutOfOrder):
        yes(gig, MARK)
    assert yes(gig, DORA).state is GigState.APPROVED


# ------------------------------------------------------------------------------------------------ nobody next


def test_a_next_step_that_names_nobody_any_more_gives_the_gig_back_with_the_reason():
    gig = yes(submitted(a_step(MARK), MONEY), MARK, gone(FAYE))
    assert (gig.state, asked(gig), gig.approved) == (GigState.EXPIRED, [], None)
    assert gig.note.startswith("No one can approve step “Finance” of gig 12 right now.")


def test_an_excess_whose_next_step_names_nobody_leads_back_to_choosing():
    gig = a_gig(GigState.REVIEWING)
    gig = ask_for_excess(gig, a_choice(usd(1500)), usd(300), a_route(a_step(MARK), MONEY), asking())
    gig = yes(gig, MARK, gone(FAYE))
    assert (gig.state, gig.choice, gig.approved) == (GigState.REVIEWING, None, usd(1200))
    assert "right now" in gig.note

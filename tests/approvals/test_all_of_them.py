"""Where a step needs all of its people, it needs all of them: whoever has said yes already, or stands in for whom."""

from datetime import timedelta

import pytest

from gigs.approval import Came, Decision
from gigs.approving import submit
from gigs.asking import Cover
from gigs.deciding import decide
from gigs.errors import NoApprover
from gigs.gig import Gig, GigState
from gigs.people import Person
from gigs.route import Need
from tests.support.builders import FAYE, MARK, a_brief, a_draft, a_person, a_route, a_step, asking
from tests.support.clock import NOON

LENA, ZOE = a_person("Lena Legal"), a_person("Zoe Standin")
BOTH = a_step(MARK, FAYE, name="Both", need=Need.ALL)
LATER = NOON + timedelta(hours=1)


def says(gig: Gig, who: Person, decision: Decision = Decision.APPROVED, cover: Cover | None = None) -> Gig:
    return decide(gig, who.key, decision, reason="Because.", asking=asking(LATER, cover))


def waits_for(gig: Gig) -> list[str]:
    return [one.approver.name for one in gig.open_approvals]


def test_a_yes_from_an_earlier_step_leaves_the_others_of_a_later_one_to_be_asked():
    gig = submit(a_draft(), a_brief(), a_route(a_step(MARK), BOTH), asking())
    gig = says(gig, MARK)
    assert (gig.state, waits_for(gig)) == (GigState.IN_APPROVAL, [FAYE.name])
    assert says(gig, FAYE).state is GigState.APPROVED


def test_who_asked_for_changes_is_asked_again_although_the_others_still_agree():
    gig = submit(a_draft(), a_brief(), a_route(BOTH), asking())
    gig = says(says(gig, MARK), FAYE, Decision.CHANGES_ASKED)
    again = submit(gig, a_brief(), a_route(BOTH), asking(LATER))
    assert (again.state, waits_for(again)) == (GigState.IN_APPROVAL, [FAYE.name])
    assert says(again, FAYE).state is GigState.APPROVED


def test_somebody_who_has_come_to_the_group_is_asked_as_well():
    gig = says(submit(a_draft(), a_brief(), a_route(BOTH, a_step(LENA)), asking()), MARK)
    gig = says(says(gig, FAYE), LENA, Decision.CHANGES_ASKED)
    larger = BOTH.model_copy(update={"approvers": (MARK, FAYE, ZOE)})
    again = submit(gig, a_brief(), a_route(larger, a_step(LENA)), asking(LATER))
    assert waits_for(again) == [ZOE.name]


@pytest.mark.parametrize("need", Need)
def test_the_yes_of_a_delegate_still_holds_for_whom_it_was_given(need):
    away = Cover(away={"mark": LENA})
    both = BOTH.model_copy(update={"need": need})
    gig = submit(a_draft(), a_brief(), a_route(both), asking(cover=away))
    assert waits_for(gig) == [LENA.name, FAYE.name]
    gig = says(gig, LENA) if need is Need.ALL else gig
    gig = says(gig, FAYE, Decision.CHANGES_ASKED)
    again = submit(gig, a_brief(), a_route(both), asking(LATER))
    assert waits_for(again) == ([FAYE.name] if need is Need.ALL else [MARK.name, FAYE.name])


def test_nobody_s_one_yes_counts_for_two_of_them():
    """Mark is away and has named Faye, who is asked for herself: Mark has to answer from where he is."""
    gig = submit(a_draft(), a_brief(), a_route(BOTH), asking(cover=Cover(away={"mark": FAYE})))
    assert waits_for(gig) == [MARK.name, FAYE.name]
    assert says(gig, FAYE).state is GigState.IN_APPROVAL


def test_a_stand_in_s_one_yes_counts_for_one_who_has_left():
    gone = Cover(gone=frozenset({"mark", "faye"}))
    route = a_route(BOTH, fallback_approvers=(LENA, ZOE))
    assert waits_for(submit(a_draft(), a_brief(), route, asking(cover=gone))) == [LENA.name, ZOE.name]
    with pytest.raises(NoApprover):
        submit(a_draft(), a_brief(), a_route(BOTH, fallback_approvers=(LENA,)), asking(cover=gone))


def test_who_said_yes_for_another_and_is_named_later_speaks_there_for_themselves():
    away = Cover(away={"mark": LENA})
    route = a_route(a_step(MARK), a_step(MARK, LENA, name="Later", need=Need.ALL))
    gig = says(submit(a_draft(), a_brief(), route, asking(cover=away)), LENA)
    assert waits_for(gig) == [MARK.name]
    known = next(one for one in gig.approvals if one.step == 2 and one.approver == LENA)
    assert (known.came, known.instead_of) == (Came.ASKED, None)

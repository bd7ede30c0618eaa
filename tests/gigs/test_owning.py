"""Whose gig it is: nobody who owns it, or once did, ever decides about it, and nobody who is asked ever owns it."""

import pytest

from gigs.approval import Advice, Decision, Review
from gigs.asking import Cover, can_answer, may_approve, whom_to_ask
from gigs.deciding import decide, review_emergency
from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import ENDED, GigState
from gigs.handing_over import pass_on
from gigs.owning import MOST_CO_OWNERS, hand_over_gig, name_co_owner, remove_co_owner
from tests.support.builders import FAYE, MARK, RITA, a_gig, a_person, asking
from tests.support.cases import every_case
from tests.support.clock import NOON

SAM, DORA = a_person("Sam Colleague"), a_person("Dora Delegate")
ELSEWHERE = a_person("Zoe Zebra", tenant="fabrikam")
NOBODY: frozenset = frozenset()


def shared(state=GigState.IN_APPROVAL, *people):
    gig = a_gig(state)
    for one in people or (SAM,):
        gig = name_co_owner(gig, RITA.key, one, NOBODY, NOON)
    return gig


def handed(gig, to=SAM, reason="Rita is ill.", due=NOBODY):
    return hand_over_gig(gig, to, due, NOON, reason=reason)


def test_the_requester_names_co_owners_at_any_time_and_each_once():
    with every_case() as case:
        for state in set(GigState) - ENDED:
            with case(state):
                gig = shared(state)
                assert gig.owners == (gig.requester, SAM)
                assert name_co_owner(gig, RITA.key, SAM, NOBODY, NOON) is gig
                assert name_co_owner(gig, RITA.key, RITA, NOBODY, NOON) is gig
        for state in ENDED:
            with case(state), pytest.raises(OutOfOrder, match="has ended"):
                shared(state)


def test_only_the_requester_names_and_removes_and_there_is_an_end_to_it():
    gig = shared()
    for actor in (SAM, MARK, FAYE):
        with pytest.raises(NotAllowed):
            name_co_owner(gig, actor.key, DORA, NOBODY, NOON)
        with pytest.raises(NotAllowed):
            remove_co_owner(gig, actor.key, SAM.key, NOON)
    many = [a_person(f"P{number} Person") for number in range(MOST_CO_OWNERS)]
    with pytest.raises(OutOfOrder, match="at most"):
        shared(GigState.IN_APPROVAL, *many, SAM)


def test_a_removed_co_owner_stays_a_former_one_until_they_are_named_again():
    gone = remove_co_owner(shared(), RITA.key, SAM.key, NOON)
    assert (gone.co_owners, gone.former_owners) == ((), (SAM,))
    assert remove_co_owner(gone, RITA.key, SAM.key, NOON) is gone
    again = name_co_owner(gone, RITA.key, SAM, NOBODY, NOON)
    assert (again.co_owners, again.former_owners) == ((SAM,), ())


def test_a_gig_is_handed_over_with_a_reason_and_back_and_nobody_is_forgotten():
    gig = handed(shared(GigState.ACTIVE, SAM, DORA))
    assert (gig.requester, gig.co_owners, gig.former_owners) == (SAM, (DORA,), (RITA,))
    back = handed(gig, RITA, "She is back.")
    assert (back.requester, back.former_owners) == (RITA, (SAM,))
    assert back.ever_owners == {RITA.key, SAM.key, DORA.key}
    for reason, to, told in (("", SAM, "reason"), ("Why not.", RITA, "already")):
        with pytest.raises(OutOfOrder, match=told):
            handed(a_gig(GigState.ACTIVE), to, reason)


def test_nobody_who_is_asked_was_asked_or_is_due_to_be_asked_becomes_an_owner():
    advice = (Advice(asked_by=MARK, adviser=DORA, question="Fair?", asked_at=NOON),)
    review = Review(reviewers=(DORA,), due_at=NOON, remind_at=None)
    passed = pass_on(a_gig(GigState.IN_APPROVAL), MARK.key, FAYE, asking())
    cases = {
        "asked": (a_gig(GigState.IN_APPROVAL), MARK, NOBODY),
        "has answered": (a_gig(GigState.ACTIVE), MARK, NOBODY),
        "passed it on": (passed, MARK, NOBODY),
        "was passed it": (passed, FAYE, NOBODY),
        "asked for advice": (a_gig(GigState.IN_APPROVAL, advice=advice), DORA, NOBODY),
        "is to review it": (a_gig(GigState.LISTED, review=review), DORA, NOBODY),
        "due": (a_gig(GigState.IN_APPROVAL), FAYE, frozenset({FAYE.key})),
        "elsewhere": (a_gig(GigState.IN_APPROVAL), ELSEWHERE, NOBODY),
    }
    with every_case() as case:
        for name, (gig, person, due) in cases.items():
            with case(name):
                with pytest.raises(OutOfOrder):
                    name_co_owner(gig, RITA.key, person, due, NOON)
                with pytest.raises(OutOfOrder):
                    handed(gig, person, due=due)


def test_whoever_owns_it_or_once_did_is_asked_nothing_and_decides_nothing():
    gigs = {
        "co-owner": shared(GigState.IN_APPROVAL, SAM),
        "removed": remove_co_owner(shared(), RITA.key, SAM.key, NOON),
        "took it over": handed(a_gig(GigState.IN_APPROVAL)),
        "handed it on": handed(handed(a_gig(GigState.IN_APPROVAL)), DORA, "Sam too."),
    }
    review = Review(reviewers=(SAM,), due_at=NOON, remind_at=None)
    with every_case() as case:
        for name, gig in gigs.items():
            with case(name):
                assert not can_answer(gig, SAM, Cover())
                assert whom_to_ask(gig, SAM, Cover()) is None
                with pytest.raises(NotAllowed):
                    may_approve(gig, (SAM,))
                with pytest.raises(NotAllowed):
                    decide(gig, SAM.key, Decision.APPROVED, reason="", asking=asking())
                reviewed = gig.model_copy(update={"review": review})
                with pytest.raises(NotAllowed):
                    review_emergency(reviewed, SAM, fine=True, note="", at=NOON)
                with pytest.raises(OutOfOrder, match="can’t decide about it"):
                    pass_on(gig, MARK.key, SAM, asking())
                with pytest.raises(OutOfOrder, match="can’t decide about it"):
                    pass_on(handed(a_gig(GigState.IN_APPROVAL)), MARK.key, RITA, asking())

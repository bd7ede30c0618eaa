"""From the marketplace to a finished piece of work: what may follow what."""

from datetime import timedelta
from decimal import Decimal

import pytest
from pydantic import ValidationError

from gigs.contract import ContractState, MilestoneState
from gigs.errors import OutOfOrder
from gigs.gig import Closing, GigState, Verdict
from gigs.hiring import (
    back_to_reviewing,
    close,
    count_proposals,
    hire,
    judge,
    list_as,
    refuse_posting,
    submitted_milestone,
    take_contract,
    unjudge,
)
from gigs.money import Money
from tests.support.builders import a_choice, a_contract, a_gig, a_listing, every_state, usd
from tests.support.clock import NOON

LATER = NOON + timedelta(hours=1)
DONE = (MilestoneState.RELEASED, MilestoneState.RELEASED)
UNDER_CONTRACT = {GigState.HIRING, GigState.ACTIVE, GigState.COMPLETED, GigState.CLOSED}


def a_verdict(*, accepted: bool = True, reason: str = "", deliverable_id: str = "C1-M1-D1") -> Verdict:
    return Verdict(deliverable_id=deliverable_id, accepted=accepted, reason=reason, at=LATER)


def a_closing(**changes) -> Closing:
    said = {
        "rating": 5,
        "hire_again": True,
        "requester_score": 9,
        "do_again": "Say who presents.",
        "closed_at": LATER,
    }
    return Closing(**(said | changes))


def test_an_approved_gig_is_listed():
    gig = list_as(a_gig(GigState.APPROVED), a_listing())

    assert gig.state is GigState.LISTED
    assert gig.listing == a_listing()


@pytest.mark.parametrize("state", every_state(but={GigState.APPROVED}))
def test_only_an_approved_and_unposted_gig_is_listed_or_refused(state):
    with pytest.raises(OutOfOrder, match="isn’t being posted"):
        list_as(a_gig(state), a_listing())
    with pytest.raises(OutOfOrder, match="isn’t being posted"):
        refuse_posting(a_gig(state), "No.", LATER)


def test_a_refused_posting_is_back_with_its_requester_and_approved_no_more():
    gig = refuse_posting(a_gig(GigState.APPROVED), "Too cheap.", LATER)

    assert (gig.state, gig.note, gig.approved) == (GigState.CHANGES_ASKED, "Too cheap.", None)


def test_the_first_proposal_turns_a_listing_to_reviewing():
    listed = a_gig(GigState.LISTED)

    assert count_proposals(listed, 0, None, LATER).state is GigState.LISTED
    assert count_proposals(listed, 1, None, LATER).state is GigState.REVIEWING


@pytest.mark.parametrize("state", every_state(but={GigState.LISTED}))
def test_late_proposals_are_counted_and_move_nothing(state):
    gig = count_proposals(a_gig(state), 7, LATER, LATER)

    assert (gig.state, gig.proposals, gig.notice_due) == (state, 7, LATER)


def test_hiring_makes_an_offer_and_counts_it():
    gig = hire(a_gig(GigState.REVIEWING), a_choice(), LATER)

    assert (gig.state, gig.choice, gig.offers) == (GigState.HIRING, a_choice(), 1)


@pytest.mark.parametrize("state", every_state(but={GigState.REVIEWING}))
def test_nobody_is_hired_twice_or_too_early(state):
    with pytest.raises(OutOfOrder, match="isn’t choosing"):
        hire(a_gig(state), a_choice(), LATER)


def test_a_declined_offer_leads_back_to_choosing_and_the_next_one_is_another_offer():
    gig = back_to_reviewing(a_gig(GigState.HIRING), "She is busy.", LATER)
    again = hire(gig, a_choice(), LATER)

    assert (gig.state, gig.choice, gig.contract, gig.note) == (GigState.REVIEWING, None, None, "She is busy.")
    assert again.offers == 2


@pytest.mark.parametrize("state", every_state(but={GigState.HIRING}))
def test_without_an_offer_there_is_none_to_decline(state):
    with pytest.raises(OutOfOrder, match="no pending offer"):
        back_to_reviewing(a_gig(state), "No.", LATER)


@pytest.mark.parametrize(
    "contract, state",
    [
        (a_contract(ContractState.OFFERED), GigState.HIRING),
        (a_contract(ContractState.DECLINED), GigState.HIRING),
        (a_contract(ContractState.ENDED), GigState.HIRING),
        (a_contract(ContractState.ACTIVE), GigState.ACTIVE),
        (a_contract(ContractState.COMPLETED, DONE), GigState.COMPLETED),
    ],
)
def test_an_offer_goes_as_far_as_the_marketplace_says_and_no_further(contract, state):
    assert take_contract(a_gig(GigState.HIRING), contract, LATER).state is state


@pytest.mark.parametrize("ending", [ContractState.COMPLETED, ContractState.ENDED])
def test_work_is_completed_when_the_marketplace_says_so(ending):
    assert take_contract(a_gig(GigState.ACTIVE), a_contract(ending, DONE), LATER).state is GigState.COMPLETED


def test_everything_paid_is_not_completed_until_the_marketplace_says_so():
    gig = take_contract(a_gig(GigState.ACTIVE), a_contract(ContractState.ACTIVE, DONE), LATER)

    assert gig.state is GigState.ACTIVE


@pytest.mark.parametrize("state", every_state(but=UNDER_CONTRACT))
def test_a_contract_does_not_land_on_a_gig_without_an_offer(state):
    with pytest.raises(OutOfOrder, match="no pending offer"):
        take_contract(a_gig(state), a_contract(), LATER)


def test_late_news_of_a_former_contract_does_not_replace_the_present_one():
    other = a_contract().model_copy(update={"id": "C0"})

    with pytest.raises(OutOfOrder, match="another contract"):
        take_contract(a_gig(GigState.ACTIVE), other, LATER)


def test_news_of_the_contract_after_closing_changes_no_state():
    closed = a_gig(GigState.CLOSED)

    assert take_contract(closed, a_contract(ContractState.COMPLETED, DONE), LATER).state is GigState.CLOSED


def test_a_deliverable_that_was_handed_in_waits_for_a_verdict():
    milestone = submitted_milestone(a_gig(GigState.ACTIVE), "C1-M1", "C1-M1-D1")

    assert milestone.title == "Part 1"


@pytest.mark.parametrize(
    "milestone, deliverable, sentence",
    [
        ("C1-M9", "C1-M9-D1", "no such milestone"),
        ("C1-M2", "", "has nothing for you to accept"),
        ("C1-M1", "C1-M1-D9", "has nothing for you to accept"),
    ],
)
def test_a_verdict_on_anything_else_is_refused(milestone, deliverable, sentence):
    with pytest.raises(OutOfOrder, match=sentence):
        submitted_milestone(a_gig(GigState.ACTIVE), milestone, deliverable)


@pytest.mark.parametrize("state", every_state(but={GigState.ACTIVE}))
def test_a_verdict_is_given_only_while_the_work_is_on(state):
    with pytest.raises(OutOfOrder, match="no such milestone at work"):
        judge(a_gig(state), "C1-M1", a_verdict())


def test_a_paid_milestone_says_that_it_was_paid():
    paid = a_contract(parts=(MilestoneState.RELEASED, MilestoneState.ACTIVE))

    with pytest.raises(OutOfOrder, match=r"USD 550\.00 released"):
        judge(take_contract(a_gig(GigState.ACTIVE), paid, LATER), "C1-M1", a_verdict())


def test_a_deliverable_gets_one_verdict():
    gig = judge(a_gig(GigState.ACTIVE), "C1-M1", a_verdict())

    assert gig.verdict_on("C1-M1-D1") == a_verdict()
    with pytest.raises(OutOfOrder, match="already accepted"):
        judge(gig, "C1-M1", a_verdict(accepted=False, reason="No."))
    sent_back = judge(a_gig(GigState.ACTIVE), "C1-M1", a_verdict(accepted=False, reason="No."))
    with pytest.raises(OutOfOrder, match="already sent “Part 1” back"):
        judge(sent_back, "C1-M1", a_verdict())


@pytest.mark.parametrize(
    "first, second",
    [(usd(1201), usd(1)), (usd(700), usd(501)), (Money(amount=Decimal(10), currency="EUR"), usd(1))],
)
def test_nothing_beyond_the_approved_sum_is_ever_paid(first, second):
    contract = a_contract(parts=(MilestoneState.SUBMITTED, MilestoneState.RELEASED))
    amounts = zip(contract.milestones, (first, second), strict=True)
    changed = tuple(one.model_copy(update={"amount": amount}) for one, amount in amounts)
    grown = contract.model_copy(update={"milestones": changed})
    gig = take_contract(a_gig(GigState.ACTIVE), grown, LATER)
    assert gig.approved == usd(1200)

    with pytest.raises(OutOfOrder, match="I won’t pay it"):
        judge(gig, "C1-M1", a_verdict())
    assert judge(gig, "C1-M1", a_verdict(accepted=False, reason="Not agreed.")).verdicts


def test_sending_back_needs_a_reason():
    with pytest.raises(OutOfOrder, match="say what should change"):
        judge(a_gig(GigState.ACTIVE), "C1-M1", a_verdict(accepted=False))


def test_a_verdict_the_marketplace_refused_can_be_given_again():
    gig = unjudge(judge(a_gig(GigState.ACTIVE), "C1-M1", a_verdict()), "C1-M1-D1", "No funds.", LATER)

    assert gig.note == "No funds."
    assert judge(gig, "C1-M1", a_verdict()).verdicts == (a_verdict(),)


def test_what_was_released_is_the_sum_of_the_paid_milestones():
    assert a_contract().released == usd(0)
    assert a_contract(parts=(MilestoneState.RELEASED, MilestoneState.ACTIVE)).released == usd(550)


def test_a_completed_gig_is_closed_with_its_lesson():
    gig = close(a_gig(GigState.COMPLETED), a_closing())

    assert (gig.state, gig.closing) == (GigState.CLOSED, a_closing())


@pytest.mark.parametrize("state", every_state(but={GigState.COMPLETED}))
def test_nothing_else_can_be_closed(state):
    with pytest.raises(OutOfOrder, match="isn’t completed"):
        close(a_gig(state), a_closing())


@pytest.mark.parametrize(
    "wrong", [{"rating": 0}, {"rating": 6}, {"requester_score": -1}, {"requester_score": 11}]
)
def test_ratings_stay_on_their_scale(wrong):
    with pytest.raises(ValidationError):
        a_closing(**wrong)

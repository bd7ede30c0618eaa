"""An offer is withdrawn, and a milestone funded, only while that is still open."""

from datetime import timedelta

import pytest

from gigs.contract import ContractState, MilestoneState
from gigs.errors import OutOfOrder
from gigs.funding import ask_to_fund, funded_or_paid, next_to_fund, order_refused, order_taken, within_funds
from gigs.gig import GigState
from gigs.hiring import back_to_reviewing, take_contract
from gigs.proposal import PlannedMilestone, ProposalStatus
from gigs.purging import contract_without_words, has_words, proposal_without_words
from gigs.withdrawing_offer import begin_withdrawing, can_withdraw_offer, stop_withdrawing
from tests.support.builders import a_choice, a_contract, a_gig, a_proposal, every_state, usd
from tests.support.clock import NOON

LATER = NOON + timedelta(hours=1)
WAITING, ACTIVE, RELEASED = MilestoneState.WAITING, MilestoneState.ACTIVE, MilestoneState.RELEASED


def offered(**changes):
    contract = a_contract(ContractState.OFFERED, (WAITING, WAITING))
    return take_contract(a_gig(GigState.HIRING), contract, NOON).model_copy(update=changes)


def at_work(*parts):
    contract = a_contract(ContractState.ACTIVE, parts)
    return a_gig(GigState.ACTIVE).model_copy(update={"contract": contract})


def test_an_unanswered_offer_can_be_withdrawn_and_then_only_waited_for():
    gig = begin_withdrawing(offered(), LATER)
    assert can_withdraw_offer(offered())
    assert (gig.withdrawing_offer, gig.state, can_withdraw_offer(gig)) == (True, GigState.HIRING, False)
    assert stop_withdrawing(gig, LATER).withdrawing_offer is False


@pytest.mark.parametrize("state", every_state(but={GigState.HIRING}))
def test_without_an_offer_nothing_is_withdrawn(state):
    assert not can_withdraw_offer(a_gig(state))
    with pytest.raises(OutOfOrder):
        begin_withdrawing(a_gig(state), LATER)


def test_an_answered_offer_is_not_withdrawn():
    declined = a_contract(ContractState.DECLINED, (WAITING,))
    with pytest.raises(OutOfOrder, match="has already answered"):
        begin_withdrawing(offered(contract=declined), LATER)


def test_what_is_accepted_is_not_being_withdrawn_any_more():
    gig = take_contract(begin_withdrawing(offered(), LATER), a_contract(parts=(ACTIVE, WAITING)), LATER)
    assert (gig.state, gig.withdrawing_offer) == (GigState.ACTIVE, False)


def test_an_offer_that_came_to_nothing_is_remembered_by_its_id():
    gig = back_to_reviewing(begin_withdrawing(offered(), LATER), "You took it back.", LATER)
    assert (gig.state, gig.withdrawing_offer, gig.former_contracts) == (GigState.REVIEWING, False, ("C1",))


def test_an_offer_is_awaited_on_the_marketplace_only_with_a_reference_and_until_it_is_found():
    gig = a_gig(GigState.HIRING)
    assert not gig.offers_on_site
    by_hand = gig.model_copy(update={"choice": a_choice().model_copy(update={"reference": "FC-1"})})
    assert by_hand.offers_on_site
    assert can_withdraw_offer(by_hand)
    assert not take_contract(by_hand, a_contract(ContractState.OFFERED, (WAITING,)), LATER).offers_on_site


@pytest.mark.parametrize(
    ("parts", "following"),
    [
        ((WAITING, WAITING), "C1-M1"),
        ((ACTIVE, WAITING), None),
        ((MilestoneState.SUBMITTED, WAITING), None),
        ((RELEASED, WAITING), "C1-M2"),
        ((RELEASED, RELEASED), None),
    ],
)
def test_one_part_is_funded_after_the_other(parts, following):
    found = next_to_fund(at_work(*parts))
    assert (found.id if found else None) == following


def test_what_was_asked_for_is_not_asked_for_again_and_counts_as_funded():
    gig = ask_to_fund(at_work(RELEASED, WAITING), "C1-M2", LATER)
    assert next_to_fund(gig) is None
    assert funded_or_paid(gig) == usd(1100)
    with pytest.raises(OutOfOrder):
        ask_to_fund(gig, "C1-M2", LATER)
    taken = order_taken(gig, "C1-M2", LATER)
    assert taken.funding_of("C1-M2").answered
    assert order_refused(taken, "C1-M2", LATER).fundings == ()


def test_no_more_is_funded_than_was_approved():
    gig = at_work(RELEASED, WAITING).model_copy(update={"approved": usd(1099)})
    with pytest.raises(OutOfOrder, match=r"beyond the USD 1,099\.00"):
        ask_to_fund(gig, "C1-M2", LATER)
    exactly = gig.model_copy(update={"approved": usd(1100)})
    within_funds(exactly, exactly.contract.milestones[1])


def test_of_a_purged_proposal_only_ours_is_left():
    planned = (PlannedMilestone(title="Storyline", amount=usd(500)),)
    marked = {"status": ProposalStatus.SHORTLISTED, "milestones": planned}
    bare = proposal_without_words(a_proposal(**marked))
    assert (bare.letter, bare.freelancer, bare.country, bare.rating, bare.purged) == ("", "", "", None, True)
    assert (bare.id, bare.rate, bare.status) == ("L1-P1", usd(1100), ProposalStatus.SHORTLISTED)
    assert [(one.title, one.amount) for one in bare.milestones] == [("", usd(500))]
    assert proposal_without_words(a_proposal(status=ProposalStatus.HIRED)).freelancer == "Amara Okonkwo"


def test_of_a_purged_contract_the_money_and_the_milestones_are_left():
    contract = a_contract()
    bare = contract_without_words(contract)
    assert has_words(contract)
    assert not has_words(bare)
    assert (bare.total, bare.freelancer) == (contract.total, contract.freelancer)
    assert bare.milestones[0].deliverable.id == contract.milestones[0].deliverable.id
    assert bare.milestones[0].deliverable.text == ""
    assert contract_without_words(bare) == bare

"""Hiring within and above the approved sum, and what becomes of the money when it comes to nothing."""

import asyncio

import pytest

from gigs.approval import Decision, Purpose
from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import GigState
from gigs.proposal import ProposalStatus
from marketplace.sandbox.cast import DECLINES_OFFERS
from ports.notices import NoticeKind
from tests.support.builders import MARK, RITA, usd
from use_cases.hiring.hire import hire_freelancer, preview_hire
from use_cases.hiring.judge_proposal import PassOnVerdict, judge_proposal
from use_cases.offering.make_offer import MakeOffer


async def asks_for(world, proposal):
    return await hire_freelancer(
        world.context, RITA, 1, proposal.id, seen=str(proposal.total(None)), reason="Worth it."
    )


async def test_within_the_approved_sum_an_offer_is_promised_once_however_often_it_is_pressed(world):
    await world.reviewing()
    fine = await world.affordable()
    gigs = await asyncio.gather(*(asks_for(world, fine) for _ in range(8)))
    assert {gig.offers for gig in gigs} == {1}
    assert len(world.promised(MakeOffer)) == 1


async def test_of_two_presses_on_different_freelancers_one_wins(world):
    await world.reviewing()
    first, second, *_ = [one for one in await world.proposals() if one.rate.amount <= 1200]
    results = await asyncio.gather(asks_for(world, first), asks_for(world, second), return_exceptions=True)
    assert sum(isinstance(one, OutOfOrder) for one in results) == 1
    assert len(world.promised(MakeOffer)) == 1


async def test_above_it_the_approver_is_asked_for_the_difference_only(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    dear = await world.dear()
    excess = dear.rate - usd(1200)
    assert (await preview_hire(world.context, RITA, 1, dear.id)).excess == excess
    gig = await asks_for(world, dear)
    assert gig.state is GigState.OFFER_IN_APPROVAL
    (asked,) = gig.open_approvals
    assert (asked.purpose, asked.amount) == (Purpose.EXCESS, excess)
    assert world.promised(MakeOffer) == []
    gig = await world.decides(gig, Decision.APPROVED)
    assert (gig.state, gig.approved) == (GigState.HIRING, dear.rate)
    assert len(world.promised(MakeOffer)) == 1


@pytest.mark.parametrize("decision", [Decision.REJECTED, Decision.CHANGES_ASKED])
async def test_a_no_to_the_difference_leaves_the_approved_sum_as_it_was(world, decision):
    await world.meets(RITA, MARK)
    await world.reviewing()
    gig = await world.decides(await asks_for(world, await world.dear()), decision, reason="No.")
    assert (gig.state, gig.approved, gig.choice) == (GigState.REVIEWING, usd(1200), None)
    await world.work()
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.EXCESS_TURNED_DOWN


async def test_a_requester_can_never_approve_their_own_difference(world):
    await world.reviewing()
    gig = await asks_for(world, await world.dear())
    with pytest.raises(NotAllowed):
        await world.decides(gig, Decision.APPROVED, RITA)


async def test_an_approved_difference_can_never_be_spent_on_somebody_else(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    dear = await world.dear()
    await world.misbehave('offer: refuse "The freelancer is away." x1')
    await world.decides(await asks_for(world, dear), Decision.APPROVED)
    await world.work()
    gig = await world.gig()
    assert (gig.state, gig.approved) == (GigState.REVIEWING, usd(1200))
    again = await asks_for(world, dear)
    assert again.state is GigState.OFFER_IN_APPROVAL  # even the same one is asked about anew


async def test_a_withdrawn_question_about_the_difference_is_over(world):
    from use_cases.requesting.withdraw_gig import withdraw_gig

    await world.reviewing()
    gig = await asks_for(world, await world.dear())
    await withdraw_gig(world.context, RITA, 1, reason="No longer needed.")
    with pytest.raises(OutOfOrder):
        await world.decides(gig, Decision.APPROVED)
    assert world.promised(MakeOffer) == []


async def test_a_declined_offer_goes_back_to_choosing_and_that_proposal_is_over(world):
    await world.meets(RITA, MARK)
    await world.reviewing()
    busy = next(one for one in await world.proposals() if one.freelancer == DECLINES_OFFERS)
    await asks_for(world, busy)
    await world.work()
    await world.pass_time(5)
    gig = await world.read()
    assert (gig.state, gig.contract, gig.approved) == (GigState.REVIEWING, None, usd(1200))
    assert world.messenger.kinds(RITA)[-1] is NoticeKind.OFFER_DECLINED
    with pytest.raises(OutOfOrder, match="can’t be hired"):
        await asks_for(world, busy)
    fine = await world.affordable()
    await asks_for(world, fine)
    await world.work()
    assert (await world.operation("offer:1:2")).reference != (await world.operation("offer:1:1")).reference


async def test_the_one_who_gets_the_offer_cannot_be_declined_meanwhile(world):
    gig = await world.hiring()
    with pytest.raises(OutOfOrder, match="isn’t choosing"):
        await judge_proposal(
            world.context, RITA, 1, gig.choice.proposal_id, ProposalStatus.DECLINED, "Changed my mind."
        )
    assert world.promised(PassOnVerdict) == []


async def test_declining_needs_a_reason_and_is_said_once(world):
    await world.reviewing()
    one = (await world.proposals())[0]
    with pytest.raises(OutOfOrder, match="reason"):
        await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.DECLINED)
    for _ in range(2):
        await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.DECLINED, "Too far away.")
    assert len(world.promised(PassOnVerdict)) == 1
    with pytest.raises(OutOfOrder, match="already been declined"):
        await judge_proposal(world.context, RITA, 1, one.id, ProposalStatus.SHORTLISTED)


async def test_a_price_that_changed_since_it_was_confirmed_is_asked_about_again(world):
    await world.reviewing()
    fine = await world.affordable()
    with pytest.raises(OutOfOrder, match="Please look again before hiring"):
        await hire_freelancer(world.context, RITA, 1, fine.id, seen="USD 1.00", reason="Worth it.")
    assert (await world.gig()).state is GigState.REVIEWING


async def test_only_the_requester_hires(world):
    await world.reviewing()
    fine = await world.affordable()
    with pytest.raises(NotAllowed):
        await hire_freelancer(world.context, MARK, 1, fine.id, seen=str(fine.total(None)), reason="Worth it.")

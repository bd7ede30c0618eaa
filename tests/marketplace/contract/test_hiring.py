"""A provider keeps these sentences, whatever the marketplace behind it: proposals and offers."""

from contextlib import suppress

import pytest

from gigs.contract import ContractState, MilestoneState
from gigs.proposal import ProposalStatus
from ports.marketplace import Capability, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from tests.marketplace.contract.asked import needs
from tests.support.providers import a_post, an_accepted_offer, an_offer


async def test_proposals_arrive_over_time_and_never_change_once_they_are_there(stage):
    listing = await stage.market.post(a_post())
    at_once = await stage.market.proposals(listing.id)
    stage.pass_time(4)
    early = await stage.market.proposals(listing.id)
    stage.pass_time(26)
    late = await stage.market.proposals(listing.id)

    assert list(at_once) == []
    assert 1 <= len(early) < len(late)
    assert list(late[: len(early)]) == list(early)
    assert len({one.id for one in late}) == len(late)
    assert all(one.status is ProposalStatus.NEW for one in late)


async def test_shortlisting_and_declining_twice_is_a_yes(stage):
    needs(stage, Capability.SHORTLIST, Capability.DECLINE)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    first, second, *_ = await stage.market.proposals(listing.id)

    for _ in range(2):
        await stage.market.shortlist(listing.id, first.id)
        await stage.market.decline(listing.id, second.id, "We chose somebody else.")

    assert len(await stage.market.proposals(listing.id)) >= 2


async def test_an_offer_waits_until_the_freelancer_accepts_it(stage):
    needs(stage, Capability.OFFER)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposal = next(one for one in await stage.market.proposals(listing.id) if not stage.declines(one))

    request = an_offer(listing.id, proposal)
    offered = await stage.market.offer(request)
    stage.pass_time(5)
    accepted = await stage.market.contract(offered.id, offered)

    assert offered.state is ContractState.OFFERED
    assert accepted.state is ContractState.ACTIVE
    assert accepted.proposal_id == proposal.id
    assert accepted.freelancer == proposal.freelancer
    assert accepted.total == proposal.total(None)
    assert [one.amount for one in accepted.milestones] == [one.amount for one in request.milestones]
    begins_by_itself = Capability.FUND not in stage.market.capabilities
    assert (accepted.milestones[0].state is MilestoneState.ACTIVE) == begins_by_itself
    assert all(one.state is MilestoneState.WAITING for one in accepted.milestones[1:])


async def test_an_offer_can_be_declined(stage):
    needs(stage, Capability.OFFER)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposal = next(one for one in await stage.market.proposals(listing.id) if stage.declines(one))

    contract = await stage.market.offer(an_offer(listing.id, proposal))
    stage.pass_time(5)

    assert (await stage.market.contract(contract.id, contract)).state is ContractState.DECLINED


async def test_an_offer_whose_answer_was_lost_is_found_by_its_reference(stage):
    needs(stage, Capability.OFFER)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposal = (await stage.market.proposals(listing.id))[0]
    await stage.misbehave("offer: lands then timeout x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.offer(an_offer(listing.id, proposal, "FC-2"))
    await stage.misbehave("")
    found = await stage.market.find_offer(an_offer(listing.id, proposal, "FC-2"))

    assert found is not None
    assert found.proposal_id == proposal.id
    assert await stage.count("FC-2") == 1


async def test_an_unanswered_offer_is_taken_back_and_nobody_can_accept_it_any_more(stage):
    needs(stage, Capability.OFFER, Capability.WITHDRAW_OFFER)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposal = next(one for one in await stage.market.proposals(listing.id) if not stage.declines(one))
    offered = await stage.market.offer(an_offer(listing.id, proposal))

    for _ in range(2):
        await stage.market.withdraw_offer(offered.id, "We decided otherwise.")
    stage.pass_time(5)

    stands = await stage.market.contract(offered.id, offered)
    assert stands.state in {ContractState.ENDED, ContractState.DECLINED}  # not every one says who ended it


async def test_an_accepted_offer_cannot_be_taken_back(stage):
    needs(stage, Capability.OFFER, Capability.WITHDRAW_OFFER)
    contract = await an_accepted_offer(stage)

    with pytest.raises(MarketplaceRefused):
        await stage.market.withdraw_offer(contract.id, "We decided otherwise.")

    assert (await stage.market.contract(contract.id, contract)).state is ContractState.ACTIVE


async def test_somebody_who_is_invited_answers_once_however_often_they_are_invited(stage):
    needs(stage, Capability.INVITE)
    former = await stage.market.post(a_post("FC-AAAAAAAAAA"))
    listing = await stage.market.post(a_post("FC-BBBBBBBBBB", title="A second deck"))
    stage.pass_time(30)
    known = await stage.market.proposals(former.id)
    there = {one.freelancer_id for one in await stage.market.proposals(listing.id)}
    who = next(one.freelancer_id for one in known if one.freelancer_id not in there)

    assert await stage.market.is_invited(listing.id, who) is False
    for _ in range(2):
        await stage.market.invite(listing.id, who, "You did so well last time.")
    stage.pass_time(5)

    answered = [one.freelancer_id for one in await stage.market.proposals(listing.id)]
    assert answered.count(who) == 1


async def test_an_invitation_whose_answer_was_lost_is_never_said_not_to_be_there(stage):
    needs(stage, Capability.INVITE)
    former = await stage.market.post(a_post("FC-AAAAAAAAAA"))
    listing = await stage.market.post(a_post("FC-BBBBBBBBBB", title="A second deck"))
    stage.pass_time(30)
    who = (await stage.market.proposals(former.id))[0].freelancer_id
    await stage.misbehave("invite: lands then timeout x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.invite(listing.id, who, "")
    await stage.misbehave("")
    with suppress(MarketplaceUnavailable):  # some only say how many were sent
        assert await stage.market.is_invited(listing.id, who) is True


async def test_nobody_unknown_and_nobody_to_a_closed_listing_is_invited(stage):
    needs(stage, Capability.INVITE, Capability.CLOSE)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    known = (await stage.market.proposals(listing.id))[0].freelancer_id
    with pytest.raises(MarketplaceRefused):
        await stage.market.invite(listing.id, "99999", "")
    await stage.market.close_listing(listing.id, "withdrawn")
    with pytest.raises(MarketplaceRefused):
        await stage.market.invite(listing.id, known, "")

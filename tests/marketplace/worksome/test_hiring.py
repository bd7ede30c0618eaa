"""Offers that bind, their milestones, and what a contract says when the work is paid on Worksome's own pages."""

import pytest

from gigs.contract import ContractState, MilestoneState
from gigs.proposal import PlannedMilestone
from marketplace.worksome.contracts import WHOLE
from ports.marketplace import (
    Capability,
    MarketplaceRefused,
    MarketplaceUnavailable,
    MarketplaceUnknown,
    Review,
)
from stand_ins.worksome.ids import number_in
from tests.support.builders import usd
from tests.support.providers import a_post, an_offer


async def a_bid(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposals = await stage.market.proposals(listing.id)
    return listing, next(one for one in proposals if not stage.declines(one))


def in_parts(listing, bid, reference="FC-2"):
    first = bid.rate.times(1) - usd(300)
    parts = (
        PlannedMilestone(title="Storyline", amount=first),
        PlannedMilestone(title="Final deck", amount=usd(300)),
    )
    return an_offer(listing.id, bid, reference, milestones=parts)


async def test_a_bid_has_no_plan_so_the_whole_work_is_one_milestone(stage):
    listing, bid = await a_bid(stage)

    contract = await stage.market.offer(an_offer(listing.id, bid))

    assert bid.milestones == ()
    assert [one.id for one in contract.milestones] == [f"{contract.id}{WHOLE}"]
    assert contract.milestones[0].title == "Launch deck for Aurora"
    assert "createMilestones" not in stage.server.operations


async def test_a_plan_of_several_milestones_is_written_under_the_hire(stage):
    listing, bid = await a_bid(stage)

    contract = await stage.market.offer(in_parts(listing, bid))
    stage.pass_time(5)
    stands = await stage.market.contract(contract.id, contract)

    assert [one.title for one in contract.milestones] == ["Storyline", "Final deck"]
    assert [one.id for one in stands.milestones] == [one.id for one in contract.milestones]
    assert [one.state for one in stands.milestones] == [MilestoneState.ACTIVE, MilestoneState.WAITING]
    assert sum((one.amount for one in contract.milestones), usd(0)) == contract.total == bid.rate


@pytest.mark.parametrize("cut", ["reset", "fault", "throttled"])
async def test_an_offer_cut_between_the_hire_and_its_milestones_is_finished_by_the_next_try(stage, cut):
    listing, bid = await a_bid(stage)
    stage.server.strike("createMilestones", cut)
    with pytest.raises(MarketplaceUnknown):
        await stage.market.offer(in_parts(listing, bid))
    await stage.reopen()

    assert await stage.market.find_offer(in_parts(listing, bid)) is None
    contract = await stage.market.offer(in_parts(listing, bid))

    assert await stage.count("FC-2") == 1
    assert len(contract.milestones) == 2
    assert await stage.market.find_offer(in_parts(listing, bid)) == contract


async def test_milestones_whose_answer_was_lost_are_found_and_not_written_twice(stage):
    listing, bid = await a_bid(stage)
    stage.server.strike("createMilestones", "lands then reset")
    with pytest.raises(MarketplaceUnknown):
        await stage.market.offer(in_parts(listing, bid))

    found = await stage.market.find_offer(in_parts(listing, bid))

    assert found is not None
    assert len(found.milestones) == 2


async def test_a_repeated_offer_finds_the_hire_that_is_there_and_binds_nobody_twice(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(in_parts(listing, bid))

    again = await stage.market.offer(in_parts(listing, bid))

    assert again == contract
    assert stage.server.operations.count("acceptBid") == 1


async def test_an_offer_that_was_turned_down_before_it_was_looked_up_is_not_made_a_second_time(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    bid = next(one for one in await stage.market.proposals(listing.id) if stage.declines(one))
    stage.server.strike("acceptBid", "lands then reset")
    with pytest.raises(MarketplaceUnknown):
        await stage.market.offer(an_offer(listing.id, bid))
    stage.pass_time(5)

    found = await stage.market.find_offer(an_offer(listing.id, bid))
    again = await stage.market.offer(an_offer(listing.id, bid))

    assert found is not None
    assert found.state is again.state is ContractState.DECLINED
    assert stage.server.operations.count("acceptBid") == 1


async def test_an_answer_after_the_hire_that_cannot_be_read_is_unknown_not_a_no(stage):
    listing, bid = await a_bid(stage)
    stage.server.strike("hire", "fault")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.offer(in_parts(listing, bid))

    assert await stage.market.find_offer(in_parts(listing, bid)) is not None


async def test_a_hire_whose_milestones_are_refused_is_taken_back_and_the_refusal_told(stage):
    listing, bid = await a_bid(stage)
    stage.server.state.refuses_milestones = "Milestones are switched off."

    with pytest.raises(MarketplaceRefused, match="Milestones are switched off"):
        await stage.market.offer(in_parts(listing, bid))
    stage.pass_time(5)

    found = await stage.market.find_offer(in_parts(listing, bid))
    assert found is not None
    assert found.state is ContractState.DECLINED
    assert stage.server.operations.count("cancelHire") == 1


async def test_a_hire_that_could_not_be_taken_back_is_unknown(stage):
    listing, bid = await a_bid(stage)
    stage.server.state.refuses_milestones = "Milestones are switched off."
    stage.server.strike("cancelHire", "reset")

    with pytest.raises(MarketplaceUnknown, match="Milestones are switched off"):
        await stage.market.offer(in_parts(listing, bid))


async def test_a_bid_is_accepted_at_its_own_price_or_not_at_all(stage):
    listing, bid = await a_bid(stage)
    cheaper = an_offer(listing.id, bid, total=bid.rate - usd(100))

    with pytest.raises(MarketplaceRefused, match="hires at the price of the bid"):
        await stage.market.offer(cheaper)

    assert "acceptBid" not in stage.server.operations


async def test_milestones_that_do_not_add_up_are_not_offered(stage):
    listing, bid = await a_bid(stage)
    odd = (PlannedMilestone(title="A", amount=usd(1)), PlannedMilestone(title="B", amount=usd(1)))

    with pytest.raises(MarketplaceRefused, match="add up"):
        await stage.market.offer(an_offer(listing.id, bid, milestones=odd))

    assert "acceptBid" not in stage.server.operations


async def test_a_bid_that_was_taken_back_cannot_be_accepted(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(200)
    gone = next(one for one in await stage.market.proposals(listing.id) if one.status == "withdrawn")

    with pytest.raises(MarketplaceRefused, match="not open any more"):
        await stage.market.offer(an_offer(listing.id, gone))


async def test_what_is_handed_in_is_a_request_for_payment_and_paid_is_what_worksome_says(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(in_parts(listing, bid))
    stage.pass_time(12)
    handed_in = (await stage.market.contract(contract.id, contract)).milestones[0]
    there = number_in("Hire", contract.id)
    behind = (await stage.server.sandbox.contract(there)).milestones[0]

    await stage.server.sandbox.release(there, behind.id, behind.amount, "on their pages")
    paid = await stage.market.contract(contract.id, contract)

    assert handed_in.state is MilestoneState.SUBMITTED
    assert handed_in.deliverable is not None
    assert [one.state for one in paid.milestones] == [MilestoneState.RELEASED, MilestoneState.ACTIVE]
    assert paid.released == handed_in.amount


async def test_a_request_rejected_on_their_pages_is_read_as_sent_back(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(an_offer(listing.id, bid))
    stage.pass_time(12)
    there = number_in("Hire", contract.id)
    behind = (await stage.server.sandbox.contract(there)).milestones[0]

    await stage.server.sandbox.send_back(there, behind.id, "Not yet.")

    stands = await stage.market.contract(contract.id, contract)
    assert stands.milestones[0].state is MilestoneState.SENT_BACK


async def test_the_work_is_completed_when_the_whole_of_it_is_paid_on_their_pages(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(an_offer(listing.id, bid))
    stage.pass_time(12)
    there = number_in("Hire", contract.id)
    behind = (await stage.server.sandbox.contract(there)).milestones[0]

    await stage.server.sandbox.release(there, behind.id, behind.amount, "on their pages")

    stands = await stage.market.contract(contract.id, contract)
    assert stands.state is ContractState.COMPLETED
    assert stands.released == stands.total


async def test_whose_bid_a_contract_was_is_asked_where_nobody_remembers(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(an_offer(listing.id, bid))

    assert (await stage.market.contract(contract.id)).proposal_id == bid.id


async def test_money_and_ratings_stay_on_their_pages_and_that_is_said(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(an_offer(listing.id, bid))
    part = contract.milestones[0]

    for never in (
        lambda: stage.market.fund(contract.id, part, "FC-F"),
        lambda: stage.market.release(contract.id, part.id, part.amount, "FC-R"),
        lambda: stage.market.send_back(contract.id, part.id, "No"),
        lambda: stage.market.review(contract.id, Review(rating=5, hire_again=True)),
        lambda: stage.market.message(listing.id, bid.id, "Hello"),
    ):
        with pytest.raises(MarketplaceRefused, match="on its own pages"):
            await never()
    assert not await stage.market.has_message(listing.id, bid.id, "Hello")
    assert stage.market.capabilities.isdisjoint(
        {
            Capability.FUND,
            Capability.RELEASE,
            Capability.SEND_BACK,
            Capability.REVIEW,
            Capability.MESSAGE,
            Capability.SKILLS,
        }
    )


async def test_reading_a_contract_that_is_throttled_says_unavailable(stage):
    listing, bid = await a_bid(stage)
    contract = await stage.market.offer(an_offer(listing.id, bid))
    stage.server.strike("hire", "throttled")

    with pytest.raises(MarketplaceUnavailable):
        await stage.market.contract(contract.id, contract)

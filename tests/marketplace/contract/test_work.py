"""A provider keeps these sentences, whatever the marketplace behind it: work, money and messages."""

import pytest

from gigs.contract import ContractState, MilestoneState
from gigs.money import Money
from ports.marketplace import Capability, MarketplaceRefused, MarketplaceUnknown, Review
from tests.marketplace.contract.asked import first_part, needs
from tests.support.builders import usd
from tests.support.providers import a_post, an_accepted_offer, begun


async def test_a_deliverable_comes_in_is_sent_back_and_comes_again(stage):
    needs(stage, Capability.OFFER, Capability.SEND_BACK)
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    first = await first_part(stage, contract)

    await stage.market.send_back(contract.id, first.id, "The logo is the old one.")
    await stage.market.send_back(contract.id, first.id, "The logo is the old one.")
    returned = await first_part(stage, contract)
    stage.pass_time(6)
    again = await first_part(stage, contract)

    assert first.state is MilestoneState.SUBMITTED
    assert returned.state is MilestoneState.SENT_BACK
    assert again.state is MilestoneState.SUBMITTED
    assert first.deliverable is not None
    assert again.deliverable is not None
    assert again.deliverable.id != first.deliverable.id


async def test_a_repeated_send_back_never_hits_the_deliverable_that_came_since(stage):
    needs(stage, Capability.OFFER, Capability.SEND_BACK)
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    first = await first_part(stage, contract)
    assert first.deliverable is not None

    await stage.market.send_back(contract.id, first.id, "The old logo.", first.deliverable.id)
    stage.pass_time(6)
    await stage.market.send_back(contract.id, first.id, "The old logo.", first.deliverable.id)

    assert (await first_part(stage, contract)).state is MilestoneState.SUBMITTED


async def test_every_provider_says_how_often_it_wants_to_be_read(stage):
    assert stage.market.rhythm.quick <= stage.market.rhythm.slow


async def test_the_work_is_completed_when_the_last_milestone_is_released(stage):
    needs(stage, Capability.OFFER, Capability.RELEASE, Capability.REVIEW)
    contract = await an_accepted_offer(stage)
    for number in range(len(contract.milestones)):
        part = (await begun(stage, contract, number)).milestones[number]
        stage.pass_time(6)
        await stage.market.release(contract.id, part.id, part.amount, f"FC-R{number}")
        contract = await stage.market.contract(contract.id, contract)
        assert contract.milestones[number].state is MilestoneState.RELEASED

    finished = await stage.market.contract(contract.id, contract)
    await stage.market.review(contract.id, Review(rating=5, hire_again=True, comment="Thank you."))
    await stage.market.review(contract.id, Review(rating=5, hire_again=True, comment="Thank you."))

    assert finished.state is ContractState.COMPLETED
    assert finished.released == finished.total


async def test_a_release_whose_answer_was_lost_is_read_from_the_contract_and_paid_once(stage):
    needs(stage, Capability.OFFER, Capability.RELEASE)
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    part = contract.milestones[0]
    await stage.misbehave("release: lands then reset x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.release(contract.id, part.id, part.amount, "FC-R1")

    assert (await first_part(stage, contract)).state is MilestoneState.RELEASED
    assert await stage.payments() == 1


async def test_a_milestone_is_paid_once_however_often_it_is_released(stage):
    needs(stage, Capability.OFFER, Capability.RELEASE)
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    part = contract.milestones[0]
    await stage.market.release(contract.id, part.id, part.amount, "FC-R1")

    with pytest.raises(MarketplaceRefused):
        await stage.market.release(contract.id, part.id, part.amount, "FC-R2")

    assert (await stage.market.contract(contract.id, contract)).released == part.amount
    assert await stage.payments() == 1


async def test_a_wrong_amount_is_not_released(stage):
    needs(stage, Capability.OFFER, Capability.RELEASE)
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    part = contract.milestones[0]
    wrong = [part.amount + usd(1), part.amount - usd(1), Money(amount=part.amount.amount, currency="EUR")]

    for amount in wrong:
        with pytest.raises(MarketplaceRefused):
            await stage.market.release(contract.id, part.id, amount, "FC-R1")

    assert (await stage.market.contract(contract.id, contract)).released == usd(0)


async def test_nothing_is_paid_or_sent_back_before_it_was_handed_in(stage):
    needs(stage, Capability.OFFER, Capability.RELEASE, Capability.SEND_BACK)
    contract = await an_accepted_offer(stage)
    first, second = contract.milestones[:2]

    for part in (first, second):
        with pytest.raises(MarketplaceRefused):
            await stage.market.release(contract.id, part.id, part.amount, "FC-R1")
        with pytest.raises(MarketplaceRefused):
            await stage.market.send_back(contract.id, part.id, "Where is it?")

    assert (await stage.market.contract(contract.id, contract)).released == usd(0)


async def test_what_the_marketplace_does_not_know_it_refuses(stage):
    with pytest.raises(MarketplaceRefused):
        await stage.market.proposals("no such listing")
    with pytest.raises(MarketplaceRefused):
        await stage.market.close_listing("no such listing", "withdrawn")
    with pytest.raises(MarketplaceRefused):
        await stage.market.shortlist("no such listing", "no such proposal")
    with pytest.raises(MarketplaceRefused):
        await stage.market.contract("no such contract")


async def test_everything_is_still_there_after_a_restart(stage):
    needs(stage, Capability.OFFER)
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    before = await stage.market.contract(contract.id, contract)

    await stage.reopen()

    assert await stage.market.contract(contract.id, contract) == before
    assert await stage.market.find_listing("FC-AAAAAAAAAA") is not None


async def test_a_milestone_is_funded_once_and_then_worked_on(stage):
    needs(stage, Capability.OFFER, Capability.FUND)
    contract = await an_accepted_offer(stage)
    first, second, *_ = contract.milestones

    with pytest.raises(MarketplaceRefused):
        await stage.market.fund(contract.id, first, "FC-AGAIN")
    stage.pass_time(6)
    found = await stage.market.contract(contract.id, contract)

    assert first.state is MilestoneState.ACTIVE
    assert found.milestones[0].state is MilestoneState.SUBMITTED
    assert found.milestone(second.id).state is MilestoneState.WAITING
    assert await stage.count("FC-FUND0") == 1
    assert await stage.count("FC-AGAIN") == 0


async def test_funding_whose_answer_was_lost_is_read_from_the_contract(stage):
    needs(stage, Capability.OFFER, Capability.FUND)
    contract = await an_accepted_offer(stage)
    second = contract.milestones[1]
    await stage.misbehave("fund: lands then reset x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.fund(contract.id, second, "FC-2")

    found = (await stage.market.contract(contract.id, contract)).milestone(second.id)
    assert found.state is MilestoneState.ACTIVE
    assert await stage.count("FC-2") == 1


async def test_a_message_whose_answer_was_lost_is_found_by_its_text(stage):
    needs(stage, Capability.MESSAGE)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    first, second, *_ = await stage.market.proposals(listing.id)
    text = "Could you start on Monday?"
    before = await stage.market.has_message(listing.id, first.id, text)
    await stage.misbehave("message: lands then reset x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.message(listing.id, first.id, text)

    assert not before
    assert await stage.market.has_message(listing.id, first.id, text)
    assert not await stage.market.has_message(listing.id, second.id, text)

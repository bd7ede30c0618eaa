"""Offers and contracts: whole cents, one offer, whoever made it; nothing reported that Upwork does not say."""

import pytest

from gigs.brief import PriceType
from gigs.contract import ContractState, MilestoneState
from marketplace.upwork import contracts
from ports.marketplace import (
    Capability,
    MarketplaceRefused,
    MarketplaceUnavailable,
    MarketplaceUnknown,
    Review,
)
from tests.support.builders import usd
from tests.support.providers import a_post, an_accepted_offer, an_offer, begun, nobodys_offer
from tests.support.stages.upwork import UpworkStage


async def proposed(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    found = await stage.market.proposals(listing.id)
    return listing, next(one for one in found if not stage.declines(one))


async def made_on_site(stage, proposal, reference: str = "by hand"):
    """A person on Upwork's own page; the sandbox behind it has other ids."""
    own = next(
        one for one in await stage.server.sandbox.proposals("L1") if one.freelancer == proposal.freelancer
    )
    request = an_offer("L1", own, reference)
    return await stage.server.sandbox.offer_on_site(request)


async def test_an_offer_carries_a_key_by_which_they_may_know_it_again(stage, server, market):
    server.honours_keys = True
    listing, proposal = await proposed(stage)
    request = an_offer(listing.id, proposal)

    first = await market.offer(request)
    again = await market.offer(request)

    assert first.id == again.id
    assert await stage.count(request.reference) == 1


async def test_nobody_over_there_is_relied_on_to_know_an_offer_again(stage, market):
    listing, proposal = await proposed(stage)
    request = an_offer(listing.id, proposal)

    first = await market.offer(request)
    await market.offer(request)

    assert await stage.count(request.reference) == 2
    assert (await market.find_offer(request)).id == first.id


async def test_an_offer_without_a_plan_is_one_milestone(stage, market):
    listing, proposal = await proposed(stage)

    made = await market.offer(an_offer(listing.id, proposal, milestones=()))

    assert [part.amount for part in made.milestones] == [proposal.rate]


async def test_an_offer_of_a_part_of_a_cent_is_refused_before_it_is_sent(stage, server, market):
    listing, proposal = await proposed(stage)

    with pytest.raises(MarketplaceRefused, match="whole cents"):
        await market.offer(an_offer(listing.id, proposal, total=usd("0.005"), milestones=()))

    assert "createOffer" not in server.asked


async def test_an_offer_that_they_understood_a_hundredfold_is_withdrawn_at_once(stage, server, market):
    listing, proposal = await proposed(stage)
    server.inflates = 100
    request = an_offer(listing.id, proposal)

    with pytest.raises(MarketplaceRefused) as refused:
        await market.offer(request)
    stage.pass_time(10)
    found = await market.find_offer(request)

    assert str(request.total) in refused.value.reason
    assert str(request.total.times(100)) in refused.value.reason
    assert found.state is ContractState.ENDED


async def test_an_offer_of_a_wrong_amount_that_stays_out_there_is_unknown(stage, server, market):
    listing, proposal = await proposed(stage)
    server.inflates = 100
    await stage.misbehave("withdraw_offer: 500 x1")

    with pytest.raises(MarketplaceUnknown, match="could not be withdrawn"):
        await market.offer(an_offer(listing.id, proposal))


async def test_an_offer_with_another_reference_is_another_offer(stage, market):
    listing, proposal = await proposed(stage)
    await market.offer(an_offer(listing.id, proposal, "FC-1"))

    assert await market.find_offer(an_offer(listing.id, proposal, "FC-2")) is None


async def test_an_offer_that_a_person_made_on_their_site_is_found_by_its_proposal(tmp_path):
    stage = UpworkStage(tmp_path, offers=False)
    await stage.open()
    listing, proposal = await proposed(stage)
    request = an_offer(listing.id, proposal)
    before = await stage.market.find_offer(request)

    with pytest.raises(MarketplaceRefused, match="own page"):
        await stage.market.offer(request)
    await made_on_site(stage, proposal)
    offered = await stage.market.find_offer(request)
    stage.pass_time(5)
    accepted = await stage.market.contract(offered.id, offered)
    await stage.close()

    assert before is None
    assert offered.state is ContractState.OFFERED
    assert offered.total == request.total
    assert accepted.state is ContractState.ACTIVE
    assert accepted.freelancer == proposal.freelancer
    assert [part.id for part in accepted.milestones] == [part.id for part in offered.milestones]


async def test_an_offer_made_by_hand_and_declined_is_not_taken_for_the_one_that_was_lost(stage, market):
    listing = await market.post(a_post())
    stage.pass_time(30)
    proposal = next(one for one in await market.proposals(listing.id) if stage.declines(one))
    await made_on_site(stage, proposal)
    waiting = await market.find_offer(an_offer(listing.id, proposal))
    stage.pass_time(10)

    assert waiting is not None
    assert await market.find_offer(an_offer(listing.id, proposal)) is None


async def test_a_key_that_may_make_no_offers_says_so_though_the_settings_say_that_it_may(tmp_path):
    stage = UpworkStage(tmp_path, offers=False)
    await stage.open()
    market = stage.provider(offers=True)
    listing, proposal = await proposed(stage)

    for _ in range(2):
        with pytest.raises(MarketplaceRefused, match="own page"):
            await market.offer(an_offer(listing.id, proposal))
    asked = stage.server.asked.count("__type")
    await stage.close()

    assert asked == 1


async def test_without_offers_it_does_not_claim_to_make_them(stage):
    assert Capability.OFFER in stage.market.capabilities
    assert Capability.OFFER not in stage.provider(offers=False).capabilities
    assert Capability.WITHDRAW_OFFER in stage.provider(offers=False).capabilities


async def test_an_offer_is_one_call_and_so_is_a_contract_once_it_is_known(stage, server, market):
    listing, proposal = await proposed(stage)
    offered = await market.offer(an_offer(listing.id, proposal))
    server.asked.clear()
    await market.contract(offered.id, offered)
    waiting = list(server.asked)
    stage.pass_time(5)
    await market.contract(offered.id, offered)
    server.asked.clear()
    await market.contract(offered.id, offered)

    assert waiting == ["offer"]
    assert server.asked == ["contractDetails"]


async def test_a_contract_is_read_from_its_id_alone(stage, market):
    contract = await an_accepted_offer(stage)
    await stage.reopen()

    assert await stage.market.contract(contract.id) == contract


async def test_a_contract_that_the_list_does_not_show_yet_is_active_and_nothing_can_be_done_to_it(
    stage, market
):
    listing, proposal = await proposed(stage)
    offered = await market.offer(an_offer(listing.id, proposal))
    stage.pass_time(5)
    await stage.misbehave("find: lag 60s")
    contract = await market.contract(offered.id, offered)

    assert contract.state is ContractState.ACTIVE
    with pytest.raises(MarketplaceRefused):
        await market.fund(contract.id, contract.milestones[0], "FC-F")


async def test_a_funded_milestone_is_told_only_when_their_checkout_is_through(tmp_path):
    stage = UpworkStage(tmp_path, checkout=60)
    await stage.open()
    contract = await an_accepted_offer(stage)
    at_once = contract.milestones[0].state
    stage.pass_time(3)
    meanwhile = (await stage.market.contract(contract.id, contract)).milestones[0].state
    stage.pass_time(60)
    afterwards = (await stage.market.contract(contract.id, contract)).milestones[0].state
    await stage.close()

    assert (at_once, meanwhile) == (MilestoneState.WAITING, MilestoneState.WAITING)
    assert afterwards in {MilestoneState.ACTIVE, MilestoneState.SUBMITTED}


async def test_a_release_is_in_whole_cents_and_carries_our_reference(stage, market):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    part = contract.milestones[0]

    await market.release(contract.id, part.id, part.amount, "FC-R1")

    assert (await stage.server.sandbox.audit("FC-R1")).payments == 1


async def test_milestones_are_read_in_cents(stage, server, market):
    before = await an_accepted_offer(stage)
    server.cents = True

    assert await market.contract(before.id, before) == before
    await stage.reopen()
    assert await stage.market.contract(before.id, before) == before


async def test_a_milestone_that_is_null_lets_no_other_take_its_place(stage, server, market):
    contract = await an_accepted_offer(stage)
    server.holes = True

    with pytest.raises(MarketplaceUnavailable, match="cannot be read"):
        await market.contract(contract.id, contract)


@pytest.mark.parametrize(
    "lost",
    [
        "ContractDetails.terms",
        "ContractDetails.status",
        "ContractTerms.fixedPriceTerms",
        "FixedPriceContractTerm.milestones",
        "Milestone.state",
        "Milestone.depositAmount",
    ],
)
async def test_what_is_lost_of_a_contract_is_not_taken_for_something_else(stage, server, market, lost):
    contract = await an_accepted_offer(stage)
    server.blind = {lost}

    with pytest.raises(MarketplaceUnavailable, match="cannot be read"):
        await market.contract(contract.id, contract)


async def test_in_a_list_with_gaps_an_offer_is_found_but_never_said_not_to_be_there(stage, server, market):
    listing, proposal = await proposed(stage)
    server.holes = True
    with pytest.raises(MarketplaceUnavailable, match="gaps"):
        await market.find_offer(an_offer(listing.id, proposal))
    server.holes = False

    made = await market.offer(an_offer(listing.id, proposal))
    server.holes = True

    assert (await market.find_offer(an_offer(listing.id, proposal))).id == made.id


async def test_a_milestone_that_is_stated_twice_and_not_alike_is_not_paid(stage, server, market):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    part = contract.milestones[0]
    server.odd_money = "$1.00"

    with pytest.raises(MarketplaceUnavailable, match=r"\$1\.00"):
        await market.release(contract.id, part.id, part.amount, "FC-R1")

    assert await stage.payments() == 0


async def test_a_rating_ends_the_contract_and_so_waits_until_everything_is_paid(stage, server, market):
    contract = await an_accepted_offer(stage)
    review = Review(rating=5, hire_again=True, comment="Thank you.")
    with pytest.raises(MarketplaceRefused, match="every milestone is paid"):
        await market.review(contract.id, review)

    for number in range(len(contract.milestones)):
        part = (await begun(stage, contract, number)).milestones[number]
        stage.pass_time(6)
        await market.release(contract.id, part.id, part.amount, f"FC-R{number}")
    for _ in range(2):
        await market.review(contract.id, review)

    assert server.asked.count("endContractByClient") == 1
    assert (await market.contract(contract.id, contract)).state is ContractState.COMPLETED


async def test_an_offer_from_nowhere_is_refused(market):
    with pytest.raises(MarketplaceRefused):
        await market.offer(nobodys_offer("FC-1"))


async def test_an_hourly_offer_made_by_hand_is_found_with_the_price_that_we_know(stage, server, market):
    listing, proposal = await proposed(stage)
    await made_on_site(stage, proposal)
    server.by_the_hour = True
    request = an_offer(listing.id, proposal, total=usd(1300), milestones=())

    offered = await market.find_offer(request)
    stage.pass_time(5)
    accepted = await market.contract(offered.id, offered)

    assert (offered.total, offered.milestones) == (usd(1300), ())
    assert (accepted.total, accepted.state) == (usd(1300), ContractState.ACTIVE)
    with pytest.raises(MarketplaceUnavailable, match="cannot be read"):
        await market.contract(offered.id)


async def test_an_hourly_job_is_never_offered_at_a_fixed_price(stage, server, market):
    hourly = a_post(price_type=PriceType.HOURLY, rate=usd(50), hours=26)
    listing = await market.post(hourly)
    stage.pass_time(30)
    proposal, *_ = await market.proposals(listing.id)

    with pytest.raises(MarketplaceRefused, match="by the hour"):
        await market.offer(an_offer(listing.id, proposal, total=usd(1300), milestones=()))

    assert "createOffer" not in server.asked


def test_a_milestone_in_a_state_that_is_new_over_there_is_neither_funded_nor_paid():
    worth = {"rawValue": "400.00", "currency": "USD", "displayValue": "$400.00"}
    raw = {"id": "9", "description": "Storyline", "depositAmount": worth, "state": "HeldForReview"}

    (found,), _ = contracts._parts([raw], "7")

    assert found.state is MilestoneState.ACTIVE

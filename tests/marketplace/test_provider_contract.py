"""What every marketplace provider promises; it runs on each provider that is in PROVIDERS."""

from pathlib import Path

import pytest

from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import Standing
from ports.marketplace import (
    Capability,
    MarketplaceRefused,
    MarketplaceUnavailable,
    MarketplaceUnknown,
    Review,
)
from tests.support.builders import usd
from tests.support.providers import (
    PROVIDERS,
    Stage,
    a_post,
    an_accepted_offer,
    an_offer,
    begun,
    nobodys_offer,
)


@pytest.fixture(params=sorted(PROVIDERS))
async def stage(request, tmp_path: Path):
    stage = PROVIDERS[request.param](tmp_path)
    await stage.open()
    yield stage
    await stage.close()


def needs(stage: Stage, *capabilities: Capability) -> None:
    """Skips what this marketplace cannot do for an app; that it says so is a test of its own."""
    for missing in set(capabilities) - stage.market.capabilities:
        pytest.skip(f"{stage.market.title} has no “{missing}” for an app")


async def first_part(stage: Stage, contract: Contract) -> Milestone:
    return (await stage.market.contract(contract.id, contract)).milestones[0]


async def test_a_listing_is_found_by_its_reference(stage):
    listing = await stage.market.post(a_post("FC-1"))

    found = await stage.market.find_listing("FC-1")

    assert found == listing
    assert found.reference == "FC-1"
    assert found.marketplace == stage.market.name


async def test_a_reference_that_was_never_posted_is_not_found(stage):
    await stage.market.post(a_post("FC-1"))

    assert await stage.market.find_listing("FC-2") is None
    assert await stage.market.find_offer(nobodys_offer("FC-2")) is None


async def test_the_same_post_twice_is_two_listings_because_nobody_over_there_prevents_it(stage):
    await stage.market.post(a_post("FC-1"))
    await stage.market.post(a_post("FC-1"))

    assert await stage.count("FC-1") == 2


@pytest.mark.parametrize("answer", ["500", "reset", "timeout"])
async def test_a_post_whose_answer_was_lost_is_unknown_and_can_be_looked_up(stage, answer):
    await stage.misbehave(f"post: lands then {answer} x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    assert await stage.market.find_listing("FC-1") is not None
    assert await stage.count("FC-1") == 1


@pytest.mark.parametrize("answer", ["500", "reset", "timeout"])
async def test_a_post_that_failed_before_it_landed_is_unknown_too_and_not_there(stage, answer):
    await stage.misbehave(f"post: {answer} x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    assert await stage.market.find_listing("FC-1") is None
    assert await stage.count("FC-1") == 0


async def test_a_throttled_post_did_not_happen_and_says_when_to_try_again(stage):
    await stage.misbehave("post: 429 retry-after 2 x1")

    with pytest.raises(MarketplaceUnavailable) as unavailable:
        await stage.market.post(a_post("FC-1"))

    assert unavailable.value.retry_after == (2 if stage.tells_when else None)
    assert await stage.count("FC-1") == 0


async def test_a_marketplace_that_is_down_did_nothing_though_a_503_alone_does_not_prove_that(stage):
    await stage.misbehave("post: 503 x1")

    with pytest.raises((MarketplaceUnavailable, MarketplaceUnknown)):
        await stage.market.post(a_post("FC-1"))

    assert await stage.count("FC-1") == 0
    assert await stage.market.find_listing("FC-1") is None


async def test_a_post_may_land_long_after_it_was_given_up(stage):
    await stage.misbehave("post: lands late 20s x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))
    before = await stage.market.find_listing("FC-1")
    stage.pass_time(21)
    afterwards = await stage.market.find_listing("FC-1")

    assert before is None
    assert afterwards is not None
    assert await stage.count("FC-1") == 1


async def test_a_new_listing_may_be_missing_from_the_list_for_a_while(stage):
    await stage.misbehave("find: lag 5s")
    await stage.market.post(a_post("FC-1"))

    at_once = await stage.market.find_listing("FC-1")
    stage.pass_time(6)

    assert at_once is None
    assert await stage.market.find_listing("FC-1") is not None


async def test_a_refusal_carries_the_words_of_the_marketplace(stage):
    await stage.misbehave('post: refuse "Your budget is too low." x1')

    with pytest.raises(MarketplaceRefused) as refused:
        await stage.market.post(a_post("FC-1"))

    assert refused.value.reason == "Your budget is too low."
    assert await stage.count("FC-1") == 0


async def test_a_look_up_that_gets_no_answer_says_unavailable_because_reading_lands_nothing(stage):
    await stage.misbehave("find: timeout x2; proposals: reset x1")
    listing = await stage.market.post(a_post("FC-1"))

    with pytest.raises(MarketplaceUnavailable):
        await stage.market.find_listing("FC-1")
    with pytest.raises(MarketplaceUnavailable):
        await stage.market.find_offer(nobodys_offer("FC-1"))
    with pytest.raises(MarketplaceUnavailable):
        await stage.market.proposals(listing.id)


async def test_closing_a_closed_listing_is_a_yes(stage):
    needs(stage, Capability.CLOSE)
    listing = await stage.market.post(a_post("FC-1"))

    await stage.market.close_listing(listing.id, "withdrawn")
    await stage.market.close_listing(listing.id, "withdrawn")

    assert await stage.market.find_listing("FC-1") is not None


async def test_a_closed_listing_takes_no_offer(stage):
    needs(stage, Capability.CLOSE, Capability.OFFER)
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposal = (await stage.market.proposals(listing.id))[0]
    await stage.market.close_listing(listing.id, "withdrawn")

    with pytest.raises(MarketplaceRefused):
        await stage.market.offer(an_offer(listing.id, proposal))


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
    assert all(one.standing is Standing.NEW for one in late)


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
    found = await stage.market.find_offer(an_offer(listing.id, proposal, "FC-2"))

    assert found is not None
    assert found.proposal_id == proposal.id
    assert await stage.count("FC-2") == 1


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


async def test_a_listing_is_changed_in_place_as_often_as_it_is_asked(stage):
    needs(stage, Capability.UPDATE)
    listing = await stage.market.post(a_post("FC-1"))

    for _ in range(2):
        await stage.market.update_listing(listing.id, a_post("FC-1", title="Launch deck for Borealis"))

    assert (await stage.market.find_listing("FC-1")).id == listing.id
    assert await stage.count("FC-1") == 1


async def test_what_came_since_a_moment_is_among_what_is_read_since_then(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(10)
    early = {one.id for one in await stage.market.proposals(listing.id)}
    since = stage.clock.now()
    stage.pass_time(20)
    later = {one.id for one in await stage.market.proposals(listing.id, since)}
    every = {one.id for one in await stage.market.proposals(listing.id)}

    assert early
    assert every - early <= later <= every


async def test_everything_public_is_told_beforehand_and_nothing_is_wrong_with_a_usual_brief(stage):
    request = a_post()

    told = "\n".join(text for _, text in stage.market.public(request))

    assert request.title in told
    assert request.description in told
    assert stage.market.problems(request) == {}


async def test_a_skill_of_the_catalogue_is_found_by_a_part_of_its_name(stage):
    needs(stage, Capability.SKILLS)

    found = await stage.market.find_skills("powerpo")

    assert "PowerPoint" in [skill.name for skill in found]


async def test_what_it_cannot_do_for_an_app_it_refuses(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    proposal = (await stage.market.proposals(listing.id))[0]
    calls = {
        Capability.CLOSE: lambda: stage.market.close_listing(listing.id, "withdrawn"),
        Capability.UPDATE: lambda: stage.market.update_listing(listing.id, a_post()),
        Capability.MESSAGE: lambda: stage.market.message(listing.id, proposal.id, "Hello"),
        Capability.SHORTLIST: lambda: stage.market.shortlist(listing.id, proposal.id),
        Capability.DECLINE: lambda: stage.market.decline(listing.id, proposal.id, "No"),
        Capability.OFFER: lambda: stage.market.offer(an_offer(listing.id, proposal)),
    }

    for capability in calls.keys() - stage.market.capabilities:
        with pytest.raises(MarketplaceRefused):
            await calls[capability]()

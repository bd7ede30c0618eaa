"""A provider keeps these sentences, whatever the marketplace behind it: listings, and calls whose answer is lost."""

import pytest

from ports.marketplace import Capability, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from tests.marketplace.contract.asked import needs
from tests.support.providers import a_post, an_offer, nobodys_offer


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
    await stage.misbehave("")

    assert await stage.market.find_listing("FC-1") is not None
    assert await stage.count("FC-1") == 1


@pytest.mark.parametrize("answer", ["500", "reset", "timeout"])
async def test_a_post_that_failed_before_it_landed_is_unknown_too_and_not_there(stage, answer):
    await stage.misbehave(f"post: {answer} x1")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))
    await stage.misbehave("")

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
    listing = await stage.market.post(a_post("FC-1"))
    await stage.misbehave("find: timeout x2; proposals: reset x1")

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
        Capability.INVITE: lambda: stage.market.invite(listing.id, proposal.freelancer_id, "Hello"),
        Capability.SHORTLIST: lambda: stage.market.shortlist(listing.id, proposal.id),
        Capability.DECLINE: lambda: stage.market.decline(listing.id, proposal.id, "No"),
        Capability.OFFER: lambda: stage.market.offer(an_offer(listing.id, proposal)),
    }

    for capability in calls.keys() - stage.market.capabilities:
        with pytest.raises(MarketplaceRefused):
            await calls[capability]()

"""Job posts: what is kept of them, how they are found again, and that a close is believed only when it is seen."""

import pytest
from aiohttp import web

from gigs.brief import Category, PriceType
from gigs.money import Money
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from tests.support.builders import usd
from tests.support.providers import a_post

ASKS = {"screening": ("Which decks have you made?",)}


def created(server) -> int:
    return server.asked.count("createJobPosting")


async def test_a_post_that_lost_its_questions_is_mended_and_not_posted_twice(stage, server, market):
    server.loses = [{"questionsSaved"}]

    listing = await market.post(a_post("FC-1", **ASKS))

    assert (created(server), server.asked.count("updateJobPosting")) == (1, 1)
    assert await market.find_listing("FC-1") == listing
    assert await stage.count("FC-1") == 1


async def test_a_post_that_cannot_be_mended_is_closed_again_and_says_what_it_lost(stage, server, market):
    server.loses = [{"questionsSaved", "skillsSaved"}, {"questionsSaved"}]

    with pytest.raises(MarketplaceRefused) as refused:
        await market.post(a_post("FC-1", **ASKS))
    listing = await market.find_listing("FC-1")

    assert "its screening questions" in refused.value.reason
    assert "its skills" not in refused.value.reason
    assert created(server) == 1
    assert not await market.proposals(listing.id)
    with pytest.raises(MarketplaceRefused, match="closed"):
        await market.update_listing(listing.id, a_post("FC-1"))


async def test_a_post_that_lost_something_and_stays_open_is_unknown_so_that_it_is_looked_up(server, market):
    server.loses = [{"questionsSaved"}, {"questionsSaved"}]
    server.holds_open = True

    with pytest.raises(MarketplaceUnknown, match="without its screening questions"):
        await market.post(a_post("FC-1", **ASKS))

    assert await market.find_listing("FC-1") is not None


async def test_a_part_that_was_not_sent_cannot_be_lost(server, market):
    server.loses = [{"questionsSaved"}]

    await market.post(a_post("FC-1"))

    assert "updateJobPosting" not in server.asked


async def test_a_post_whose_content_cannot_be_read_back_is_there_all_the_same(server, market, stage):
    server.blind = {"Query.jobPosting"}

    listing = await market.post(a_post("FC-1"))

    assert listing.url == ""
    assert listing.posted_at == stage.clock.now()


async def test_a_created_answer_that_makes_no_sense_is_unknown(server, market):
    request = a_post("FC-1", skills=())
    await market.post(a_post("FC-0", skills=()))  # the catalogue is remembered from here on

    for answer in (
        web.json_response({"data": {"createJobPosting": None}}),
        web.json_response({"data": {"createJobPosting": {}}}),
        web.json_response(
            {"errors": [{"message": "Exception occurred", "extensions": {"classification": "500"}}]}
        ),
    ):
        server.instead = [_organization(), answer]
        with pytest.raises(MarketplaceUnknown):
            await market.post(request)


def _organization() -> web.Response:
    return web.json_response(
        {"data": {"organization": {"id": "1", "name": "Contoso", "legacyType": "CLIENT"}}}
    )


async def test_a_listing_is_found_on_a_later_page_among_edges_and_nodes_that_are_null(server, market):
    server.holes = True
    server.shrinks_page = 2
    first = await market.post(a_post("FC-1"))
    for number in range(5):
        await market.post(a_post(f"FC-1{number}"))

    assert await market.find_listing("FC-1") == first


@pytest.mark.parametrize("lost", ["JobPosting.content", "JobPostingEdge.node"])
async def test_in_a_list_with_gaps_nothing_is_said_not_to_be_there(server, market, lost):
    await market.post(a_post("FC-1"))
    server.blind = {lost}

    for reference in ("FC-1", "FC-2"):
        with pytest.raises(MarketplaceUnavailable, match="gaps"):
            await market.find_listing(reference)


async def test_of_two_listings_under_one_reference_the_older_one_is_found(stage, market):
    first = await market.post(a_post("FC-1"))
    stage.pass_time(5)
    await market.post(a_post("FC-1"))

    assert await market.find_listing("FC-1") == first


async def test_a_listing_has_the_address_that_people_open(market):
    listing = await market.post(a_post("FC-1"))

    assert listing.url.startswith("https://www.upwork.com/jobs/~01")


async def test_a_close_that_was_accepted_and_changed_nothing_is_no_close(server, market):
    listing = await market.post(a_post("FC-1"))
    server.holds_open = True

    with pytest.raises(MarketplaceRefused, match="close it on its own page"):
        await market.close_listing(listing.id, "withdrawn")


async def test_a_close_whose_answer_was_lost_is_simply_repeated(stage, market):
    listing = await market.post(a_post("FC-1"))
    await stage.misbehave("close_listing: lands then reset x1")

    with pytest.raises(MarketplaceUnknown):
        await market.close_listing(listing.id, "withdrawn")
    await market.close_listing(listing.id, "withdrawn")


async def test_a_change_says_the_new_words_under_the_version_that_was_read(server, market):
    listing = await market.post(a_post("FC-1"))

    await market.update_listing(listing.id, a_post("FC-1", title="Launch deck for Borealis"))
    await market.update_listing(listing.id, a_post("FC-1", title="Launch deck for Cirrus"))

    assert sum(server.versions.values()) == 2
    assert await market.find_listing("FC-1") == listing


async def test_a_change_that_lost_something_says_so(server, market):
    listing = await market.post(a_post("FC-1"))
    server.loses = [{"skillsSaved"}]

    with pytest.raises(MarketplaceRefused, match="its skills"):
        await market.update_listing(listing.id, a_post("FC-1"))


async def test_another_currency_is_refused_before_anything_is_sent(server, market):
    euros = a_post(rate=Money(amount=usd(100).amount, currency="EUR"))

    with pytest.raises(MarketplaceRefused, match="US dollars"):
        await market.post(euros)

    assert created(server) == 0


async def test_hourly_work_is_posted_and_answered_by_the_hour(stage, market):
    listing = await market.post(a_post(price_type=PriceType.HOURLY, rate=usd(65), hours=20))
    stage.pass_time(30)
    found = await market.proposals(listing.id)

    assert {one.price_type for one in found} == {PriceType.HOURLY}
    assert all(one.milestones == () for one in found)


@pytest.mark.parametrize("category", list(Category))
async def test_every_category_is_filed_where_the_catalogue_has_it(market, category):
    assert await market.post(a_post("FC-1", category=category))


async def test_a_catalogue_that_cannot_be_read_stops_before_anything_is_created(server, market):
    server.scopes.discard("pub-ontology:read:all")

    with pytest.raises(MarketplaceUnavailable, match="API Center"):
        await market.post(a_post("FC-1"))

    assert created(server) == 0

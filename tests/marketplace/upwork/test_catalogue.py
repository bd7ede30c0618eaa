"""The catalogue: asked for once in half a day, and never guessed at."""

import pytest

from gigs.brief import Category
from marketplace.upwork import catalogue
from ports.marketplace import MarketplaceRefused
from tests.support.providers import a_post


async def test_the_catalogue_is_asked_once_and_again_when_half_a_day_is_over(stage, server, market):
    await market.post(a_post("FC-1"))
    await market.post(a_post("FC-2"))
    once = server.asked.count("ontologyCategories")
    stage.pass_time(12 * 3600)
    await market.post(a_post("FC-3"))

    assert once == 1
    assert server.asked.count("ontologyCategories") == 2
    assert server.asked.count("proposalMetadata") == 2


async def test_nothing_of_theirs_is_remembered_for_a_day(stage, market):
    await market.post(a_post("FC-1"))
    stage.pass_time(24 * 3600)
    await market.find_skills("power")

    assert set(market.wire.memory.kept) == {"skills 10 power"}


async def test_skills_come_likeliest_first_and_no_more_than_asked(market):
    found = await market.find_skills("  POWER ", most=1)

    assert [one.name for one in found] == ["PowerPoint"]


async def test_a_name_that_finds_nothing_is_looked_for_by_its_first_word(market):
    assert [one.name for one in await market.find_skills("logo designer")] == ["Logo Design"]
    assert await market.find_skills("juggling with knives") == ()


async def test_a_search_for_nothing_asks_nobody(server, market):
    assert await market.find_skills("   ") == ()
    assert server.asked == []


async def test_a_search_is_cut_where_they_allow_no_more(market):
    assert await market.find_skills("x" * 500) == ()


async def test_a_skill_is_filed_by_its_id_however_it_is_capitalized(market):
    filed = await catalogue.file(market.wire, a_post(skills=("powerpoint", "Underwater basket weaving")))

    assert filed.skills[0][0].isdigit()
    assert filed.skills[1] == ("", "Underwater basket weaving")


async def test_a_category_that_they_have_given_up_is_refused_and_not_replaced(server, market):
    server.lacks = {"Video & Animation"}

    with pytest.raises(MarketplaceRefused, match="Video & Animation"):
        await market.post(a_post(category=Category.VIDEO))


async def test_a_reason_that_cannot_be_read_is_gone_without(server, market):
    server.blind = {"Query.reasons"}
    listing = await market.post(a_post("FC-1"))

    await market.close_listing(listing.id, "withdrawn")

    assert server.asked.count("updateJobPosting") == 1

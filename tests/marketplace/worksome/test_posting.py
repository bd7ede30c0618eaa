"""Posting in two steps: whatever is cut between them, one job is published."""

from decimal import Decimal

import pytest

from gigs.money import Money
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from tests.support.providers import a_post


async def test_a_job_is_created_as_a_private_draft_and_published_by_the_second_call(stage):
    stage.server.strike("updateJob", "reset")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    assert [job.name for job in stage.server.state.jobs] == ["Launch deck for Aurora [FC-1]"]
    assert await stage.market.find_listing("FC-1") is None
    assert await stage.count("FC-1") == 0


@pytest.mark.parametrize("cut", ["reset", "fault", "throttled"])
async def test_a_try_that_was_cut_between_the_two_is_finished_by_the_next_one(stage, cut):
    stage.server.strike("updateJob", cut)
    with pytest.raises((MarketplaceUnknown, MarketplaceUnavailable)):
        await stage.market.post(a_post("FC-1"))
    await stage.reopen()

    assert await stage.market.find_listing("FC-1") is None
    listing = await stage.market.post(a_post("FC-1"))

    assert await stage.market.find_listing("FC-1") == listing
    assert len(stage.server.state.jobs) == 1
    assert await stage.count("FC-1") == 1


async def test_a_draft_whose_creation_got_no_answer_is_found_and_published(stage):
    stage.server.strike("createJob", "lands then reset")
    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    await stage.market.post(a_post("FC-1"))

    assert len(stage.server.state.jobs) == 1
    assert await stage.count("FC-1") == 1


async def test_a_publication_whose_answer_is_half_there_is_unknown_and_found(stage):
    stage.server.strike("updateJob", "half")

    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    assert await stage.market.find_listing("FC-1") is not None


async def test_a_publication_that_lands_late_and_is_tried_again_meanwhile_is_one_listing(stage):
    await stage.misbehave("post: lands late 20s x1")
    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    await stage.market.post(a_post("FC-1"))
    stage.pass_time(21)

    assert await stage.count("FC-1") == 1
    assert await stage.server.sandbox.references() == {"FC-1": 1}


@pytest.mark.slow
async def test_whatever_the_weather_each_post_ends_as_one_listing(stage):
    await stage.misbehave(
        "post: lands then reset 25%; post: reset 20%; post: 429 10%; post: 503 10%; post: lands late 3s 10%; find: 503 20%"
    )
    for number in range(20):
        stage.server.strike("createJob", *(["lands then reset"] if number % 5 == 0 else []))
        await posted(stage, a_post(f"FC-{number}"))
    await stage.misbehave("")
    stage.pass_time(10)

    assert await stage.server.sandbox.references() == {f"FC-{number}": 1 for number in range(20)}
    assert len(stage.server.state.jobs) == 20


async def posted(stage, request):
    """As the product does it: an unknown is looked up for a while before it is tried again."""
    for _ in range(30):
        try:
            return await stage.market.post(request)
        except MarketplaceUnavailable:
            continue
        except MarketplaceUnknown:
            if await found_in_time(stage, request.reference):
                return None
    raise AssertionError(f"{request.reference} was never posted")


async def found_in_time(stage, reference):
    for _ in range(3):
        stage.pass_time(2)
        try:
            if await stage.market.find_listing(reference):
                return True
        except MarketplaceUnavailable:
            continue
    return False


async def test_the_draft_of_somebody_else_is_never_published(stage):
    stage.server.strike("updateJob", "reset")
    with pytest.raises(MarketplaceUnknown):
        await stage.market.post(a_post("FC-1"))

    await stage.market.post(a_post("FC-2"))

    assert await stage.count("FC-1") == 0
    assert await stage.count("FC-2") == 1
    assert len(stage.server.state.jobs) == 2


async def test_an_own_draft_is_found_behind_many_others(stage):
    for number in range(30):
        stage.server.strike("updateJob", "reset")
        with pytest.raises(MarketplaceUnknown):
            await stage.market.post(a_post(f"FC-{number}"))

    await stage.market.post(a_post("FC-29"))

    assert len(stage.server.state.jobs) == 30
    assert await stage.count("FC-29") == 1


async def test_a_published_job_is_called_by_its_title_alone_and_carries_our_reference(stage):
    await stage.market.post(a_post("FC-1"))

    (job,) = stage.server.state.jobs
    assert job.name == "Launch deck for Aurora"
    assert job.reference == "FC-1"


async def test_a_company_that_counts_in_another_currency_publishes_nothing(stage):
    stage.server.state.currency = "EUR"

    with pytest.raises(MarketplaceRefused, match=r"posts in EUR, and this brief is in USD"):
        await stage.market.post(a_post("FC-1"))

    assert await stage.count("FC-1") == 0


async def test_money_that_does_not_fit_into_a_number_leaves_no_draft_behind(stage):
    huge = Money(amount=Decimal("12345678901234567.89"), currency="USD")

    with pytest.raises(MarketplaceRefused):
        await stage.market.post(a_post("FC-1", rate=huge))

    assert stage.server.state.jobs == []


async def test_an_account_that_names_no_company_posts_nothing_and_says_what_to_do(stage):
    stage.accounts._account = ""

    with pytest.raises(MarketplaceUnavailable, match="connect it again"):
        await stage.market.post(a_post("FC-1"))

    assert stage.server.operations == []


async def test_an_ended_job_that_is_ended_at_the_same_moment_by_somebody_else_is_a_yes(stage):
    listing = await stage.market.post(a_post("FC-1"))
    stage.server.strike("endJob", "lands then reset")
    with pytest.raises(MarketplaceUnknown):
        await stage.market.close_listing(listing.id, "withdrawn")

    await stage.market.close_listing(listing.id, "withdrawn")

    assert stage.server.operations.count("endJob") == 1


async def test_posting_costs_three_calls_and_looking_up_one(stage):
    await stage.market.post(a_post("FC-1"))
    assert stage.server.operations == ["jobs", "createJob", "updateJob"]

    await stage.market.find_listing("FC-1")
    assert stage.meter.calls == 4

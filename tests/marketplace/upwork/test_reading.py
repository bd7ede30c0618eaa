"""Proposals as Upwork tells them: pages with holes, partial data, profiles that a key may not read, odd amounts."""

from decimal import Decimal

import pytest

from gigs.proposal import ProposalStatus
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable
from tests.support.providers import a_post


async def posted(stage, seconds: float = 30):
    listing = await stage.market.post(a_post())
    stage.pass_time(seconds)
    return listing


async def test_a_proposal_has_the_price_the_plan_and_who_it_is_from(stage, market):
    listing = await posted(stage)
    own = {one.freelancer: one for one in await stage.server.sandbox.proposals("L1")}
    found = await market.proposals(listing.id)

    assert {one.freelancer for one in found} == own.keys()
    for one in found:
        there = own[one.freelancer]
        assert one.rate == there.rate
        assert one.letter == there.letter
        assert one.milestones == there.milestones
        assert one.received_at == there.received_at
        assert one.country == there.country
        assert one.jobs_done == there.jobs_done
        assert one.rating == there.rating


async def test_a_rating_is_told_as_they_count_it(stage, market):
    listing = await posted(stage)
    rated = next(one for one in await market.proposals(listing.id) if one.rating is not None)

    assert rated.rating_there == f"{rated.rating:.2f} of 5, job success {rated.rating * 20:.0f}%"
    assert rated.rating <= Decimal(5)


async def test_every_page_is_read_though_edges_and_nodes_are_null_and_counts_are_wrong(stage, server, market):
    listing = await posted(stage)
    whole = await market.proposals(listing.id)
    server.holes = True
    server.shrinks_page = 2

    assert await market.proposals(listing.id) == whole


async def test_reading_since_a_moment_stops_at_the_first_page_that_is_older(stage, server, market):
    listing = await posted(stage)
    server.shrinks_page = 2
    await market.proposals(listing.id)
    whole = server.asked.count("clientProposals")
    await market.proposals(listing.id, stage.clock.now())

    assert whole > 2
    assert server.asked.count("clientProposals") == whole + 1


async def test_one_page_that_is_not_full_is_one_call(stage, server, market):
    listing = await posted(stage)
    await market.proposals(listing.id)

    assert server.asked.count("clientProposals") == 1


async def test_a_withdrawal_is_news_after_the_moment_that_it_happened(stage, market):
    listing = await posted(stage)
    since = stage.clock.now()
    stage.pass_time(400)

    found = await market.proposals(listing.id, since)

    assert [one.status for one in found].count(ProposalStatus.WITHDRAWN) == 1


async def test_where_the_key_may_not_read_profiles_the_rest_is_read_without_asking_again(
    stage, server, market
):
    server.scopes.discard("pub-freelancer-profiles:write:all")
    listing = await posted(stage)

    await market.proposals(listing.id)
    found = await market.proposals(listing.id)

    assert len(found) == 6
    assert {one.rating for one in found} == {None}
    assert server.asked.count("clientProposals") == 3


async def test_a_field_that_fails_alone_leaves_the_rest(stage, server, market):
    listing = await posted(stage)
    server.blind = {"GenericUser.freelancerProfile", "ClientProposal.projectPlan", "GenericUser.publicUrl"}

    found = await market.proposals(listing.id)

    assert len(found) == 6
    assert all(one.letter and not one.milestones and one.rating is None for one in found)


async def test_a_field_that_we_cannot_do_without_makes_it_unread_and_not_wrong(stage, server, market):
    listing = await posted(stage)
    came = {one.id for one in await market.proposals(listing.id)}
    server.blind = {"ClientProposal.terms"}

    found = await market.proposals(listing.id)

    assert not found
    assert {one.id for one in found.unread} == came


async def test_a_price_that_is_shown_differently_is_set_aside_with_both(stage, server, market):
    listing = await posted(stage)
    server.odd_money = "$7.00"

    found = await market.proposals(listing.id)

    assert not found
    assert all("$7.00" in one.reason for one in found.unread)


async def test_a_job_that_does_not_say_how_it_is_paid_is_not_taken_for_one_at_a_fixed_price(
    stage, server, market
):
    listing = await posted(stage)
    server.blind = {"JobPosting.contractTerms"}

    with pytest.raises(MarketplaceUnavailable, match="paid by the hour"):
        await market.proposals(listing.id)


async def test_a_key_without_the_scope_says_which_one_is_missing(stage, server, market):
    listing = await posted(stage)
    server.scopes.discard("pub-client-proposals:write:all")

    with pytest.raises(MarketplaceUnavailable, match=r"Query\.clientProposals"):
        await market.proposals(listing.id)
    with pytest.raises(MarketplaceRefused, match=r"Mutation\.shortlistClientProposal"):
        await market.shortlist(listing.id, "1")


async def test_declining_what_is_declined_already_is_a_yes_though_they_refuse_it(stage, server, market):
    listing = await posted(stage)
    proposal = (await market.proposals(listing.id))[0]

    await market.decline(listing.id, proposal.id, "We chose somebody else.")
    await market.decline(listing.id, proposal.id, "We chose somebody else.")

    assert server.asked.count("declineClientProposal") == 2


async def test_declining_what_is_not_there_stays_a_no(stage, market):
    listing = await posted(stage)

    with pytest.raises(MarketplaceRefused):
        await market.decline(listing.id, "1700000000000000199", "We chose somebody else.")


async def test_a_message_is_recognized_by_its_words_on_any_page(stage, server, market):
    listing = await posted(stage)
    proposal = (await market.proposals(listing.id))[0]
    for number in range(5):
        await market.message(listing.id, proposal.id, f"Question {number}:\nare you there?")
    server.shrinks_page = 2

    assert await market.has_message(listing.id, proposal.id, "Question 4: are you there?")
    assert not await market.has_message(listing.id, proposal.id, "Question 5: are you there?")
    server.holes = True
    assert await market.has_message(listing.id, proposal.id, "Question 4: are you there?")
    with pytest.raises(MarketplaceUnavailable, match="gaps"):
        await market.has_message(listing.id, proposal.id, "Question 5: are you there?")


async def test_a_room_that_cannot_be_read_is_not_an_empty_room(stage, server, market):
    listing = await posted(stage)
    proposal = (await market.proposals(listing.id))[0]
    server.scopes.discard("pub-messages:read:all")

    with pytest.raises(MarketplaceUnavailable):
        await market.has_message(listing.id, proposal.id, "Hello")

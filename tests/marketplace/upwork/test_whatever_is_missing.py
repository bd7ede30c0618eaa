"""Partial data: any field of their schema may fail alone, and any call may be lost; what comes out is of one family."""

import pytest
from pydantic import SecretStr

from ports.marketplace import MarketplaceError, Review
from tests.support.providers import a_post, an_accepted_offer, an_offer


async def outcome(call) -> str:
    try:
        await call
    except MarketplaceError as known:
        return type(known).__name__
    return "yes"


@pytest.mark.slow
async def test_whichever_field_fails_alone_nothing_but_the_known_family_comes_out(stage, server):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    listing = await stage.market.find_listing("FC-AAAAAAAAAA")
    proposal = (await stage.market.proposals(listing.id))[0]
    await stage.market.message(listing.id, proposal.id, "Hello")
    token = SecretStr(str(server.consent.grant()["access_token"]))
    calls = {
        "identify": lambda market: market.identify(token),
        "find_skills": lambda market: market.find_skills("power"),
        "find_listing": lambda market: market.find_listing("FC-AAAAAAAAAA"),
        "proposals": lambda market: market.proposals(listing.id),
        "has_message": lambda market: market.has_message(listing.id, proposal.id, "Hello"),
        "find_offer": lambda market: market.find_offer(an_offer(listing.id, proposal)),
        "contract": lambda market: market.contract(contract.id),
        "update_listing": lambda market: market.update_listing(listing.id, a_post("FC-AAAAAAAAAA")),
        "shortlist": lambda market: market.shortlist(listing.id, proposal.id),
        "review": lambda market: market.review(contract.id, Review(rating=5, hire_again=True)),
    }
    told = set()

    for call in calls.values():
        server.blind, server.used = set(), set()
        told.add(await outcome(call(stage.provider())))
        for field in sorted(server.used):
            server.blind = {field}
            told.add(await outcome(call(stage.provider())))  # a provider that remembers nothing

    assert told == {
        "yes",
        "NotAllowed",
        "MarketplaceUnavailable",
        "MarketplaceRefused",
        "MarketplaceUnknown",
    }


@pytest.mark.parametrize("seed", range(3))
async def test_whichever_calls_are_lost_nothing_but_the_known_family_comes_out_and_nothing_is_paid_twice(
    stage, server, seed
):
    contract = await an_accepted_offer(stage)
    stage.pass_time(6)
    server.sandbox.desk = server.sandbox.desk.model_copy(update={"seed": f"chance {seed}"})
    await stage.misbehave("all: reset 15%; all: lands then 500 15%; all: 429 retry-after 1 10%; all: 500 10%")
    part = contract.milestones[0]
    told = set()

    for number in range(12):
        reference = f"FC-MANY{number}"
        told |= {
            await outcome(stage.market.post(a_post(reference))),
            await outcome(stage.market.find_listing(reference)),
            await outcome(stage.market.contract(contract.id, contract)),
            await outcome(stage.market.release(contract.id, part.id, part.amount, f"FC-R{number}")),
        }
        assert await stage.count(reference) <= 1

    assert {"yes", "MarketplaceUnknown", "MarketplaceUnavailable"} <= told
    assert await stage.payments() == 1

"""kill -9 between the two calls of a post and of an offer: the next try finishes what is there, once."""

import asyncio
import sys

import pytest

from config.formats import ROOT
from gigs.proposal import PlannedMilestone
from tests.support.builders import usd
from tests.support.providers import a_post, an_offer

CHILD = """
import asyncio, sys
from pydantic import SecretStr
from http_client.session import open_session
from ports.marketplace import OfferRequest, PostRequest
from marketplace.http.access import OneToken
from marketplace.http.pace import Uncounted
from tests.support.clock import FakeClock
from tests.support.stages.worksome import calls_to, provider_at

async def main(what, given, url, token, company):
    async with open_session(1) as session:
        clock = FakeClock()
        calls = calls_to(session, OneToken(SecretStr(token), company), Uncounted(), clock, 60)
        market = provider_at(url, calls, clock).of("a tenant")
        if what == "post":
            await market.post(PostRequest.model_validate_json(given))
        else:
            await market.offer(OfferRequest.model_validate_json(given))

asyncio.run(main(*sys.argv[1:]))
"""


async def killed_while_hanging(stage, what: str, request) -> None:
    """Another process does this, and is killed where the stand-in does not answer."""
    told = [
        what,
        request.model_dump_json(),
        stage.server.url,
        stage.accounts._token,
        stage.server.state.company,
    ]
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, *told, cwd=ROOT)
    await asyncio.wait_for(stage.server.hanging.wait(), 30)
    process.kill()
    await process.wait()


@pytest.mark.kill
async def test_a_kill_between_draft_and_publication_leaves_one_listing_after_the_next_try(stage):
    stage.server.strike("updateJob", "hang")
    await killed_while_hanging(stage, "post", a_post("FC-1"))

    assert await stage.market.find_listing("FC-1") is None
    await stage.market.post(a_post("FC-1"))

    assert len(stage.server.state.jobs) == 1
    assert await stage.count("FC-1") == 1


@pytest.mark.kill
async def test_a_kill_between_hire_and_milestones_binds_one_freelancer_once_after_the_next_try(stage):
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    bid = next(one for one in await stage.market.proposals(listing.id) if not stage.declines(one))
    parts = (
        PlannedMilestone(title="Storyline", amount=bid.rate - usd(300)),
        PlannedMilestone(title="Final deck", amount=usd(300)),
    )
    request = an_offer(listing.id, bid, "FC-2", milestones=parts)
    stage.server.strike("createMilestones", "hang")
    await killed_while_hanging(stage, "offer", request)

    assert await stage.market.find_offer(request) is None
    contract = await stage.market.offer(request)

    assert [one.title for one in contract.milestones] == ["Storyline", "Final deck"]
    assert await stage.count("FC-2") == 1

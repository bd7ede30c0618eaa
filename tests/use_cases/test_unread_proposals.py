"""A proposal that cannot be read is counted and pointed at; the others are compared, and nobody is hired on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gigs.errors import OutOfOrder
from ports.marketplace import MarketplaceUnavailable
from tests.support.builders import RITA
from tests.support.odd_market import OddMarket
from use_cases.hiring.hire import hire_freelancer, preview_hire
from use_cases.hiring.judge_proposal import judge_proposal
from use_cases.offering.make_offer import OFFERING
from use_cases.reading.read_again import open_proposals

LATER = timedelta(hours=7)
"""By then, all proposals are read again, not only new ones."""


@pytest.fixture
async def odd(world) -> OddMarket:
    """The marketplace of a gig with six proposals that could all be read so far."""
    await world.reviewing()
    market = OddMarket(world.sandbox)
    world.context = replace(world.context, markets={"sandbox": market})
    return market


async def unread(world) -> list[str]:
    return [one.id for one in (await open_proposals(world.context, RITA, 1)).unread]


async def test_what_cannot_be_read_is_kept_by_its_id_until_it_can_be(world, odd):
    one, *others = await world.proposals()
    odd.odd = {one.id}
    await world.read()
    assert await unread(world) == [one.id]

    await world.read()
    assert await unread(world) == [one.id]

    odd.odd = set()
    world.clock.advance(LATER.total_seconds())
    await world.read()
    assert await unread(world) == []
    assert {each.id for each in others} < {each.id for each in await world.proposals()}


async def test_the_others_are_compared_and_judged_as_ever(world, odd):
    one, other, *_ = await world.proposals()
    odd.odd = {one.id}
    await world.read()

    page = await judge_proposal(world.context, RITA, 1, other.id, other.status.SHORTLISTED)

    assert [each.id for each in page.unread] == [one.id]


async def test_nobody_is_hired_on_what_a_proposal_said_before_it_became_unreadable(world, odd):
    one, *_ = await world.proposals()
    seen = str((await preview_hire(world.context, RITA, 1, one.id)).total)
    odd.odd = {one.id}
    await world.read()

    with pytest.raises(OutOfOrder, match="can’t read"):
        await preview_hire(world.context, RITA, 1, one.id)
    with pytest.raises(OutOfOrder, match="can’t read"):
        await hire_freelancer(world.context, RITA, 1, one.id, seen=seen, reason="Worth it.")


async def test_an_offer_waits_while_the_chosen_proposal_cannot_be_read(world, odd):
    one, *_ = await world.proposals()
    seen = str((await preview_hire(world.context, RITA, 1, one.id)).total)
    gig = await hire_freelancer(world.context, RITA, 1, one.id, seen=seen, reason="Worth it.")
    operation = await world.operation("offer:1:1")
    odd.odd = {one.id}

    with pytest.raises(MarketplaceUnavailable, match="chosen proposal"):
        await OFFERING.call(odd, gig, operation)

"""Awards that stand on a project: none is missed because one of them is told in an odd way."""

import pytest

from ports.marketplace import MarketplaceUnavailable
from tests.support.providers import a_post, an_offer


async def one_award(stage):
    listing = await stage.market.post(a_post("FC-1"))
    stage.pass_time(30)
    first, *_ = await stage.market.proposals(listing.id)
    await stage.market.offer(an_offer(listing.id, first))
    return listing, first


async def test_an_award_is_named_by_its_bid(stage):
    listing, first = await one_award(stage)

    assert [one.proposal for one in await stage.market.own_offers(listing.id)] == [first.id]


@pytest.mark.parametrize(
    ("field", "odd"),
    [("id", None), ("id", "7"), ("id", True), ("id", -1), ("award_status", 1), ("award_status", ["pending"])],
)
async def test_one_that_cannot_be_told_is_no_none(stage, field, odd):
    listing, _ = await one_award(stage)
    stage.server.twist = lambda _path, result: (
        {**result, "bids": [{**one, field: odd} for one in result["bids"]]} if "bids" in result else result
    )

    with pytest.raises(MarketplaceUnavailable):
        await stage.market.own_offers(listing.id)

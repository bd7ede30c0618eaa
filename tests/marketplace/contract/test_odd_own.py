"""One of our own listings may be odd in any field but its id: the others are listed as ever, so that posting goes on."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any

import pytest

from ports.marketplace import MarketplaceUnavailable
from tests.marketplace.contract.odd_answers import ODD, mutated, paths_of
from tests.support.providers import PROVIDERS, a_post, an_offer
from tests.support.replaying import Exchange, Replaying

HERS, OTHERS = "FC-AAAAAAAAAA", {"FC-BBBBBBBBBB", "FC-CCCCCCCCCC"}


def _at(body: Any, *path: str) -> Any:
    for step in path:
        body = (body or {}).get(step)
    return body


ITEMS: dict[str, Callable[[Any], Any]] = {
    "freelancer": lambda body: _at(body, "result", "projects"),
    "upwork": lambda body: _at(body, "data", "organization", "jobPosting", "edges"),
    "worksome": lambda body: _at(body, "data", "jobs", "data"),
}
"""Where our listings are in an answer of each."""
NAMELESS = ("id", "node")
"""Without these it can't be said what is listed there: then nothing is created, for as long as it lasts."""


class OddOne(Replaying):
    """Changes the one that names `mark` on its way in, as soon as it `applies`."""

    def __init__(self, items: Callable[[Any], Any]) -> None:
        super().__init__()
        self._items = items
        self.mark, self.applies = HERS, False
        self.sound: Any = None
        self.odd: Callable[[Any], Any] = lambda one: one

    def inward(self, exchange: Exchange) -> Any:
        body = deepcopy(exchange.body)
        if self.applies and (items := self._items(body)):
            place = next(at for at, one in enumerate(items) if self.mark in str(one))
            self.sound = items[place]
            items[place] = self.odd(items[place])
        return body


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ITEMS))
async def test_one_odd_listing_of_ours_hides_none_of_the_others(tmp_path, name):
    stage, odd_one = PROVIDERS[name](tmp_path), OddOne(ITEMS[name])
    stage.through = odd_one.over
    await stage.open()
    for reference in (HERS, *sorted(OTHERS)):
        await stage.market.post(a_post(reference, title=f"Deck {reference}"))
    odd_one.applies = odd_one.replays = True
    whole = await stage.market.own_listings()
    assert {one.reference for one in whole} == {HERS} | OTHERS
    tried, stopped = 0, []

    for path in paths_of(odd_one.sound):
        for what, odd in ODD.items():
            odd_one.odd = partial(mutated, path=path, odd=odd)
            tried += 1
            try:
                found = await stage.market.own_listings()
            except MarketplaceUnavailable as trouble:
                if path[-1] not in NAMELESS:
                    stopped.append((path, what, str(trouble)[:120]))
                continue
            if not {one.reference for one in found} >= OTHERS:
                stopped.append((path, what, "another one is missing"))
    await stage.close()

    assert stopped == []
    assert tried >= 60


def _instead(bid: Any, odd: Any) -> Any:
    return odd and bid | odd


async def test_a_bid_that_may_have_been_awarded_is_not_passed_over(tmp_path):
    stage, odd_ones = PROVIDERS["freelancer"](tmp_path), OddOne(lambda body: _at(body, "result", "bids"))
    stage.through = odd_ones.over
    await stage.open()
    listing = await stage.market.post(a_post(HERS))
    stage.pass_time(30)
    chosen = next(one for one in await stage.market.proposals(listing.id) if not stage.declines(one))
    contract = await stage.market.offer(an_offer(listing.id, chosen))
    odd_ones.applies, odd_ones.mark = True, chosen.id

    odd_ones.odd = lambda bid: bid
    assert [one.proposal for one in await stage.market.own_offers(listing.id)] == [chosen.id]
    for odd in (None, {"award_status": True}, {"award_status": ["pending"]}, {"id": None}):
        odd_ones.odd = partial(_instead, odd=odd)
        with pytest.raises(MarketplaceUnavailable):
            await stage.market.own_offers(listing.id)
    assert contract.proposal_id in {"", chosen.id}
    await stage.close()

"""Whatever is odd about one proposal, in every field that is read, the others are read as ever."""

from collections.abc import Callable
from copy import deepcopy
from functools import partial
from typing import Any

import pytest

from ports.marketplace import MarketplaceUnavailable
from tests.marketplace.contract.odd_answers import ITEMS, ODD, mutated, paths_of
from tests.support.providers import PROVIDERS, a_post
from tests.support.replaying import Exchange, Replaying


class OddOnes(Replaying):
    """Changes the first proposal of every answer on its way in, as soon as it replays."""

    def __init__(self, items: Callable[[Any], list[Any] | None]) -> None:
        super().__init__()
        self._items = items
        self.first: Any = None
        self.odd: Callable[[Any], Any] = lambda one: one

    def inward(self, exchange: Exchange) -> Any:
        body = deepcopy(exchange.body)
        if self.replays and (items := self._items(body)):
            self.first = items[0]
            items[0] = self.odd(items[0])
        return body


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(ITEMS))
async def test_one_odd_proposal_stops_none_of_the_others(tmp_path, name):
    stage, odd_ones = PROVIDERS[name](tmp_path), OddOnes(ITEMS[name])
    stage.through = odd_ones.over
    await stage.open()
    listing = await stage.market.post(a_post())
    stage.pass_time(30)
    odd_ones.replays = True
    whole = await stage.market.proposals(listing.id)
    sound = odd_ones.first
    tried, set_aside, stopped = 0, 0, []

    for path in paths_of(sound):
        for what, odd in ODD.items():
            odd_ones.odd = partial(mutated, path=path, odd=odd)
            tried += 1
            try:
                found = await stage.market.proposals(listing.id)
                set_aside += len(found.unread)
                kept = {one.id: one for one in found}
                others = sum(kept.get(one.id) == one for one in whole)
                assert others >= len(whole) - 1, "another one is not as it was"
                assert all(one.rate.amount > 0 for one in found), "a price that nobody can mean"
                for one in (*found, *found.unread):
                    one.model_dump_json()
                    assert "\x00" not in str(one), "a text that no database can hold"
            except (AssertionError, MarketplaceUnavailable) as trouble:
                stopped.append((path, what, str(trouble)[:120]))
    await stage.close()

    assert stopped == []
    assert tried >= 60
    assert 20 <= set_aside < tried

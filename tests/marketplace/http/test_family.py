"""An error that nobody expected leaves a provider as what it means for whoever called."""

import pytest

from marketplace.http.family import one_family
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown


@one_family
class Broken:
    title = "Anywhere"

    async def contract(self, trouble):
        raise trouble

    async def post(self, trouble):
        raise trouble


@pytest.mark.parametrize("trouble", [KeyError("id"), OverflowError(), RecursionError(), RuntimeError()])
async def test_it_is_unavailable_after_a_reading_and_unknown_after_a_write(trouble):
    with pytest.raises(MarketplaceUnavailable, match=f"Anywhere .*{type(trouble).__name__}"):
        await Broken().contract(trouble)
    with pytest.raises(MarketplaceUnknown, match=type(trouble).__name__):
        await Broken().post(trouble)


async def test_one_of_the_family_stays_what_it_is():
    with pytest.raises(MarketplaceRefused, match="too low"):
        await Broken().post(MarketplaceRefused("too low"))

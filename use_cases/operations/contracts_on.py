"""Who was hired, or asked to work, under a listing or by an offer over there, whoever of ours knows of it."""

from collections.abc import Sequence

from gigs.contract import Contract, ContractState
from ports.marketplace import Marketplace
from ports.strays import StrayKind


async def contracts_on(market: Marketplace, kind: StrayKind, external_id: str) -> Sequence[Contract]:
    """As they stand. Raises MarketplaceError where one of them can't be read: none may be missed."""
    offers = [external_id]
    if kind is StrayKind.LISTING:
        offers = [one.id for one in await market.own_offers(external_id)]
    return [await market.contract(one) for one in offers]


def under_way(contracts: Sequence[Contract]) -> Contract | None:
    """One under which somebody works."""
    return next((one for one in contracts if one.state is ContractState.ACTIVE), None)

"""A marketplace that tells some of its proposals in a form that nobody can read."""

from datetime import datetime
from typing import Any, Self

from gigs.proposal import ProposalList, UnreadProposal
from ports.marketplace import Marketplace


class OddMarket:
    """`market` in everything, but for the proposals whose ids are in `odd`."""

    def __init__(self, market: Marketplace) -> None:
        self._market = market
        self.odd: set[str] = set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._market, name)

    def of(self, tenant: str) -> Self:
        return self

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        found = await self._market.proposals(listing_id, since)
        unread = [UnreadProposal(id=one.id, reason="it has no price") for one in found if one.id in self.odd]
        return ProposalList((one for one in found if one.id not in self.odd), unread)

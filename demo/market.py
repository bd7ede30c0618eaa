"""The marketplaces of the past: the sandbox under other names, with other freelancers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gigs.contract import Contract
from gigs.gig import Listing
from gigs.marketplaces import MARKETPLACES
from gigs.proposal import Proposal, ProposalList
from marketplace.sandbox.cast import CAST
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import OfferRequest, PostRequest


class PastMarket(Sandbox):
    """A made-up marketplace that answers as the sandbox does, and is called like one that there is.

    `names` are its freelancers', in the order of the sandbox's cast.
    """

    def __init__(self, name: str, names: Sequence[str], database: str, **options: Any) -> None:
        super().__init__(database, seed=name, **options)
        self.name = name
        self.title = MARKETPLACES[name].title
        self._names: Mapping[str, str] = {one.name: other for one, other in zip(CAST, names, strict=True)}

    async def post(self, request: PostRequest) -> Listing:
        """See Marketplace."""
        listing = await super().post(request)
        return listing.model_copy(update={"marketplace": self.name})

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        """See Marketplace."""
        found = await super().proposals(listing_id, since)
        return ProposalList([self._renamed(one) for one in found], found.unread)

    async def offer(self, request: OfferRequest) -> Contract:
        """See Marketplace."""
        return self._with(await super().offer(request))

    async def contract(self, contract_id: str, known: Contract | None = None) -> Contract:
        """See Marketplace."""
        return self._with(await super().contract(contract_id, known))

    def _renamed(self, one: Proposal) -> Proposal:
        name = self._names[one.freelancer]
        letter = one.letter.replace(one.freelancer, name)
        return one.model_copy(
            update={
                "freelancer": name,
                "freelancer_id": f"{self.name}-{one.freelancer_id}",
                "letter": letter,
            }
        )

    def _with(self, contract: Contract) -> Contract:
        return contract.model_copy(update={"freelancer": self._names[contract.freelancer]})

"""A second marketplace for tests: the sandbox under another name, with its own file, catalogue and rules."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from gigs.gig import Listing
from gigs.proposal import ProposalList
from marketplace.sandbox.calls import EVERYTHING
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import Capability, ExtraField, MarketplaceUnavailable, PostRequest, Skill

CATALOGUE = ("PowerPoint", "Storytelling", "Power BI")


class Elsewhere(Sandbox):
    """Takes dollars only, asks for no visibility, and knows only the skills of its `catalogue`.

    `catalogue` None: it does not answer about skills.
    """

    name = "elsewhere"
    title = "Elsewhere"
    asks = frozenset({ExtraField.EXPERIENCE, ExtraField.SCREENING})

    def __init__(self, *args: Any, without: frozenset[Capability] = frozenset(), **options: Any) -> None:
        capabilities = (EVERYTHING | {Capability.SKILLS}) - without
        super().__init__(*args, capabilities=capabilities, **options)
        self.is_stuck = False
        self.catalogue: tuple[str, ...] | None = CATALOGUE

    def problems(self, request: PostRequest) -> Mapping[str, str]:
        return {} if request.rate.currency == "USD" else {"currency": "Elsewhere works in USD."}

    async def find_skills(self, text: str, most: int = 10) -> Sequence[Skill]:
        if self.is_stuck:
            await asyncio.Event().wait()
        if self.catalogue is None:
            raise MarketplaceUnavailable("busy")
        near = [name for name in self.catalogue if name[:5].casefold() == text[:5].casefold()]
        return [Skill(id=name, name=name) for name in near[:most]]

    async def post(self, request: PostRequest) -> Listing:
        return self._ours(await super().post(request))

    async def find_listing(self, reference: str) -> Listing | None:
        found = await super().find_listing(reference)
        return self._ours(found) if found else None

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        found = await super().proposals(listing_id.removeprefix("E-"), since)
        return ProposalList(one.model_copy(update={"id": f"E-{one.id}"}) for one in found)

    async def close_listing(self, listing_id: str, reason: str) -> None:
        await super().close_listing(listing_id.removeprefix("E-"), reason)

    async def update_listing(self, listing_id: str, request: PostRequest) -> None:
        await super().update_listing(listing_id.removeprefix("E-"), request)

    def _ours(self, listing: Listing) -> Listing:
        return listing.model_copy(update={"marketplace": self.name, "id": f"E-{listing.id}"})

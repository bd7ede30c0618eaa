"""Some of the proposals in every answer are told in an odd way: a field is missing, null or of another type."""

import json
import random
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from aiohttp import web

from gigs.proposal import ProposalList, UnreadProposal
from marketplace.sandbox.provider import Sandbox
from tests.marketplace.contract.odd_answers import ITEMS, ODD, mutated, paths_of

SAYS_SOMETHING_ELSE = "award_status"
"""Another value of it isn't odd: null is the usual way to say that nothing was awarded."""


class OddAnswers:
    """Between a stand-in and its callers; `share` of the proposals in a list, 0 to 1, another one each time."""

    def __init__(self, marketplace: str, share: float, chance: random.Random) -> None:
        self._items = ITEMS[marketplace]
        self._share = share
        self._chance = chance
        self.told = 0

    @property
    def middleware(self) -> Any:
        """To be added to a stand-in's application before it serves."""

        @web.middleware
        async def odd(
            request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
        ) -> web.StreamResponse:
            response = await handler(request)
            is_lookup = "bids[]" in request.query
            if (
                isinstance(response, web.Response)
                and response.content_type == "application/json"
                and not is_lookup
            ):
                body = json.loads(response.text or "null")
                items = self._items(body) if isinstance(body, dict) else None
                if items:
                    items[:] = [self._odd(one) for one in items]
                    response.text = json.dumps(body)
            return response

        return odd

    def _odd(self, one: Any) -> Any:
        if self._chance.random() >= self._share:
            return one
        self.told += 1
        paths = [path for path in paths_of(one) if SAYS_SOMETHING_ELSE not in path]
        return mutated(one, self._chance.choice(paths), self._chance.choice(list(ODD.values())))


class OddSandbox(Sandbox):
    """The sandbox speaks no wire format: what couldn't be read is said as a provider says it."""

    odd_share = 0.0
    odd_chance = random.Random(0)

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        """See Sandbox."""
        found = await super().proposals(listing_id, since)
        odd = [one for one in found if self.odd_chance.random() < self.odd_share]
        unread = [UnreadProposal(id=one.id, reason="it has no price") for one in odd]
        return ProposalList([one for one in found if one not in odd], unread)

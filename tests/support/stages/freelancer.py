"""Freelancer.com on its stand-in, for the contract that every provider keeps."""

from pathlib import Path
from typing import Any

from gigs.contract import Contract
from gigs.proposal import Proposal
from http_client.session import open_session
from marketplace.freelancer.provider import Freelancer
from marketplace.http.breaker import Breaker
from marketplace.http.calls import Calls
from marketplace.http.oauth import OAuthApp
from marketplace.http.pace import Limits, Pace, Uncounted
from marketplace.sandbox.cast import DECLINES_OFFERS
from ports.marketplace import OfferRequest
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.freelancer.server import FreelancerServer
from tests.support.clock import FakeClock
from tests.support.providers import Stage, patience_with
from tests.support.stages.one_account import OneAccount


class Remembering(Freelancer):
    """Remembers under which reference a bid was awarded: an award carries none."""

    awarded: dict[str, str]

    async def offer(self, request: OfferRequest) -> Contract:
        self.awarded[request.reference] = request.proposal_id
        return await super().offer(request)


class FreelancerStage(Stage):
    def __init__(self, folder: Path, **options: Any) -> None:
        self.clock = FakeClock()
        self.server = FreelancerServer(folder / "freelancer.db", self.clock.now, **options)
        self.account = OneAccount(self.server.consent)
        self.awarded: dict[str, str] = {}

    async def open(self) -> None:
        await self.server.__aenter__()
        self._connect()

    def _connect(self) -> None:
        self._session = self.through(open_session(20))
        self.calls = Calls(
            self._session,
            name="freelancer",
            title="Freelancer.com",
            accounts=self.account,
            pace=Pace(Limits(a_second=1000, at_once=1000), Uncounted()),
            breaker=Breaker("Freelancer.com", failures=1000),
            now=self.clock.now,
            seconds=20,
        )
        oauth = OAuthApp(
            client_id=CLIENT_ID,
            client_secret=CLIENT_SECRET,
            authorize_url=f"{self.server.url}/oauth/authorise",
            token_url=f"{self.server.url}/oauth/token",
        )
        market = Remembering(self.calls, oauth=oauth, api=f"{self.server.url}/api", now=self.clock.now)
        market.awarded = self.awarded
        self.unbound = market
        self.market = market.of("contoso")

    async def misbehave(self, faults: str) -> None:
        self.calls._seconds = patience_with(faults)
        await self.server.misbehave(faults)

    async def count(self, reference: str) -> int:
        found = await self.server.sandbox.audit(reference)
        bid = self.awarded.get(reference)
        awards = (await self.server.sandbox.audit(f"award of {bid}")).offers if bid else 0
        return found.listings + found.funded + awards

    async def payments(self) -> int:
        return await self.server.sandbox.payments()

    def declines(self, proposal: Proposal) -> bool:
        return proposal.freelancer == DECLINES_OFFERS

    async def reopen(self) -> None:
        await self._session.close()
        self._connect()

    async def close(self) -> None:
        await self._session.close()
        await self.server.close()

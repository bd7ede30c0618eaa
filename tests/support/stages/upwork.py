"""Upwork on its stand-in, as a Stage of the contract tests."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from gigs.proposal import Proposal
from http_client.session import open_session
from marketplace.http.breaker import Breaker
from marketplace.http.calls import Calls
from marketplace.http.pace import Limits, Pace, Uncounted
from marketplace.sandbox.cast import DECLINES_OFFERS
from marketplace.upwork.identity import registered
from marketplace.upwork.provider import Upwork
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.upwork.server import UpworkServer
from stand_ins.upwork.state import ORGANIZATION
from tests.support.clock import FakeClock
from tests.support.providers import Stage, patience_with
from tests.support.stages.one_account import OneAccount

TENANT = "tenant-of-the-tests"


class UpworkStage(Stage):
    """`offers` is both what the stand-in's schema has and what the provider is told; the rest is the stand-in's."""

    def __init__(
        self, folder: Path, *, offers: bool = True, account: str = ORGANIZATION, **options: Any
    ) -> None:
        self.clock = FakeClock()
        self.offers = offers
        self.server = UpworkServer(folder / "upwork.db", self.clock.now, offers=offers, **options)
        self.accounts = OneAccount(self.server.consent, account)
        self.meter = Uncounted()
        self.calls: list[Calls] = []

    async def open(self) -> None:
        await self.server.__aenter__()
        self.session = self.through(open_session(20))
        self.market = self.provider()

    def provider(self, **options: Any) -> Upwork:
        calls = Calls(
            self.session,
            name="upwork",
            title="Upwork",
            accounts=self.accounts,
            pace=Pace(Limits(a_second=10_000, at_once=10_000), self.meter),
            breaker=Breaker("Upwork", failures=1_000),
            now=self.clock.now,
            seconds=20,
        )
        self.calls.append(calls)
        here = {
            "authorize_url": f"{self.server.url}/ab/account-security/oauth2/authorize",
            "token_url": f"{self.server.url}/api/v3/oauth2/token",
        }
        oauth = registered(CLIENT_ID, SecretStr(CLIENT_SECRET)).model_copy(update=here)
        chosen = {"offers": self.offers, **options}
        return Upwork(calls, oauth=oauth, api=f"{self.server.url}/graphql", now=self.clock.now, **chosen).of(
            TENANT
        )

    async def misbehave(self, faults: str) -> None:
        for calls in self.calls:
            calls._seconds = patience_with(faults)
        await self.server.misbehave(faults)

    async def count(self, reference: str) -> int:
        found = await self.server.sandbox.audit(reference)
        return found.listings + found.offers + found.funded

    async def payments(self) -> int:
        return await self.server.sandbox.payments()

    def declines(self, proposal: Proposal) -> bool:
        return proposal.freelancer == DECLINES_OFFERS

    async def reopen(self) -> None:
        await self.session.close()
        self.session = self.through(open_session(20))
        self.market = self.provider()

    async def close(self) -> None:
        await self.session.close()
        await self.server.close()

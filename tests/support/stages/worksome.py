"""Worksome on its stand-in, for the contract tests: the provider talks HTTP to a local server."""

from pathlib import Path
from typing import Any

from pydantic import SecretStr

from gigs.proposal import Proposal
from http_client.session import Session, open_session
from marketplace.http.access import Accounts
from marketplace.http.breaker import Breaker
from marketplace.http.calls import Calls
from marketplace.http.pace import Limits, Pace, Uncounted
from marketplace.sandbox.cast import DECLINES_OFFERS
from marketplace.worksome.oauth import oauth_app
from marketplace.worksome.provider import Worksome
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.worksome.server import Worksome as StandIn
from tests.support.clock import FakeClock
from tests.support.providers import Stage, patience_with
from tests.support.stages.one_account import OneAccount

TENANT = "tenant-of-the-tests"


PATIENT = 20.0
"""Seconds: long enough for a busy machine."""


def calls_to(
    session: Session, accounts: Accounts, meter: Uncounted, clock: FakeClock, seconds: float = PATIENT
) -> Calls:
    """At any pace."""
    return Calls(
        session,
        name="worksome",
        title="Worksome",
        accounts=accounts,
        pace=Pace(Limits(a_second=10_000, at_once=10_000), meter),
        breaker=Breaker("Worksome", failures=1_000),
        now=clock.now,
        seconds=seconds,
    )


def provider_at(url: str, calls: Calls, clock: FakeClock, company: str = "") -> Worksome:
    """The provider, talking to a stand-in there."""
    app = oauth_app(CLIENT_ID, SecretStr(CLIENT_SECRET), f"{url}/oauth/authorize", f"{url}/oauth/token")
    return Worksome(calls, oauth=app, api=f"{url}/graphql", now=clock.now, company=company)


class WorksomeStage(Stage):
    """`server` is the stand-in, `accounts` what stands for the connected account."""

    tells_when = False

    def __init__(self, folder: Path, **options: Any) -> None:
        self.clock = FakeClock()
        self.server = StandIn(folder / "worksome.db", self.clock.now, **options)
        self.meter = Uncounted()

    async def open(self) -> None:
        await self.server.__aenter__()
        self.accounts = OneAccount(self.server.consent, self.server.state.company)
        await self._connect()

    async def _connect(self) -> None:
        self._session = self.through(open_session(20))
        self.calls = calls_to(self._session, self.accounts, self.meter, self.clock)
        self.unbound = provider_at(self.server.url, self.calls, self.clock)
        self.market = self.unbound.of(TENANT)

    async def misbehave(self, faults: str) -> None:
        if "timeout" in faults:
            self.calls = calls_to(self._session, self.accounts, self.meter, self.clock)
            self.unbound = provider_at(self.server.url, self.calls, self.clock)
            self.market = self.unbound.of(TENANT)
        self.calls._seconds = patience_with(faults)
        await self.server.misbehave(faults)

    async def count(self, reference: str) -> int:
        found = await self.server.sandbox.audit(reference)
        return len(await self.server.state.published(reference)) + found.offers + found.funded

    async def payments(self) -> int:
        return await self.server.sandbox.payments()

    def declines(self, proposal: Proposal) -> bool:
        return proposal.freelancer == DECLINES_OFFERS

    async def reopen(self) -> None:
        await self._session.close()
        await self._connect()

    async def close(self) -> None:
        await self._session.close()
        await self.server.close()

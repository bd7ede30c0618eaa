"""A bot on a real port with its front door, its way out, and Microsoft's side faked around it."""

import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import aiohttp
import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.connector.calls import Calls
from bot.connector.connector import Connector
from bot.connector.pacing import Pacing
from bot.connector.service_urls import ServiceUrls, local_service_urls
from bot.connector.token import NoToken
from bot.door.answers import InvokeAnswer
from bot.door.front_door import FrontDoor, Process, local_door, teams_door
from bot.door.inbound import Inbound
from bot.door.keys import SigningKeys
from bot.door.tokens import SignedRequests
from bot.turn.endpoint import Endpoint
from http_client.session import Session, open_session
from tests.support.activities import ANN
from tests.support.clock import FakeClock
from tests.support.connector import FakeConnector
from tests.support.entra import APP_ID, SISTER_TENANT, TENANT, FakeEntra

Turn = Callable[[Inbound], Awaitable[InvokeAnswer | None]]


@dataclass
class Clock:
    """A clock that moves when told; sleeping moves it."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class RunningBot:
    """`turn` is what the bot does; the lists hold what was seen."""

    entra: FakeEntra
    teams: FakeConnector
    connector: Connector
    client: aiohttp.ClientSession
    turn: Turn | None = None
    url: str = ""
    turns: list[Inbound] = field(default_factory=list)
    rejects: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)

    async def on_turn(self, inbound: Inbound) -> InvokeAnswer | None:
        self.turns.append(inbound)
        return None if self.turn is None else await self.turn(inbound)

    async def on_failure(self, inbound: Inbound, reference: str) -> None:
        self.failures.append((inbound.id, reference))

    async def post(self, body: Any, *, headers: dict[str, str] | None = None) -> tuple[int, Any]:
        """Posts with a good token unless headers are given; status and JSON (None for an empty body)."""
        sent = self.entra.bearer(self.teams.url) if headers is None else headers
        content = body if isinstance(body, bytes) else orjson.dumps(body)
        sent = {"Content-Type": "application/json", **sent}
        async with self.client.post(self.url, headers=sent, data=content) as response:
            text = await response.read()
            return response.status, (await response.json() if text else None)


def running_connector(session: Session, urls: ServiceUrls | None = None, **more: Any) -> Connector:
    now = FakeClock().now
    return Connector(Calls(session, NoToken(), urls or local_service_urls(), Pacing(), now=now, **more))


@asynccontextmanager
async def serving(
    bot: RunningBot, make_door: Callable[[Process, Any], FrontDoor]
) -> AsyncIterator[RunningBot]:
    references = itertools.count(1)
    endpoint = Endpoint(bot.on_turn, new_reference=lambda: f"R{next(references)}", on_failure=bot.on_failure)
    app = web.Application()
    app.add_routes(make_door(endpoint.process, bot.rejects.append).routes())
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    bot.url = str(server.make_url("/api/messages"))
    try:
        yield bot
    finally:
        await server.close()


@pytest.fixture
async def entra() -> AsyncIterator[FakeEntra]:
    async with FakeEntra() as fake:
        yield fake


@pytest.fixture
async def teams() -> AsyncIterator[FakeConnector]:
    async with FakeConnector() as fake:
        yield fake


@pytest.fixture
async def session() -> AsyncIterator[Session]:
    async with open_session(100) as pooled:
        yield pooled


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    """Whoever speaks to the bot."""
    async with aiohttp.ClientSession() as calling:
        yield calling


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def keys(entra, session, clock) -> AsyncIterator[SigningKeys]:
    held = SigningKeys(session, entra.metadata_url, monotonic=clock)
    yield held
    await held.close()


@pytest.fixture
async def bot(entra, teams, session, client, keys) -> AsyncIterator[RunningBot]:
    """Behind the door for real Teams."""
    running = RunningBot(entra, teams, running_connector(session), client)

    def door(process: Process, log_reject: Any) -> FrontDoor:
        signed = SignedRequests(keys, APP_ID, lambda: datetime.fromtimestamp(entra.epoch(), UTC))
        return teams_door(signed, [TENANT, SISTER_TENANT], local_service_urls(), process, log_reject)

    async with serving(running, door) as served:
        yield served


@pytest.fixture
async def local_bot(entra, teams, session, client) -> AsyncIterator[RunningBot]:
    """Behind the door for the Agents Playground."""
    running = RunningBot(entra, teams, running_connector(session), client)
    async with serving(running, lambda process, log: local_door([TENANT], process, log)) as served:
        yield served


@pytest.fixture(autouse=True)
def _quiet_asyncio(caplog):
    caplog.set_level(logging.WARNING, "asyncio")


class Bearer:
    """Hands out a token and counts how often it was told that the token is no good."""

    def __init__(self):
        self.forgotten = 0

    async def header(self):
        return f"Bearer mine-{self.forgotten}"

    def forget(self):
        self.forgotten += 1


@pytest.fixture
def bearer():
    return Bearer()


@pytest.fixture
def connector(session, bearer, clock):
    pacing = Pacing(monotonic=clock, sleep=clock.sleep)
    now = FakeClock().now
    return Connector(Calls(session, bearer, local_service_urls(), pacing, now=now, sleep=clock.sleep))


@pytest.fixture
def chat(teams):
    return teams.add_chat("a:ann", ANN)

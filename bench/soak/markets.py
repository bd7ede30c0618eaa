"""Each marketplace as the soak needs it: something that misbehaves, how the product reaches it, and the truth behind it."""

import base64
import random
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from assembly.clock_and_ids import SystemClock
from bench.soak.odd_answers import OddAnswers
from marketplace.sandbox.provider import Sandbox
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET, ConsentServer
from stand_ins.freelancer.server import FreelancerServer
from stand_ins.server import StandIn
from stand_ins.upwork import catalogue as upwork_catalogue
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.ids import number_in
from stand_ins.worksome.server import Worksome

WRITES = "post, offer, fund, release, message"
FAULTS = (
    f"{WRITES}: 429 retry-after 1 5%; {WRITES}: 500 5%; {WRITES}: lands then 500 6%; {WRITES}: lands then reset 6%; "
    f"{WRITES}: lands late LATEs 4%; withdraw_offer: lands then reset 20%; find: lag 0.2s; proposals, contract, find: reset 3%"
)
"""Answers lost, late and refused to be given, and reading that fails now and then.

LATE is in seconds: later than a call is surely over (`replica.py`), and within the quarantine that follows.
"""
LATE = {"sandbox": 5, "real": 10}
SPEED = 60
PACE = 12.0
"""How quick freelancers are on a stand-in: slow enough for an offer to be withdrawn before it is answered."""
TOKEN_LIFE = timedelta(seconds=25)
KEY = "soak=" + base64.b64encode(b"a key made up for the soak, 32 b").decode()


@dataclass
class Market:
    """`settings` lead the product there; `truth` is what really exists, in `file`; `desk` gives the account's tokens.

    `name` is the marketplace's own, `skills` what a brief says to it. `ids` gives the sandbox's ids for those that the
    product knows a listing, a proposal, a contract and a milestone by.
    """

    truth: Sandbox
    file: Path
    name: str = "sandbox"
    settings: dict[str, Any] = field(default_factory=dict)
    skills: str = "Logo Design"
    funding: bool = False
    desk: ConsentServer | None = None
    ids: Callable[[str], str] = str


@asynccontextmanager
async def sandbox(folder: Path, faults: str, odd: float, *, funding: bool = False) -> AsyncIterator[Market]:
    """The product's own sandbox, in a file that replicas share; what is odd there, each of them says (`OddSandbox`)."""
    file = folder / "sandbox.db"
    truth = Sandbox(file, now=SystemClock().now, speed=SPEED, funding=funding)
    try:
        yield Market(
            truth,
            file,
            settings={"sandbox_faults": faults.replace("LATE", str(LATE["sandbox"]))},
            funding=funding,
        )
    finally:
        await truth.close()


@asynccontextmanager
async def upwork(folder: Path, faults: str, odd: float, *, offers: bool = True) -> AsyncIterator[Market]:
    """Its stand-in; without `offers` a person makes them on the site."""
    file = folder / "theirs.db"
    server = UpworkServer(file, SystemClock().now, offers=offers, checkout=1, speed=PACE)
    async with _serving(server, faults, odd):
        settings = _settings(
            "upwork", server, "/ab/account-security/oauth2/authorize", "/api/v3/oauth2/token", "/graphql"
        )
        settings["upwork_offers"] = "on" if offers else "off"
        yield _market(server, file, "upwork", settings, "Presentation Design", _upwork_id, funding=True)


@asynccontextmanager
async def freelancer(folder: Path, faults: str, odd: float) -> AsyncIterator[Market]:
    """Its stand-in."""
    file = folder / "theirs.db"
    server = FreelancerServer(file, SystemClock().now, speed=PACE)
    async with _serving(server, faults, odd):
        settings = _settings("freelancer", server, "/oauth/authorise", "/oauth/token", "/api")
        yield _market(server, file, "freelancer", settings, "Logo Design", str, funding=True)


@asynccontextmanager
async def worksome(folder: Path, faults: str, odd: float) -> AsyncIterator[Market]:
    """Its stand-in; a person pays on the site."""
    file = folder / "theirs.db"
    server = Worksome(file, SystemClock().now, speed=PACE)
    async with _serving(server, faults, odd):
        settings = _settings("worksome", server, "/oauth/authorize", "/oauth/token", "/graphql")
        yield _market(server, file, "worksome", settings, "Design", _worksome_id, funding=False)


@asynccontextmanager
async def _serving(server: StandIn, faults: str, odd: float) -> AsyncIterator[None]:
    if odd:
        answers = OddAnswers(server.marketplace.name, odd, random.Random(1))
        server.app.middlewares.append(answers.middleware)
    async with server:
        await server.misbehave(faults.replace("LATE", str(LATE["real"])))
        server.consent.lifetime = TOKEN_LIFE
        yield
        server.calls.clear()


def _market(
    server: StandIn,
    file: Path,
    name: str,
    settings: dict[str, Any],
    skills: str,
    ids: Callable[[str], str],
    *,
    funding: bool,
) -> Market:
    return Market(server.sandbox, file, name, settings, skills, funding=funding, desk=server.consent, ids=ids)


def _settings(name: str, server: StandIn, authorize: str, token: str, api: str) -> dict[str, Any]:
    return {
        "marketplaces": [name],
        "public_url": "https://connector.example",
        "token_keys": KEY,
        f"{name}_client_id": CLIENT_ID,
        f"{name}_client_secret": CLIENT_SECRET,
        f"{name}_authorize_url": server.url + authorize,
        f"{name}_token_url": server.url + token,
        f"{name}_api_url": server.url + api,
    }


def _upwork_id(theirs: str) -> str:
    """Of a job post or a proposal; the stand-in's numbers say by themselves which they are."""
    try:
        return f"L{upwork_catalogue.job_number(theirs)}"
    except Exception:  # noqa: BLE001 - not a job post
        return upwork_catalogue.proposal_own(theirs)


def _worksome_id(theirs: str) -> str:
    """Of a hire or a milestone; the whole work of a hire is its first."""
    hire, _, whole = theirs.partition(":whole")
    if theirs.endswith(":whole") and not whole:
        return f"{number_in('Hire', hire)}-M1"
    return number_in("Hire", theirs) or number_in("Milestone", theirs)


MARKETS: dict[str, Callable[[Path, str, float], AbstractAsyncContextManager[Market]]] = {
    "sandbox": sandbox,
    "sandbox-funding": partial(sandbox, funding=True),
    "upwork": upwork,
    "upwork-without-offers": partial(upwork, offers=False),
    "freelancer": freelancer,
    "worksome": worksome,
}

"""Each real marketplace as the product has it, on its stand-in: the settings that lead there, in a hurry, and who acts there.

Cards open https only, so that the consent keeps the marketplace's real address there, and a test opens the same path
at the stand-in.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr
from sqlalchemy import select

from assembly.clock_and_ids import SystemClock
from assembly.providers import BUILDERS, RealMarket, Recipe
from config.settings import Settings
from gigs.contract import Contract, MilestoneState
from gigs.gig import Gig
from gigs.proposal import Proposal
from marketplace.http.calls import Calls
from marketplace.http.oauth import OAuthApp
from marketplace.http.pace import Limits
from marketplace.sandbox import tables
from ports.marketplace import OfferRequest, Rhythm
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.freelancer.server import FreelancerServer
from stand_ins.server import StandIn
from stand_ins.upwork import catalogue as upwork_catalogue
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.server import Worksome as WorksomeServer
from tests.support.product import Seat, Stage

SPEED = 60
"""How fast freelancers are over there."""

BRISK = Rhythm(quick=timedelta(seconds=0.3), slow=timedelta(seconds=0.5), gather=timedelta(seconds=0.5))
"""How often they are read, instead of every few minutes."""

UNHURRIED = Limits(a_second=1_000, at_once=1_000)

TOKEN_KEYS = SecretStr("2026=" + "a2V5IG1hZGUgdXAgZm9yIHRlc3RzLCAzMiBieXRlcyE=")


@dataclass(frozen=True)
class Real:
    """A marketplace: its stand-in, and where that answers what. `authorize` are its real page and the stand-in's path."""

    title: str
    server: Callable[..., Any]
    authorize: tuple[str, str]
    token: str
    api: str
    company: str


REAL: Mapping[str, Real] = {
    "upwork": Real(
        "Upwork",
        UpworkServer,
        (
            "https://www.upwork.com/ab/account-security/oauth2/authorize",
            "/ab/account-security/oauth2/authorize",
        ),
        "/api/v3/oauth2/token",
        "/graphql",
        "Contoso",
    ),
    "freelancer": Real(
        "Freelancer.com",
        FreelancerServer,
        ("https://accounts.freelancer.com/oauth/authorize", "/oauth/authorise"),
        "/oauth/token",
        "/api",
        "",
    ),
    "worksome": Real(
        "Worksome",
        WorksomeServer,
        ("https://use.worksome.com/oauth/authorize", "/oauth/authorize"),
        "/oauth/token",
        "/graphql",
        "Aurora Ltd",
    ),
}


@asynccontextmanager
async def stand_ins(folder: Path, *names: str, **options: Any) -> Any:
    """name -> its server, on this machine's clock. `upwork_offers` False: its key may make no offers."""
    offers = options.pop("upwork_offers", True)
    async with AsyncExitStack() as stack:
        servers: dict[str, StandIn] = {}
        for name in names:
            own = {"offers": offers} if name == "upwork" else {}
            made = REAL[name].server(folder / f"{name}.db", SystemClock().now, speed=SPEED, **own, **options)
            servers[name] = await stack.enter_async_context(made)
        yield servers


def settings_at(servers: Mapping[str, StandIn], *more: str, offers: bool = True) -> dict[str, Any]:
    """What Settings need to use them, after the marketplaces that are named."""
    given: dict[str, Any] = {"marketplaces": (*more, *servers), "token_keys": TOKEN_KEYS}
    for name, server in servers.items():
        real = REAL[name]
        given |= {
            f"{name}_client_id": CLIENT_ID,
            f"{name}_client_secret": SecretStr(CLIENT_SECRET),
            f"{name}_token_url": server.url + real.token,
            f"{name}_api_url": server.url + real.api,
        }
    return given | {"upwork_offers": "on" if offers else "off"}


def in_a_hurry(rhythm: Rhythm = BRISK) -> Mapping[str, Recipe]:
    """The product's own recipes, read as often as a test can wait for, and without a pace."""
    return {name: _hurried(recipe, rhythm) for name, recipe in BUILDERS.items()}


def _hurried(recipe: Recipe, rhythm: Rhythm) -> Recipe:
    def build(calls: Calls, oauth: OAuthApp, settings: Settings, now: Callable[[], datetime]) -> RealMarket:
        market: Any = recipe.build(calls, oauth, settings, now)
        market.rhythm = rhythm
        return market

    return replace(recipe, build=build, limits=UNHURRIED)


async def browses(stage: Stage, servers: Mapping[str, StandIn], name: str, url: str) -> tuple[int, str]:
    """A browser opens the card's link, goes through the stand-in's page, and follows the way back: (status, page)."""
    page, path = REAL[name].authorize
    assert url.startswith(f"{page}?")
    here = f"{servers[name].url}{path}?{urlsplit(url).query}"
    async with stage.client.get(here, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        back = answer.headers["Location"]
    return await stage.opens(back)


def consent_url(seat: Seat, title: str) -> str:
    """Where the newest consent card for this marketplace leads."""
    (opens,) = [
        one for one in seat.card(f"You authorise it on {title}’s own page")["actions"] if "url" in one
    ]
    return str(opens["url"])


async def connects(stage: Stage, servers: Mapping[str, StandIn], pat: Seat, name: str) -> None:
    """From the list of marketplaces to the card that says so."""
    title = REAL[name].title
    await pat.says("marketplaces")
    await pat.sees("Not connected", "No account is connected, so no gig can go there.")
    await pat.presses(f"Connect {title}")
    status, page = await browses(stage, servers, name, consent_url(pat, title))
    assert status == 200
    assert REAL[name].company in page
    await pat.sees(f"{title} is connected", f"The account is {REAL[name].company}")


class OnSite:
    """A person of ours on the marketplace's own pages, doing what its API lets no app do."""

    def __init__(self, server: StandIn) -> None:
        self._server = server

    async def offers(self, gig: Gig, proposal: Proposal) -> None:
        """Makes the offer that the gig's card asks for, at Upwork."""
        assert gig.choice
        assert gig.brief
        own = upwork_catalogue.proposal_own(proposal.id)
        request = OfferRequest(
            reference=f"by hand {own}",
            listing_id=own.partition("-")[0],
            proposal_id=own,
            title=gig.title,
            total=gig.choice.total,
            milestones=proposal.milestones,
            start=gig.brief.start,
            due=gig.brief.due,
        )
        await self._server.sandbox.offer_on_site(request)

    async def contracts(self) -> Sequence[Contract]:
        """Every contract there."""
        async with self._server.sandbox.transaction() as (tx, _):
            numbers = (await tx.execute(select(tables.contracts.c.number))).scalars().all()
        return [await self._server.sandbox.contract(f"C{number}") for number in numbers]

    async def pays(self) -> None:
        """Pays what was handed in."""
        for contract in await self.contracts():
            for part in contract.milestones:
                if part.state is MilestoneState.SUBMITTED:
                    await self._server.sandbox.release(contract.id, part.id, part.amount, "by hand")

    async def sends_back(self, reason: str) -> None:
        """Asks for a change of what was handed in."""
        for contract in await self.contracts():
            for part in contract.milestones:
                if part.state is MilestoneState.SUBMITTED:
                    await self._server.sandbox.send_back(contract.id, part.id, reason)

"""A marketplace with an account, as small as can be: whoever has a valid token is let in to the sandbox behind it."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web
from pydantic import SecretStr

from assembly.providers import Recipe
from config.settings import Settings
from gigs.marketplaces import UPWORK
from marketplace.http.access import Access
from marketplace.http.calls import Calls, Request
from marketplace.http.finding import Finding
from marketplace.http.oauth import Identity, OAuthApp
from marketplace.http.pace import Limits
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import MarketplaceRefused
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET, ConsentServer
from stand_ins.server import StandIn

AUTHORIZE = "https://market.example/authorize"
"""Cards open https only; a test opens the same path at the stand-in."""


class AccountStandIn(StandIn):
    """Gives out tokens, says whose a token is, and lets in whoever has one."""

    marketplace = UPWORK
    authorize_path = "/authorize"
    token_path = "/token"
    api_path = "/door"

    def __init__(self, file: Path, now: Callable[[], datetime], **options: Any) -> None:
        super().__init__(file, now, ConsentServer(now=now, **options))

    def routes(self) -> list[web.RouteDef]:
        lets_in = [web.get("/me", self._lets_in), web.post("/door", self._lets_in)]
        return [*self.consent.routes(self.authorize_path, self.token_path), *lets_in]

    def refusal(self, reason: str) -> web.Response:
        return web.json_response({"reason": reason}, status=400)

    async def _lets_in(self, request: web.Request) -> web.Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not self.consent.accepts(token):
            return web.json_response({}, status=401)
        return web.json_response({"id": "org-1", "name": "Contoso GmbH"})


_DOORS = frozenset(
    {
        "post",
        "find_listing",
        "close_listing",
        "proposals",
        "shortlist",
        "decline",
        "offer",
        "find_offer",
        "contract",
        "release",
        "send_back",
        "review",
    }
)


class AccountMarket:
    """The provider of that marketplace: each call goes through the door first, with the tenant's own token."""

    title = UPWORK.title

    def __init__(self, calls: Calls, oauth: OAuthApp, url: str, sandbox: Sandbox, name: str) -> None:
        self._calls = calls
        self._url = url
        self._sandbox = sandbox
        self._tenant = ""
        self.oauth = oauth
        self.name = name

    def of(self, tenant: str) -> "AccountMarket":
        mine = AccountMarket(self._calls, self.oauth, self._url, self._sandbox, self.name)
        mine._tenant = tenant
        return mine

    async def identify(self, token: SecretStr) -> Identity:
        session = self._calls._session
        async with session.request("GET", f"{self._url}/me", headers=_headers(Access(token=token))) as answer:
            if answer.status != 200:
                raise MarketplaceRefused("not let in")
            return Identity.model_validate(await answer.json())

    async def post(self, request: Any) -> Any:
        await self._door(writes=True)
        listing = await self._sandbox.post(request)
        return listing.model_copy(update={"marketplace": self.name})

    async def find_listing(self, reference: str) -> Any:
        await self._door(writes=False)
        listing = await self._sandbox.find_listing(reference)
        return listing and listing.model_copy(update={"marketplace": self.name})

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._sandbox, name)
        return partial(self._through, found) if name in _DOORS else found

    async def _through(self, call: Any, *given: Any) -> Any:
        await self._door(writes=False)
        return await call(*given)

    async def _door(self, *, writes: bool) -> None:
        request = Request(method="POST", url=f"{self._url}/door", writes=writes, body={})
        await self._calls.send(self._tenant, request, _headers)


def _headers(access: Access) -> dict[str, str]:
    return {"Authorization": f"Bearer {access.token.get_secret_value()}"}


def _register(client_id: str, client_secret: SecretStr) -> OAuthApp:
    urls = {"authorize_url": AUTHORIZE, "token_url": "https://market.example/token"}
    return OAuthApp(client_id=client_id, client_secret=client_secret, pkce=True, refresh_days=14, **urls)


async def _nothing_found(_market: Any, _tenant: str) -> Sequence[Finding]:
    return ()


def a_recipe(server: AccountStandIn, limits: Limits | None = None) -> Recipe:
    """For `Sources.builders`."""

    def build(calls: Calls, oauth: OAuthApp, _settings: Settings, _now: Callable[[], datetime]) -> Any:
        return AccountMarket(calls, oauth, server.url, server.sandbox, UPWORK.name)

    return Recipe(
        limits=limits or Limits(a_second=200, at_once=50),
        known_limits=(),
        build=build,
        register=_register,
        probe=_nothing_found,
    )


def settings_of(server: AccountStandIn) -> dict[str, Any]:
    """What Settings need to use it beside the sandbox."""
    markets: Sequence[str] = ("sandbox", "upwork")
    return {
        "marketplaces": markets,
        "token_keys": SecretStr("2026=" + "a2V5IG1hZGUgdXAgZm9yIHRlc3RzLCAzMiBieXRlcyE="),
        "upwork_client_id": CLIENT_ID,
        "upwork_client_secret": SecretStr(CLIENT_SECRET),
        "upwork_authorize_url": AUTHORIZE,
        "upwork_token_url": f"{server.url}/token",
    }

"""Connecting, using and renewing an account at each real marketplace's stand-in, with the product's own wiring."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import aiohttp
import pytest
from pydantic import SecretStr

from assembly.markets import open_markets
from config.settings import Settings
from ports.accounts import AccountState
from ports.marketplace import MarketplaceUnavailable
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET
from stand_ins.freelancer.server import FreelancerServer
from stand_ins.upwork.server import UpworkServer
from stand_ins.worksome.server import Worksome as WorksomeServer
from tests.support.builders import TENANT
from tests.use_cases.world import PAT, a_world
from use_cases.accounts.connect_account import NotConnected, begin_connecting, finish_connecting
from use_cases.accounts.show_accounts import show_accounts


@dataclass(frozen=True)
class Real:
    """A marketplace's stand-in, and where it answers."""

    server: Callable[..., Any]
    authorize: str
    token: str
    api: str


REAL = {
    "upwork": Real(UpworkServer, "/ab/account-security/oauth2/authorize", "/api/v3/oauth2/token", "/graphql"),
    "freelancer": Real(FreelancerServer, "/oauth/authorise", "/oauth/token", "/api"),
    "worksome": Real(WorksomeServer, "/oauth/authorize", "/oauth/token", "/graphql"),
}


@pytest.fixture
async def world(tmp_path):
    async with a_world(tmp_path) as world:
        yield world


@pytest.fixture(params=REAL)
def name(request):
    return request.param


@pytest.fixture
async def server(world, tmp_path, name):
    async with REAL[name].server(tmp_path / "theirs.db", world.clock.now) as server:
        yield server


@pytest.fixture
async def market(world, server, tmp_path, name):
    """The marketplace as the product has it, for the tenant."""
    real = REAL[name]
    given = {
        "marketplaces": (name,),
        f"{name}_client_id": CLIENT_ID,
        f"{name}_client_secret": SecretStr(CLIENT_SECRET),
        f"{name}_authorize_url": server.url + real.authorize,
        f"{name}_token_url": server.url + real.token,
        f"{name}_api_url": server.url + real.api,
        "token_key_file": tmp_path / "token.key",
    }
    settings = Settings(_env_file=None, **given)
    async with open_markets(settings, world.store, world.clock, world.context.ids) as markets:
        world.context = replace(world.context, markets=markets.markets, connecting=markets.connecting)
        yield world.context.market(TENANT, name)


async def consented(world, name):
    """What the lead's browser brings back from the marketplace."""
    link = await begin_connecting(world.context, PAT, name)
    async with (
        aiohttp.ClientSession() as browser,
        browser.get(link.url, allow_redirects=False) as answer,
    ):
        assert answer.status == 302, await answer.text()
        return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


async def connect(world, name):
    back = await consented(world, name)
    given = {"code": SecretStr(back.get("code", "")), "error": back.get("error", "")}
    return await finish_connecting(world.context, name, state=back["state"], **given)


async def status(world):
    (only,) = await show_accounts(world.context, PAT)
    return only


def test_an_api_without_settings_of_its_own_is_asked_at_the_path_at_which_it_answers():
    for name, real in REAL.items():
        assert urlsplit(Settings.model_fields[f"{name}_api_url"].default).path == real.api


async def test_a_consent_gives_a_named_account_and_calls_that_are_counted(world, market, name):
    with pytest.raises(MarketplaceUnavailable, match="a programme lead has to connect one"):
        await market.find_listing("FC-AAAAAAAAAA")
    account = await connect(world, name)
    assert account.account_name
    assert account.account_id
    before = (await status(world)).calls
    assert await market.find_listing("FC-AAAAAAAAAA") is None
    assert (await status(world)).calls > before


async def test_a_token_that_has_run_out_is_renewed_without_anybody_noticing(world, market, server, name):
    account = await connect(world, name)
    life = account.access_expires_at - account.renewed_at
    for _ in range(3):
        world.clock.advance(life.total_seconds() + 1)
        assert await market.find_listing("FC-AAAAAAAAAA") is None
    assert server.consent.refreshes == 3
    assert (await status(world)).account.state is AccountState.CONNECTED


async def test_a_token_that_is_not_let_in_is_renewed_at_once(world, market, server, name):
    await connect(world, name)
    await market.find_listing("FC-AAAAAAAAAA")
    server.consent.access.clear()
    assert await market.find_listing("FC-AAAAAAAAAA") is None
    assert server.consent.refreshes == 1


async def test_a_consent_that_was_taken_back_is_asked_for_again(world, market, server, name):
    await connect(world, name)
    server.consent.revoke()
    world.clock.advance(timedelta(days=40).total_seconds())
    with pytest.raises(MarketplaceUnavailable, match="has ended"):
        await market.find_listing("FC-AAAAAAAAAA")
    assert (await status(world)).account.state is AccountState.NEEDS_CONSENT
    await connect(world, name)
    assert await market.find_listing("FC-AAAAAAAAAA") is None


async def test_a_lead_who_says_no_there_has_connected_nothing(world, market, server, name):
    server.consent.says_no = True
    with pytest.raises(NotConnected, match="You declined"):
        await connect(world, name)
    assert (await status(world)).account is None

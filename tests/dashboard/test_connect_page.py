"""The way back from a consent over real HTTP: what the browser shows, and that a state counts once."""

import asyncio
import html
import re
from contextlib import AsyncExitStack
from dataclasses import replace

import aiohttp
import pytest
from aiohttp import web

from assembly.serving import serving
from dashboard.connect_page import LATER, connect_routes
from ports.accounts import Connecting, Holder
from ports.marketplace import MarketplaceRefused, MarketplaceUnknown
from ports.storage import StoreUnavailable
from tests.support.accounts import SEALER, FakeAuthority
from tests.support.builders import TENANT
from tests.support.one_by_one import one_by_one
from tests.use_cases.world import PAT, a_world
from use_cases.accounts.connect_account import begin_connecting

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> {{ 7*7 }} \u202eevil"


@pytest.fixture
def authority():
    return FakeAuthority()


@pytest.fixture
async def world(tmp_path, authority):
    async with a_world(tmp_path) as world:
        connecting = Connecting({"upwork": authority}, SEALER, "https://connector.example")
        markets = {**world.context.markets, "upwork": world.sandbox}
        world.context = replace(world.context, markets=markets, connecting=connecting)
        yield world


@pytest.fixture
async def opens(world):
    """Opens the page with these parameters: (status, text, headers)."""
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())

        async def opens(method="GET", market="upwork", context=None, **query):
            http = web.Application()
            http.add_routes(connect_routes(context or world.context))
            async with (
                serving(http, "127.0.0.1", 0) as port,
                session.request(method, f"http://127.0.0.1:{port}/connect/{market}", params=query) as answer,
            ):
                return answer.status, await answer.text(), answer.headers

        yield opens


async def begun(world):
    link = await begin_connecting(world.context, PAT, "upwork")
    return link.url.rpartition("state=")[2]


def read(page):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


async def account(world):
    async with one_by_one(world.store) as tx:
        return await tx.accounts.get(TENANT, "upwork")


async def test_a_consent_that_was_given_is_confirmed_and_the_window_may_be_closed(world, opens):
    status, page, _ = await opens(state=await begun(world), code="code-1")
    assert status == 200
    assert "is connected Account Contoso GmbH , for the organisation of Pat Lead" in read(page)
    assert "You can close this window." in read(page)
    assert await account(world) is not None


async def test_a_wrong_a_used_and_an_expired_state_are_a_clear_400(world, opens, authority):
    state = await begun(world)
    await opens(state=state, code="code-1")
    late = await begun(world)
    world.clock.advance(600)
    for wrong in ({"state": state}, {"state": "guessed"}, {"state": late}, {}):
        status, page, _ = await opens(code="code-1", **wrong)
        assert status == 400
        assert "To start again, say “connect upwork” to me in Teams." in read(page)
    assert len(authority.exchanged) == 1


async def test_two_windows_with_one_address_connect_once(world, opens):
    state = await begun(world)
    answers = await asyncio.gather(*(opens(state=state, code="code-1") for _ in range(4)))
    assert sorted(status for status, _, _ in answers) == [200, 400, 400, 400]


async def test_a_scanner_of_links_uses_nothing_up(world, opens):
    state = await begun(world)
    assert (await opens("HEAD", state=state, code="code-1"))[0] == 405
    assert (await opens(state=state, code="code-1"))[0] == 200


async def test_a_lead_who_said_no_reads_that_nothing_was_connected(world, opens):
    status, page, _ = await opens(state=await begun(world), error="access_denied")
    assert status == 200
    assert "You declined, so nothing was connected." in read(page)
    assert await account(world) is None


@pytest.mark.parametrize("trouble", [MarketplaceRefused(HOSTILE), MarketplaceUnknown(HOSTILE)])
async def test_what_the_marketplace_says_is_shown_and_never_run(world, opens, trouble, authority):
    authority.troubles = [trouble]
    _, page, _ = await opens(state=await begun(world), code="code-1")
    assert "<script" not in page
    assert "<img" not in page
    assert "Nothing was connected." in read(page)


async def test_the_name_of_an_account_is_only_text(world, opens, authority):
    authority.holder = Holder(id="1", name=HOSTILE)
    _, page, _ = await opens(state=await begun(world), code="code-1")
    assert "<script" not in page
    assert "{{ 7*7 }}" in read(page)


async def test_a_marketplace_that_is_not_there_is_said(opens):
    status, page, _ = await opens(market="<b>nowhere", state="x", code="y")
    assert status == 400
    assert "<b>nowhere" not in page


async def test_a_page_is_not_kept_framed_run_or_told_to_others(world, opens):
    for query in ({"state": await begun(world), "code": "code-1"}, {"state": "wrong"}):
        _, page, headers = await opens(**query)
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert not {"code-1", "access-2", "refresh-2"} & set(re.findall(r"[\w-]+", page))


async def test_while_our_own_store_is_away_it_is_said_and_can_be_begun_again(world, opens):
    class Away:
        async def run(self, *_work, **_named):
            raise StoreUnavailable("away")

    status, page, _ = await opens(context=replace(world.context, store=Away()), state="x", code="y")
    assert (status, LATER in read(page)) == (503, True)

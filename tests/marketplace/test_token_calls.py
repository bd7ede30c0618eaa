"""Consent, first tokens and their renewal over HTTP, against a desk that behaves as OAuth 2.0 says, or not."""

import asyncio
import base64
from contextlib import AsyncExitStack
from urllib.parse import parse_qs, parse_qsl, urlsplit

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from http_client.session import open_session
from marketplace.http.oauth import ClientAuth, Identity, OAuthApp
from marketplace.http.token_calls import TokenCalls
from ports.accounts import ConsentEnded
from ports.marketplace import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from stand_ins.consent import CLIENT_ID, CLIENT_SECRET, ConsentServer
from tests.support.clock import FakeClock

REDIRECT = "https://connector.example/connect/upwork"
VERIFIER = SecretStr("V" * 48)


class Provider:
    """A Connectable."""

    def __init__(self, oauth):
        self.oauth = oauth

    async def identify(self, token):
        return Identity(id="org-1", name=f"of {token.get_secret_value()}")


class Desk(ConsentServer):
    """A consent server that is served, and remembers what the token endpoint was sent."""

    def __init__(self, **options):
        super().__init__(FakeClock().now, **options)
        self.sent = []


@pytest.fixture
async def served():
    async with AsyncExitStack() as stack:

        async def serve(desk, token=None, **oauth):
            async def remember(request):
                desk.sent.append((dict(request.headers), dict(parse_qsl(await request.text()))))
                return await (token or desk._token)(request)

            app = web.Application()
            app.add_routes([web.get("/authorize", desk._authorize), web.post("/token", remember)])
            server = TestServer(app, host="127.0.0.1")
            await server.start_server()
            stack.push_async_callback(server.close)
            browser = await stack.enter_async_context(aiohttp.ClientSession())
            session = await stack.enter_async_context(open_session(20))
            given = {
                "client_id": CLIENT_ID,
                "client_secret": SecretStr(CLIENT_SECRET),
                "authorize_url": str(server.make_url("/authorize")),
                "token_url": str(server.make_url("/token")),
            }
            provider = Provider(OAuthApp(**{**given, **oauth}))
            calls = TokenCalls(session, provider, "Upwork", now=FakeClock().now, seconds=0.5)
            return calls, browser

        yield serve


async def consent(calls, session):
    """What a browser brings back: the query of the redirect."""
    url = calls.authorize_url(REDIRECT, "a-state", VERIFIER)
    async with session.get(url, allow_redirects=False) as answer:
        assert answer.status == 302, await answer.text()
        back = answer.headers["Location"]
    assert back.startswith(REDIRECT)
    return dict(parse_qsl(urlsplit(back).query))


@pytest.mark.parametrize("auth", ClientAuth)
@pytest.mark.parametrize("pkce", [True, False])
async def test_a_consent_becomes_tokens_and_tokens_become_new_ones(served, auth, pkce):
    desk = Desk(needs_pkce=pkce)
    calls, session = await served(desk, client_auth=auth, pkce=pkce)
    back = await consent(calls, session)
    assert back["state"] == "a-state"
    grant = await calls.exchange(SecretStr(back["code"]), REDIRECT, VERIFIER)
    assert desk.accepts(grant.access.get_secret_value())
    assert grant.expires_in == 86_400
    new = await calls.refresh(grant.refresh)
    assert new.access != grant.access
    assert new.refresh != grant.refresh
    with pytest.raises(ConsentEnded, match="Upwork says: The grant or refresh token is invalid"):
        await calls.refresh(grant.refresh)


@pytest.mark.parametrize(
    ("auth", "basic", "in_form"),
    [(ClientAuth.BODY, False, True), (ClientAuth.BASIC, True, False), (ClientAuth.BOTH, True, True)],
)
async def test_our_own_credentials_go_where_the_provider_wants_them(served, auth, basic, in_form):
    desk = Desk()
    calls, session = await served(desk, client_auth=auth)
    code = SecretStr((await consent(calls, session))["code"])
    grant = await calls.exchange(code, REDIRECT, VERIFIER)
    await calls.refresh(grant.refresh)
    pair = base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
    for headers, form in desk.sent:
        assert (headers.get("Authorization") == f"Basic {pair}") is basic
        assert (form.get("client_id") == CLIENT_ID) is in_form
        assert (form.get("client_secret") == CLIENT_SECRET) is in_form
    assert [form["grant_type"] for _, form in desk.sent] == ["authorization_code", "refresh_token"]


async def test_what_a_provider_wants_in_the_address_is_there_and_no_scope_where_it_wants_none(served):
    calls, _ = await served(Desk(), scope="basic", extra=(("advanced_scopes", "1 2 5 6"),))
    asked = parse_qs(urlsplit(calls.authorize_url(REDIRECT, "s", VERIFIER)).query)
    assert asked["scope"] == ["basic"]
    assert asked["advanced_scopes"] == ["1 2 5 6"]
    assert "code_challenge" not in asked
    calls, session = await served(Desk(refuses_scope=True))
    assert "code" in await consent(calls, session)


async def test_a_verifier_goes_out_as_its_challenge_only(served):
    calls, _ = await served(Desk(), pkce=True)
    url = calls.authorize_url(REDIRECT, "s", VERIFIER)
    assert VERIFIER.get_secret_value() not in url
    assert parse_qs(urlsplit(url).query)["code_challenge_method"] == ["S256"]


async def test_another_verifier_gets_no_token(served):
    calls, session = await served(Desk(needs_pkce=True), pkce=True)
    code = SecretStr((await consent(calls, session))["code"])
    with pytest.raises(ConsentEnded):
        await calls.exchange(code, REDIRECT, SecretStr("W" * 48))


async def test_a_code_counts_once(served):
    calls, session = await served(Desk())
    code = SecretStr((await consent(calls, session))["code"])
    await calls.exchange(code, REDIRECT, VERIFIER)
    with pytest.raises(ConsentEnded):
        await calls.exchange(code, REDIRECT, VERIFIER)


async def test_a_lead_who_says_no_comes_back_with_the_error(served):
    calls, session = await served(Desk(says_no=True))
    assert (await consent(calls, session))["error"] == "access_denied"


async def test_when_our_application_itself_is_not_accepted_the_operator_is_meant(served):
    calls, _ = await served(Desk(), client_secret=SecretStr("another"))
    with pytest.raises(MarketplaceRefused, match="An operator has to check") as no:
        await calls.refresh(SecretStr("refresh-1"))
    assert not isinstance(no.value, ConsentEnded)


@pytest.mark.parametrize(
    ("status", "text", "becomes"),
    [
        (200, "<html>welcome</html>", MarketplaceUnknown),
        (200, "", MarketplaceUnknown),
        (200, "[1]", MarketplaceUnknown),
        (200, "{}", MarketplaceUnknown),
        (200, '{"access_token": 5, "token_type": "Bearer"}', MarketplaceUnknown),
        (200, '{"access_token": "a-canary", "refresh_token": ["x"]}', MarketplaceUnknown),
        (200, '{"access_token": "a-canary", "expires_in": "soon"}', MarketplaceUnknown),
        (200, '{"error": "invalid_grant"}', ConsentEnded),
        (302, "", MarketplaceRefused),
        (400, '{"error": "invalid_grant", "error_description": "revoked"}', ConsentEnded),
        (400, '{"error": "invalid_scope"}', MarketplaceRefused),
        (400, "Bad Request", MarketplaceRefused),
        (401, "", MarketplaceRefused),
        (403, '{"error": {"code": 7}}', MarketplaceRefused),
        (429, "", MarketplaceUnavailable),
        (500, '{"error": "invalid_grant"}', MarketplaceUnknown),
        (503, "", MarketplaceUnknown),
    ],
)
async def test_what_every_answer_means(served, status, text, becomes):
    async def answers(request):
        return web.Response(status=status, text=text, headers={"Location": "/elsewhere"})

    calls, _ = await served(Desk(), token=answers)
    with pytest.raises(becomes) as trouble:
        await calls.refresh(SecretStr("refresh-1"))
    assert type(trouble.value) is becomes
    assert "canary" not in str(trouble.value)
    assert trouble.value.__cause__ is None


async def test_a_pause_they_ask_for_is_kept(served):
    desk = Desk()
    desk.faults = [web.Response(status=429, headers={"Retry-After": "17"})]
    calls, _ = await served(desk)
    with pytest.raises(MarketplaceUnavailable) as busy:
        await calls.refresh(SecretStr("refresh-1"))
    assert busy.value.retry_after == 17


async def test_an_answer_that_never_comes_or_is_cut_off_may_have_ended_the_token(served):
    async def hangs(request):
        await asyncio.Event().wait()

    async def cuts(request):
        request.transport.abort()

    for behaves in (hangs, cuts):
        calls, _ = await served(Desk(), token=behaves)
        with pytest.raises(MarketplaceUnknown, match="did not answer"):
            await calls.refresh(SecretStr("refresh-1"))


async def test_an_answer_in_many_packets_is_read_whole(served):
    async def drips(request):
        response = web.StreamResponse()
        await response.prepare(request)
        for part in ('{"access_token": "a", ', '"token_type": "Bearer", ', '"expires_in": 60}'):
            await response.write(part.encode())
            await asyncio.sleep(0.01)
        return response

    calls, _ = await served(Desk(), token=drips)
    grant = await calls.refresh(SecretStr("refresh-1"))
    assert (grant.access.get_secret_value(), grant.refresh, grant.expires_in) == ("a", None, 60)


async def test_a_token_without_an_end_says_none(served):
    async def endless(request):
        return web.json_response({"access_token": "a", "token_type": "Bearer"})

    calls, _ = await served(Desk(), token=endless)
    assert (await calls.refresh(SecretStr("refresh-1"))).expires_in is None


async def test_nobody_there_is_nothing_happened():
    async with open_session(1) as session:
        app = OAuthApp(
            client_id="x",
            client_secret=SecretStr("y"),
            authorize_url="http://127.0.0.1:1/a",
            token_url="http://127.0.0.1:1/t",
        )
        calls = TokenCalls(session, Provider(app), "Upwork", now=FakeClock().now)
        with pytest.raises(MarketplaceUnavailable, match="cannot be reached"):
            await calls.refresh(SecretStr("refresh-1"))


async def test_the_marketplace_says_whose_token_it_is(served):
    calls, _ = await served(Desk(), refresh_days=14)
    holder = await calls.identify(SecretStr("t"))
    assert (holder.id, holder.name, calls.refresh_life.days) == ("org-1", "of t", 14)

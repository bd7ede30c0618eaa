"""One call over HTTP, and whether it may have landed."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from http_client.session import open_session
from marketplace.http.access import Access
from marketplace.http.breaker import Breaker
from marketplace.http.calls import LONGEST_ANSWER, Calls, Request
from marketplace.http.graphql import GraphQL
from marketplace.http.pace import Limits, Pace, Uncounted
from ports.marketplace import LONGEST_WAIT, MarketplaceUnavailable, MarketplaceUnknown
from tests.support.clock import FakeClock
from tests.support.proxy import FakeProxy

Answerer = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Renewing:
    """The Accounts port: a token that is numbered, renewed on request; `away` is what stands in its way."""

    def __init__(self) -> None:
        self.number = 1
        self.away: MarketplaceUnavailable | None = None

    async def access(self, tenant: str, marketplace: str) -> Access:
        if self.away:
            raise self.away
        return Access(token=SecretStr(f"token {self.number}"), account="A1")

    async def renewed(self, tenant: str, marketplace: str, rejected: Access) -> Access:
        assert rejected.token.get_secret_value() == f"token {self.number}"
        self.number += 1
        return await self.access(tenant, marketplace)


class Town:
    """A server that answers as the test says, and a Calls that talks to it."""

    def __init__(self) -> None:
        self.accounts = Renewing()
        self.seen: list[tuple[str, str, str]] = []
        self.answer: Answerer = self._yes
        self.breaker = Breaker("Fairground", failures=3)
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._handle)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> "Town":
        await self._server.start_server()
        self._session = open_session(20)
        self.calls = Calls(
            self._session,
            name="fairground",
            title="Fairground",
            accounts=self.accounts,
            pace=Pace(Limits(a_second=1000, at_once=1000), Uncounted()),
            breaker=self.breaker,
            now=FakeClock().now,
            seconds=0.3,
        )
        self.url = str(self._server.make_url("/jobs/"))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()
        await self._server.close()

    async def _yes(self, _request: web.Request) -> web.StreamResponse:
        return web.json_response({"ok": True})

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.seen.append((request.method, request.headers.get("Authorization", ""), await request.text()))
        return await self.answer(request)

    def answers(self, status: int, text: str = "", **headers: str) -> None:
        async def answer(_request: web.Request) -> web.StreamResponse:
            return web.Response(
                status=status, text=text, headers={k.replace("_", "-"): v for k, v in headers.items()}
            )

        self.answer = answer

    async def send(self, *, writes: bool, **more):
        request = Request(method="POST", url=self.url, writes=writes, **more)
        return await self.calls.send("t", request, headers_for)


def headers_for(access: Access) -> dict[str, str]:
    return {"Authorization": f"Bearer {access.token.get_secret_value()}"}


@pytest.fixture
async def town():
    async with Town() as town:
        yield town


async def test_a_yes_comes_back_with_its_json(town):
    answer = await town.send(writes=True, body={"title": "A logo"})

    assert (answer.status, answer.body) == (200, {"ok": True})
    assert town.seen == [("POST", "Bearer token 1", json.dumps({"title": "A logo"}))]


async def test_a_form_goes_as_a_form(town):
    await town.send(writes=True, form=(("members[]", "1"), ("members[]", "2")))

    assert town.seen[0][2] == "members%5B%5D=1&members%5B%5D=2"


async def test_a_no_of_theirs_is_for_the_provider_to_read(town):
    town.answers(422, '{"message": "The title is taken."}')

    answer = await town.send(writes=True)

    assert (answer.status, answer.body) == (422, {"message": "The title is taken."})


@pytest.mark.parametrize(("writes", "error"), [(True, MarketplaceUnknown), (False, MarketplaceUnavailable)])
@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
async def test_a_server_error_leaves_a_write_unknown_and_a_reading_undone(town, status, writes, error):
    town.answers(status, "<html>upstream</html>")

    with pytest.raises(error, match=f"Fairground answered {status}"):
        await town.send(writes=writes)


@pytest.mark.parametrize(("writes", "error"), [(True, MarketplaceUnknown), (False, MarketplaceUnavailable)])
async def test_a_cut_connection_leaves_a_write_unknown(town, writes, error):
    async def cut(request: web.Request) -> web.StreamResponse:
        request.transport.abort()
        return web.Response()

    town.answer = cut

    with pytest.raises(error, match="did not answer"):
        await town.send(writes=writes)


@pytest.mark.parametrize(("writes", "error"), [(True, MarketplaceUnknown), (False, MarketplaceUnavailable)])
async def test_a_time_out_leaves_a_write_unknown(town, writes, error):
    never = asyncio.Event()

    async def hang(_request: web.Request) -> web.StreamResponse:
        await never.wait()
        return web.Response()

    town.answer = hang

    with pytest.raises(error, match="did not answer"):
        await town.send(writes=writes)


async def test_a_yes_that_is_not_json_is_no_yes(town):
    town.answers(200, "<html>Welcome</html>")

    with pytest.raises(MarketplaceUnknown, match="not JSON"):
        await town.send(writes=True)


async def test_an_endless_answer_is_read_to_a_limit_only(town):
    town.answers(200, "[" + "1," * (LONGEST_ANSWER // 2) + "1]")

    with pytest.raises(MarketplaceUnavailable, match="did not answer"):
        await town.send(writes=False)


async def test_a_redirect_is_not_followed_because_a_token_goes_nowhere_else(town):
    town.answers(302, "", Location="https://elsewhere.example/")

    answer = await town.send(writes=False)

    assert answer.status == 302
    assert len(town.seen) == 1


async def test_nobody_listening_means_that_nothing_landed(town):
    town.url = "http://127.0.0.1:9/jobs/"

    with pytest.raises(MarketplaceUnavailable, match="cannot be reached"):
        await town.send(writes=True)


async def test_too_many_requests_did_not_land_and_say_when(town):
    town.answers(429, "slow down", Retry_After="7")

    with pytest.raises(MarketplaceUnavailable) as throttled:
        await town.send(writes=True)

    assert throttled.value.retry_after == 7


async def test_a_token_that_is_not_accepted_is_renewed_and_the_call_made_again(town):
    async def only_the_second(request: web.Request) -> web.StreamResponse:
        good = request.headers["Authorization"] == "Bearer token 2"
        return web.json_response({"ok": good}, status=200 if good else 401)

    town.answer = only_the_second

    answer = await town.send(writes=True, body={"title": "A logo"})

    assert answer.body == {"ok": True}
    assert [token for _, token, _ in town.seen] == ["Bearer token 1", "Bearer token 2"]


async def test_a_renewed_token_that_is_not_accepted_either_is_not_renewed_for_ever(town):
    town.answers(401)

    with pytest.raises(MarketplaceUnavailable, match="token"):
        await town.send(writes=True)

    assert len(town.seen) == 2


async def test_without_an_account_nothing_is_sent(town):
    town.accounts.away = MarketplaceUnavailable("Nobody has connected Fairground yet.")

    with pytest.raises(MarketplaceUnavailable, match="Nobody has connected"):
        await town.send(writes=True)

    assert town.seen == []


async def test_after_several_failures_it_is_left_alone(town):
    town.answers(500)
    for _ in range(3):
        with pytest.raises(MarketplaceUnknown):
            await town.send(writes=True)

    with pytest.raises(MarketplaceUnavailable, match="left alone"):
        await town.send(writes=True)

    assert len(town.seen) == 3


async def test_a_payment_that_a_proxy_did_not_let_through_did_not_land(town):
    async with FakeProxy(port=1, refuses=503) as proxy:
        environment = {"HTTPS_PROXY": f"http://{proxy.address}"}
        async with open_session(1, environment=environment) as session:
            town.calls._session = session
            town.url = "https://fairground.example/pay"
            with pytest.raises(MarketplaceUnavailable, match="cannot be reached"):
                await town.send(writes=True)

    assert proxy.seen == ["CONNECT fairground.example:443 HTTP/1.1"]


async def test_a_pause_that_is_over_by_our_clock_is_no_reason_to_ask_again_at_once(town):
    for sent in ("Mon, 23 Nov 2026 11:59:30 GMT", "0"):
        town.answers(429, Retry_After=sent)
        with pytest.raises(MarketplaceUnavailable) as throttled:
            await town.send(writes=False)
        assert throttled.value.retry_after is None


async def test_a_pause_until_a_date_is_measured_on_our_clock_and_has_an_end(town):
    for sent, told in (
        ("Mon, 23 Nov 2026 12:01:00 GMT", 60),
        ("Tue, 24 Nov 2026 12:00:00 GMT", LONGEST_WAIT),
        ("Mon, 23 Nov 2026 11:59:30 GMT", None),  # past, by our clock: not a reason to ask again at once
        ("0", None),
    ):
        town.answers(429, Retry_After=sent, Date="Mon, 23 Nov 2026 11:00:00 GMT")

        with pytest.raises(MarketplaceUnavailable) as throttled:
            await town.send(writes=False)

        assert throttled.value.retry_after == told
        town.breaker.answered()


async def test_graphql_gives_partial_data_and_the_errors_of_its_fields(town):
    said = {
        "data": {"job": {"id": "1", "budget": None}},
        "errors": [{"message": "no scope", "path": ["job", "budget"], "extensions": {"code": "X"}}, "junk"],
    }
    town.answers(200, json.dumps(said))

    result = await GraphQL(town.calls, town.url, headers_for).run("t", "query { job }", {}, writes=False)

    assert result.data == {"job": {"id": "1", "budget": None}}
    assert [(e.message, e.path, dict(e.extensions)) for e in result.errors] == [
        ("no scope", ("job", "budget"), {"code": "X"}),
        ("no reason was given", (), {}),
    ]


@pytest.mark.parametrize(("writes", "error"), [(True, MarketplaceUnknown), (False, MarketplaceUnavailable)])
@pytest.mark.parametrize("text", ["[]", "{}", '{"data": null}', '{"data": 3}', ""])
async def test_graphql_without_data_or_errors_says_nothing_about_what_happened(town, text, writes, error):
    town.answers(200, text)

    with pytest.raises(error, match="without data"):
        await GraphQL(town.calls, town.url, headers_for).run("t", "query { job }", {}, writes=writes)


@pytest.mark.parametrize("writes", [True, False])
@pytest.mark.parametrize("text", ["<html>blocked</html>", "", '{"message": "Forbidden"}', '{"errors": "no"}'])
async def test_a_4xx_that_is_no_graphql_answer_let_nothing_through(town, text, writes):
    town.answers(403, text)

    with pytest.raises(MarketplaceUnavailable, match="403 without data"):
        await GraphQL(town.calls, town.url, headers_for).run("t", "query { job }", {}, writes=writes)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
async def test_nothing_is_sent_a_second_time_when_a_kept_connection_breaks(town, method):
    await town.send(writes=True)

    async def cut(request: web.Request) -> web.StreamResponse:
        request.transport.abort()
        return web.Response()

    town.answer = cut
    request = Request(method=method, url=town.url, writes=method != "GET")
    with pytest.raises((MarketplaceUnknown, MarketplaceUnavailable)):
        await town.calls.send("t", request, headers_for)

    assert [seen[0] for seen in town.seen] == ["POST", method]


async def test_a_long_answer_is_read_to_its_end_in_however_many_pieces_it_comes(town):
    async def in_pieces(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for piece in (b'{"long": "', b"x" * 300_000, b'"}'):
            await response.write(piece)
            await asyncio.sleep(0)
        return response

    town.answer = in_pieces

    answer = await town.send(writes=False)

    assert len(answer.body["long"]) == 300_000

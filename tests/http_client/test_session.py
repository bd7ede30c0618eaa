"""What goes out: sent once, with an end, not led elsewhere, through the company's proxy and with its authorities."""

import asyncio
import base64

import aiohttp
import pytest
from aiohttp import web

from http_client.body import whole_body
from http_client.environment import AUTHORITIES, EnvironmentWrong
from http_client.session import LOST, NOT_SENT, open_session
from tests.support.proxy import FakeProxy


async def asked(url, environment, **more):
    """The answer's text."""
    async with open_session(1, 5, environment) as session, session.request("GET", url, **more) as answer:
        return (await whole_body(answer, 1000)).decode()


@pytest.fixture
async def proxy(there):
    async with FakeProxy(there.port) as proxy:
        yield proxy


@pytest.fixture
async def tunnel(secured):
    async with FakeProxy(secured.port) as proxy:
        yield proxy


# ------------------------------------------------------------------------------------------- once, and to an end


async def test_a_request_carries_what_it_is_given(there):
    async with (
        open_session(1) as session,
        session.request(
            "POST",
            there.url + "/jobs",
            headers={"Authorization": "Bearer t"},
            params=(("a", "1"), ("a", "2")),
            data=(("x", "y z"),),
        ) as answer,
    ):
        assert answer.status == 200
    [seen] = there.seen
    assert (seen.method, seen.path_qs, seen.headers["Authorization"]) == ("POST", "/jobs?a=1&a=2", "Bearer t")


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "POST"])
async def test_nothing_is_sent_a_second_time_when_a_kept_connection_breaks(there, method):
    async with open_session(1) as session:
        async with session.request("GET", there.url) as answer:
            await answer.read()

        async def cut(request):
            request.transport.abort()
            return web.Response()

        there.answer = cut
        with pytest.raises(LOST):
            async with session.request(method, there.url):
                raise AssertionError("answered")
    assert [request.method for request in there.seen] == ["GET", method]


async def test_a_redirect_is_an_answer_and_is_not_followed(there):
    async def elsewhere(_):
        return web.Response(status=302, headers={"Location": f"{there.url}/elsewhere"})

    there.answer = elsewhere
    async with open_session(1) as session, session.request("GET", there.url) as answer:
        assert answer.status == 302
    assert len(there.seen) == 1


async def test_cookies_are_not_kept(there):
    async def baker(_):
        return web.Response(headers={"Set-Cookie": "a=b"})

    there.answer = baker
    async with open_session(1) as session:
        for _ in range(2):
            async with session.request("GET", there.url):
                pass
    assert [request.cookies for request in there.seen] == [{}, {}]


@pytest.mark.parametrize(("session_s", "request_s"), [(0.2, None), (30, 0.2)])
async def test_every_request_has_an_end_the_sessions_or_its_own(there, session_s, request_s):
    async def sleepy(_):
        await asyncio.sleep(60)
        return web.Response()

    there.answer = sleepy
    async with open_session(1, session_s) as session:
        with pytest.raises(TimeoutError):
            async with session.request("GET", there.url, seconds=request_s):
                raise AssertionError("answered")


async def test_where_nobody_listens_nothing_was_sent():
    with pytest.raises(NOT_SENT):
        await asked("http://127.0.0.1:1/", {})


async def test_no_more_connections_than_said_are_open_at_a_time(there):
    open_now = most = 0

    async def count(_):
        nonlocal open_now, most
        open_now += 1
        most = max(most, open_now)
        await asyncio.sleep(0.02)
        open_now -= 1
        return web.Response()

    there.answer = count
    async with open_session(2) as session:

        async def one():
            async with session.request("GET", there.url):
                pass

        await asyncio.gather(*(one() for _ in range(6)))
    assert most == 2


async def test_a_password_file_of_the_users_is_not_read(there, tmp_path, monkeypatch):
    """aiohttp's own way of reading proxies brings it along, and then refuses every request that has a token."""
    (tmp_path / "netrc").write_text("default login somebody password secret\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    await asked(there.url, {}, headers={"Authorization": "Bearer t"})
    await asked(there.url, {})
    assert [request.headers.get("Authorization") for request in there.seen] == ["Bearer t", None]


# ------------------------------------------------------------------------------------------------------- proxies


async def test_https_goes_through_a_tunnel(secured, tunnel, company):
    environment = {"HTTPS_PROXY": f"http://{tunnel.address}", "SSL_CERT_FILE": str(company.authority)}
    assert await asked("https://graph.example/v1.0/me", environment) == "here"
    assert tunnel.seen == ["CONNECT graph.example:443 HTTP/1.1"]
    assert secured.seen[0].path == "/v1.0/me"


async def test_plain_http_is_forwarded(there, proxy):
    assert await asked("http://hooks.example/a?b=c", {"http_proxy": f"http://{proxy.address}"}) == "here"
    assert proxy.seen == ["GET http://hooks.example/a?b=c HTTP/1.1"]
    assert there.seen[0].headers["Host"] == "hooks.example"


async def test_a_proxy_gets_its_user_and_password_and_nobody_else_does(
    there, proxy, secured, tunnel, company
):
    signed_in = "Basic " + base64.b64encode(b"us:pass word").decode()
    at = {"HTTP_PROXY": f"http://us:pass%20word@{proxy.address}"}
    await asked("http://hooks.example/", at, headers={"Authorization": "Bearer t"})
    at = {
        "HTTPS_PROXY": f"http://us:pass%20word@{tunnel.address}",
        "SSL_CERT_FILE": str(company.authority),
    }
    await asked("https://graph.example/", at, headers={"Authorization": "Bearer t"})
    assert (proxy.signed_in, tunnel.signed_in) == ([signed_in], [signed_in])
    assert [there.seen[0].headers["Authorization"], secured.seen[0].headers["Authorization"]] == [
        "Bearer t"
    ] * 2
    assert "Proxy-Authorization" not in secured.seen[0].headers


@pytest.mark.allow_hosts(["127.0.0.1", "0.0.0.0"])
async def test_a_host_in_no_proxy_is_reached_directly(there, proxy):
    url, environment = f"http://0.0.0.0:{there.port}/", {"HTTP_PROXY": f"http://{proxy.address}"}
    assert await asked(url, environment) == "here"
    assert len(proxy.seen) == 1
    assert await asked(url, {**environment, "NO_PROXY": "example.com,0.0.0.0"}) == "here"
    assert len(proxy.seen) == 1
    assert len(there.seen) == 2


async def test_this_machine_is_reached_directly_so_that_mode_local_works_behind_a_proxy(there, proxy):
    environment = {"HTTP_PROXY": f"http://{proxy.address}", "HTTPS_PROXY": f"http://{proxy.address}"}
    assert await asked(there.url, environment) == "here"
    assert await asked(f"http://localhost:{there.port}/", environment) == "here"
    assert proxy.seen == []


@pytest.mark.parametrize("status", [407, 403, 502, 503])
async def test_a_proxy_that_opens_no_tunnel_means_that_nothing_was_sent(secured, tunnel, company, status):
    tunnel.refuses = status
    environment = {
        "HTTPS_PROXY": f"http://us:secret@{tunnel.address}",
        "SSL_CERT_FILE": str(company.authority),
    }
    with pytest.raises(NOT_SENT) as refused:
        await asked("https://graph.example/", environment)
    assert secured.seen == []
    assert "secret" not in str(refused.value)


async def test_a_proxy_that_is_not_there_means_that_nothing_was_sent():
    for scheme in ("http", "https"):
        with pytest.raises(NOT_SENT) as away:
            await asked(f"{scheme}://graph.example/", {f"{scheme}_proxy": "http://us:secret@127.0.0.1:1"})
        assert "secret" not in str(away.value)


# --------------------------------------------------------------------------------------------------- authorities


async def test_a_companys_server_is_not_trusted_until_its_authority_is_named(secured, company):
    with pytest.raises(aiohttp.ClientConnectorCertificateError) as unknown:
        await asked(secured.url, {})
    assert isinstance(unknown.value, NOT_SENT)
    assert secured.seen == []
    for name in AUTHORITIES:
        path = company.hashed if name == "SSL_CERT_DIR" else company.authority
        assert await asked(secured.url, {name: str(path)}) == "here", name


async def test_a_name_that_the_certificate_does_not_have_is_not_trusted(secured, tunnel, company):
    environment = {"HTTPS_PROXY": f"http://{tunnel.address}", "SSL_CERT_FILE": str(company.authority)}
    with pytest.raises(aiohttp.ClientConnectorCertificateError):
        await asked("https://graph.elsewhere/", environment)


async def test_an_environment_that_cannot_be_used_opens_no_session(tmp_path):
    for environment in ({"SSL_CERT_FILE": str(tmp_path / "missing")}, {"HTTPS_PROXY": "socks5://x"}):
        with pytest.raises(EnvironmentWrong):
            open_session(1, environment=environment)

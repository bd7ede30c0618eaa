"""The unsigned door for the Agents Playground: this machine only."""

import aiohttp
import pytest
from aiohttp import web

from bot.door.front_door import admit_loopback
from bot.door.rejected import Rejected
from tests.support.activities import message

TURNED_AWAY = {
    "host-of-a-tunnel": {"Host": "abc.devtunnels.ms"},
    "host-rebound-by-dns": {"Host": "evil.example:3978"},
    "forwarded-for": {"X-Forwarded-For": "203.0.113.7"},
    "forwarded": {"Forwarded": "for=203.0.113.7"},
    "forwarded-host": {"X-Forwarded-Host": "evil.example"},
    "via": {"Via": "1.1 proxy"},
    "web-page": {"Origin": "https://evil.example"},
    "sandboxed-web-page": {"Origin": "null"},
}


@pytest.mark.parametrize("case", TURNED_AWAY)
async def test_what_does_not_come_from_this_machine_is_turned_away(local_bot, case):
    status, answer = await local_bot.post(message(local_bot.teams.url, "hi"), headers=TURNED_AWAY[case])

    assert (status, answer, local_bot.turns) == (403, None, [])


@pytest.mark.parametrize(
    "headers",
    [{}, {"Authorization": "Bearer whatever"}, {"Origin": "http://localhost:56150"}],
    ids=["unsigned", "with-a-token", "from-the-playground's-page"],
)
async def test_a_program_on_this_machine_is_let_in(local_bot, headers):
    status, _ = await local_bot.post(message(local_bot.teams.url, "hi"), headers=headers)

    assert (status, [inbound.text for inbound in local_bot.turns]) == (200, ["hi"])


@pytest.mark.parametrize(
    "service_url",
    ["https://smba.trafficmanager.net/teams/", "http://192.0.2.1/", "http://127.0.0.1.evil.example/", ""],
)
async def test_answers_go_to_this_machine_only(local_bot, service_url):
    status, _ = await local_bot.post(message(service_url, "hi"), headers={})

    assert (status, local_bot.turns) == (403, [])


async def test_the_tenant_must_be_listed_here_too(local_bot):
    body = message(
        local_bot.teams.url, "hi", channelData={"tenant": {"id": "other"}}, conversation={"id": "1"}
    )

    assert (await local_bot.post(body, headers={}))[0] == 403


async def test_the_door_for_teams_lets_no_unsigned_request_in_whatever_it_says(bot):
    status, _ = await bot.post(message(bot.teams.url, "hi"), headers={})

    assert (status, bot.rejects) == (401, ["no authorization"])


class _Elsewhere:
    """A transport whose other end is not this machine."""

    def __init__(self, peer):
        self.peer = peer

    def get_extra_info(self, _):
        return self.peer


class _Request:
    def __init__(self, peer):
        self.transport = _Elsewhere(peer)
        self.headers = {"Host": "127.0.0.1:3978"}


@pytest.mark.parametrize(
    "peer", [("203.0.113.7", 1), ("::ffff:203.0.113.7", 1, 0, 0), None, "", ("nonsense", 1)]
)
async def test_a_peer_that_is_not_loopback_is_turned_away(peer):
    with pytest.raises(Rejected, match="peer"):
        await admit_loopback(_Request(peer))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "peer", [("127.0.0.1", 1), ("127.8.8.8", 1), ("::1", 1, 0, 0), ("::ffff:127.0.0.1", 1, 0, 0)]
)
async def test_every_spelling_of_loopback_is_this_machine(peer):
    await admit_loopback(_Request(peer))  # type: ignore[arg-type]


async def test_a_unix_socket_has_no_peer_and_is_turned_away(tmp_path):
    async def handle(request):
        try:
            await admit_loopback(request)
        except Rejected as rejected:
            return web.Response(status=rejected.status)
        return web.Response()

    app = web.Application()
    app.router.add_get("/", handle)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.UnixSite(runner, str(tmp_path / "s")).start()
    through_socket = aiohttp.UnixConnector(str(tmp_path / "s"))
    async with (
        aiohttp.ClientSession(connector=through_socket) as session,
        session.get("http://localhost/") as got,
    ):
        assert got.status == 403
    await runner.cleanup()

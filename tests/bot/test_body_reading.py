"""How a body is read: its size, its frame, its pace."""

import asyncio
import gzip
import io
import json
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.door.body import MAX_ANSWERED, MAX_BODY, read_body
from bot.door.rejected import Rejected
from tests.support.activities import message


@pytest.mark.parametrize("value", [None, {"verb": "approve_gig", "gig": 12}])
async def test_a_body_over_256_kib_lets_in_who_sent_it_and_nothing_that_it_says(bot, value):
    status, _ = await bot.post(message(bot.teams.url, "x" * 300_000, value=value))

    assert (status, bot.rejects) == (200, ["body too large"])
    (turn,) = bot.turns
    assert (turn.is_too_large, turn.text, turn.value) == (True, "", None if value is None else {})
    assert turn.object_id


async def test_a_body_of_just_256_kib_is_read_like_any_other(bot):
    short = len(json.dumps(message(bot.teams.url, "")))
    await bot.post(json.dumps(message(bot.teams.url, "x" * (MAX_BODY - short))).encode())

    (turn,) = bot.turns
    assert (turn.is_too_large, bool(turn.text)) == (False, True)


async def test_a_body_over_a_mebibyte_is_turned_away_by_its_length(bot):
    headers = {**bot.entra.bearer(bot.teams.url), "Content-Type": "application/json"}
    body = io.BytesIO(json.dumps(message(bot.teams.url, "x" * MAX_ANSWERED)).encode())
    async with bot.client.post(bot.url, headers=headers, data=body) as response:
        assert (response.status, bot.rejects, bot.turns) == (413, ["body too large"], [])


async def test_nobody_unknown_gets_a_large_body_read(bot):
    body = message(bot.teams.url, "x" * 300_000)
    status, _ = await bot.post(body, headers={"Authorization": "Bearer a.b.c"})

    assert (status, bot.turns) == (401, [])


@pytest.mark.parametrize(
    "change", [{"channelId": "webchat"}, {"channelData": {"tenant": {"id": "elsewhere"}}}, {"type": 7}]
)
async def test_a_large_body_that_would_not_be_let_in_anyway_gets_no_sentence(bot, change):
    status, _ = await bot.post(message(bot.teams.url, "x" * 300_000) | change)

    assert (status, bot.turns) == (413, [])


async def test_a_body_over_a_mebibyte_is_turned_away_without_a_length_too(bot):
    async def chunks():
        for _ in range(160):
            yield b"x" * 8192

    headers = {**bot.entra.bearer(bot.teams.url), "Content-Type": "application/json"}
    async with bot.client.post(bot.url, headers=headers, data=chunks()) as response:
        assert (response.status, bot.rejects) == (413, ["body too large"])


async def test_a_chunked_body_of_fair_size_is_read(bot):
    async def chunks():
        body = json.dumps(message(bot.teams.url, "hi")).encode()
        yield body[:100]
        yield body[100:]

    headers = {**bot.entra.bearer(bot.teams.url), "Content-Type": "application/json"}
    async with bot.client.post(bot.url, headers=headers, data=chunks()) as response:
        assert (response.status, len(bot.turns)) == (200, 1)


async def test_a_compressed_body_is_turned_away(bot):
    headers = {
        **bot.entra.bearer(bot.teams.url),
        "Content-Type": "application/json",
        "Content-Encoding": "gzip",
    }
    async with bot.client.post(bot.url, headers=headers, data=gzip.compress(b" " * 10_000_000)) as response:
        assert (response.status, bot.rejects) == (415, ["encoded body"])


@pytest.mark.parametrize(
    "framing, body",
    [
        ("Transfer-Encoding: chunked", b"zz\r\nhello\r\n"),
        ("Content-Length: -5", b"{}"),
        ("Content-Length: x", b"{}"),
        ("Content-Length: 5\r\nContent-Length: 2", b"{}"),
    ],
    ids=["bad-chunk", "negative-length", "length-no-number", "two-lengths"],
)
async def test_a_broken_frame_is_never_a_5xx(bot, framing, body):
    address = urlsplit(bot.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    token = bot.entra.token(bot.teams.url)
    head = (
        f"POST /api/messages HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: application/json\r\n{framing}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()
    line = await reader.readline()
    writer.close()

    assert line.split()[1] in (b"400", b"413")
    assert bot.turns == []


@pytest.mark.parametrize("rest", [b"", b"zz\r\nhello\r\n"], ids=["never-comes", "bad-chunk"])
async def test_a_body_that_stops_half_way_is_waited_for_only_so_long(bot, rest):
    async def handle(request):
        try:
            return web.Response(body=await read_body(request, seconds=0.05))
        except Rejected as rejected:
            return web.Response(status=rejected.status)

    app = web.Application()
    app.router.add_post("/", handle)
    async with TestServer(app, host="127.0.0.1") as server:
        reader, writer = await asyncio.open_connection("127.0.0.1", server.port)
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n")
        await writer.drain()
        await asyncio.sleep(0.01)
        writer.write(rest)
        line = await reader.readline()
        writer.close()

    assert line.split()[1] in (b"408", b"400")


async def test_a_sender_that_hangs_up_half_way_harms_nobody(bot):
    address = urlsplit(bot.url)
    _, writer = await asyncio.open_connection(address.hostname, address.port)
    writer.write(
        f"POST /api/messages HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Authorization: Bearer {bot.entra.token(bot.teams.url)}\r\n"
        "Content-Type: application/json\r\nContent-Length: 500\r\n\r\n{".encode()
    )
    await writer.drain()
    writer.close()

    assert (await bot.post(message(bot.teams.url, "hi")))[0] == 200
    assert len(bot.turns) == 1

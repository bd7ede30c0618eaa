"""Bodies of any size, speed and honesty."""

import asyncio
import gzip

import aiohttp
import pytest
from aiohttp import web

from http_client.body import BodyTooLarge, whole_body
from http_client.session import open_session

KIB = 1024


async def read(there, most, seconds=None):
    async with open_session(1, 5) as session, session.request("GET", there.url) as answer:
        return await whole_body(answer, most, seconds)


def in_pieces(*pieces):
    async def answer(request):
        response = web.StreamResponse()
        await response.prepare(request)
        for piece in pieces:
            await response.write(piece)
            await asyncio.sleep(0)
        return response

    return answer


async def test_a_body_comes_whole_in_however_many_pieces(there):
    there.answer = in_pieces(b"a" * 100 * KIB, b"b", b"c" * 100 * KIB)
    assert await read(there, 201 * KIB) == b"a" * 100 * KIB + b"b" + b"c" * 100 * KIB


async def test_the_limit_itself_is_not_too_much(there):
    there.answer = in_pieces(b"x" * KIB)
    assert len(await read(there, KIB)) == KIB


async def test_a_byte_more_is_too_much_though_nothing_was_declared(there):
    there.answer = in_pieces(b"x" * KIB, b"x")
    with pytest.raises(BodyTooLarge):
        await read(there, KIB)


async def test_what_is_declared_too_large_is_not_waited_for(there):
    async def announce(request):
        response = web.StreamResponse(headers={"Content-Length": "2000"})
        await response.prepare(request)
        await asyncio.sleep(60)
        return response

    there.answer = announce
    with pytest.raises(BodyTooLarge, match="declared"):
        await read(there, KIB, 30)


async def test_what_is_small_on_the_wire_and_large_unpacked_is_too_large(there):
    async def bomb(_):
        return web.Response(body=gzip.compress(b"x" * 1000 * KIB), headers={"Content-Encoding": "gzip"})

    there.answer = bomb
    with pytest.raises(BodyTooLarge):
        await read(there, 500 * KIB)


@pytest.mark.parametrize("seconds", [0.2, None])
async def test_a_body_that_does_not_end_is_left(there, seconds):
    """By the time of the reading, or by that of the whole request."""

    async def drip(request):
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b".")
            await asyncio.sleep(0.02)

    there.answer = drip
    async with open_session(1, seconds=0.4) as session:
        with pytest.raises(TimeoutError):
            async with session.request("GET", there.url) as answer:
                await whole_body(answer, KIB, seconds)


async def test_a_body_that_breaks_off_is_not_taken_for_whole(there):
    async def cut(request):
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"half")
        request.transport.abort()
        return response

    there.answer = cut
    with pytest.raises(aiohttp.ClientError):
        await read(there, KIB)


async def test_the_connection_of_a_body_that_is_too_large_is_not_used_again(there):
    callers = []

    async def much(request):
        callers.append(request.transport.get_extra_info("peername"))
        return web.Response(body=b"x" * 9000 * KIB)

    there.answer = much
    async with open_session(1, 5) as session:
        for most in (9000 * KIB, KIB, 9000 * KIB):
            try:
                async with session.request("GET", there.url) as answer:
                    await whole_body(answer, most)
            except BodyTooLarge:
                pass
    first, second, third = callers
    assert first == second != third

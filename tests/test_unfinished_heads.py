"""A connection is not held open by a request that never comes to its beginning."""

import asyncio
from contextlib import asynccontextmanager

import pytest
from aiohttp import web

from assembly.serving import serving

WHOLE = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"
HALF = b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: "


@asynccontextmanager
async def a_server(head_seconds, handler=None):
    async def hello(_request):
        return web.Response(text="hello")

    http = web.Application()
    http.add_routes([web.route("*", "/", handler or hello)])
    async with serving(http, "127.0.0.1", 0, head_seconds) as port:
        yield port


@asynccontextmanager
async def a_connection(port):
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield reader, writer
    finally:
        writer.close()


async def answered(reader):
    """Reads one whole answer."""
    assert (await reader.readuntil(b"\r\n")).startswith(b"HTTP/1.1 200 ")
    await reader.readuntil(b"hello")


@pytest.mark.parametrize("sent", [b"", b"G", HALF, WHOLE[:-2]], ids=["nothing", "a letter", "half", "most"])
async def test_a_head_that_never_ends_ends_the_connection(sent):
    async with a_server(0.05) as port, a_connection(port) as (reader, writer):
        writer.write(sent)

        assert await reader.read() == b""


async def test_a_head_that_comes_a_letter_at_a_time_has_no_longer():
    async with a_server(0.05) as port, a_connection(port) as (reader, writer):

        async def dribble():
            writer.write(HALF)
            while True:
                writer.write(b"x")
                await asyncio.sleep(0.005)

        slow = asyncio.create_task(dribble())
        try:
            assert await reader.read() == b""
        except ConnectionResetError:
            pass  # closed while a letter was on its way
        finally:
            slow.cancel()


async def test_the_second_head_on_a_connection_has_no_longer_than_the_first():
    async with a_server(0.05) as port, a_connection(port) as (reader, writer):
        writer.write(WHOLE)
        await answered(reader)
        writer.write(HALF)

        assert await reader.read() == b""


async def test_a_connection_that_waits_for_its_next_request_is_left_alone():
    async with a_server(0.05) as port, a_connection(port) as (reader, writer):
        writer.write(WHOLE)
        await answered(reader)
        async with a_connection(port) as (silent, _):  # opened later, and closed for its silence meanwhile
            assert await silent.read() == b""

        writer.write(WHOLE)
        await answered(reader)


async def test_a_body_and_an_answer_may_take_longer_than_a_head():
    async def slow(request):
        async with a_connection(request.transport.get_extra_info("sockname")[1]) as (silent, _):
            assert await silent.read() == b""
        assert await request.read() == b"body"
        return web.Response(text="hello")

    async with a_server(0.05, slow) as port, a_connection(port) as (reader, writer):
        writer.write(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbo")
        async with a_connection(port) as (silent, _):
            assert await silent.read() == b""
        writer.write(b"dy")

        await answered(reader)


async def test_two_requests_in_one_packet_are_both_answered():
    async with a_server(5) as port, a_connection(port) as (reader, writer):
        writer.write(WHOLE + WHOLE)

        await answered(reader)
        await answered(reader)

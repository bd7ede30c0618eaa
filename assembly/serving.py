"""Serves the product over HTTP. A connection on which the head of a request never comes to its end is closed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, Final

from aiohttp import web

from assembly.garbage import settle

HEAD_S: Final = 10.0
"""Seconds for the head of a request to arrive, from its first byte or from the connection's beginning; nothing in it has been
checked yet, so anybody can hold a connection open so long. Bodies have a limit of their own where they are read."""

IDLE_S: Final = 300.0
"""Seconds without a request: longer than proxies keep a connection, so that they close it and not we."""

_BACKLOG: Final = 128


class _Watched(asyncio.Protocol):
    """One connection: aiohttp's own protocol, with an eye on the heads."""

    def __init__(self, inner: Any, seconds: float, lost: Callable[[], object]) -> None:
        self._inner = inner
        self._seconds = seconds
        self._lost = lost
        self._transport: asyncio.BaseTransport | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._in_request = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        self._wait_for_head()
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if not self._in_request and self._timer is None:
            self._wait_for_head()
        self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        kept_open: bool | None = self._inner.eof_received()
        return kept_open

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop()
        self._lost()
        self._inner.connection_lost(exc)

    def begun(self) -> None:
        """A head has arrived in full."""
        self._stop()
        self._in_request = True

    def answered(self) -> None:
        """The next byte begins another head."""
        self._in_request = False

    def _wait_for_head(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(self._seconds, self._close)

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _close(self) -> None:
        if self._transport is not None:
            self._transport.close()


class _Heads:
    """Every open connection of one server."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._open: dict[object, _Watched] = {}

    def watching(self, make: Callable[[], Any]) -> Callable[[], asyncio.Protocol]:
        """The same protocols as `make` gives, each watched."""

        def made() -> asyncio.Protocol:
            inner = make()
            watched = _Watched(inner, self._seconds, lambda: self._open.pop(inner, None))
            self._open[inner] = watched
            return watched

        return made

    @web.middleware
    async def note(self, request: web.Request, handler: Any) -> web.StreamResponse:
        """Runs for every request whose head has arrived, whoever it is from."""
        watched = self._open.get(request.protocol)
        if watched is None:
            answer: web.StreamResponse = await handler(request)
            return answer
        watched.begun()
        try:
            answer = await handler(request)
        finally:
            watched.answered()
        return answer


@asynccontextmanager
async def serving(
    http: web.Application, host: str, port: int, head_seconds: float = HEAD_S
) -> AsyncIterator[int]:
    """Serves until the block ends; the port, which matters when 0 asked for any free one."""
    heads = _Heads(head_seconds)
    http.middlewares.insert(0, heads.note)
    runner = web.AppRunner(http, access_log=None, handle_signals=False, keepalive_timeout=IDLE_S)
    await runner.setup()
    listening: asyncio.Server | None = None
    try:
        if runner.server is None:
            raise RuntimeError("the server was not set up")
        make = heads.watching(runner.server)
        listening = await asyncio.get_running_loop().create_server(make, host, port, backlog=_BACKLOG)
        settle()
        yield int(listening.sockets[0].getsockname()[1])
    finally:
        if listening is not None:
            listening.close()
        await runner.cleanup()

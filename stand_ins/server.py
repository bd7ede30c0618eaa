"""What every stand-in is made of: an HTTP server, an OAuth server, and a sandbox whose faults become faults of HTTP."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Self

from aiohttp import web

from gigs.marketplaces import KnownMarketplace
from marketplace.sandbox.faults import parse_faults
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable
from stand_ins.consent import ConsentServer


class Reset(Exception):
    """The connection is cut without an answer."""


class StandIn(ABC):
    """Serves one marketplace's wire format. Use as `async with UpworkServer(file, clock.now) as server:`.

    `calls` are all requests so far as "METHOD /path" (a subclass may say more); `lag` and every other fault is told to
    the sandbox behind it in the sandbox's own grammar (`misbehave`).
    """

    marketplace: ClassVar[KnownMarketplace]
    authorize_path: ClassVar[str]
    token_path: ClassVar[str]
    api_path: ClassVar[str]

    def __init__(
        self, file: Path, now: Callable[[], datetime], consent: ConsentServer, **sandbox: Any
    ) -> None:
        self.now = now
        self.consent = consent
        self.sandbox = Sandbox(file, now=now, **sandbox)
        self.calls: list[str] = []
        self._closing = asyncio.Event()
        self.app = web.Application(middlewares=[self._struck], client_max_size=4 * 1024 * 1024)
        self.app.add_routes(self.routes())
        self._runner = web.AppRunner(self.app, handler_cancellation=True)
        self._port = 0

    @abstractmethod
    def routes(self) -> list[web.RouteDef]:
        """Everything it answers, the two endpoints of OAuth included."""

    @abstractmethod
    def refusal(self, reason: str) -> web.Response:
        """How this marketplace says no to a request, in these words."""

    def throttled(self, retry_after: float | None) -> web.Response:
        """How it says that there were too many requests."""
        headers = {} if retry_after is None else {"Retry-After": f"{retry_after:g}"}
        return web.Response(status=429, text="Too Many Requests", headers=headers)

    async def misbehave(self, faults: str) -> None:
        """From now on do this wrong; the grammar is that of marketplace/sandbox/faults.py."""
        await self.sandbox.misbehave(parse_faults(faults))

    @property
    def title(self) -> str:
        """What people call this marketplace."""
        return self.marketplace.title

    @property
    def url(self) -> str:
        """Where it listens, without a slash at the end."""
        return f"http://127.0.0.1:{self._port}"

    def listen_at(self, port: int, *more: web.RouteDef) -> None:
        """Before it is entered: at this port instead of a free one, and with these routes too."""
        self._port = port
        self.app.add_routes(more)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self._port).start()
        self._port = self._runner.addresses[0][1]
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Stops answering; what exists stays in the sandbox's file."""
        self._closing.set()
        await self._runner.cleanup()
        await self.sandbox.close()

    @web.middleware
    async def _struck(
        self, request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    ) -> web.StreamResponse:
        self.calls.append(f"{request.method} {request.path}")
        try:
            return await handler(request)
        except MarketplaceRefused as no:
            return self.refusal(no.reason)
        except MarketplaceError as fault:
            return await self._fault(request, fault)

    async def _fault(self, request: web.Request, fault: MarketplaceError) -> web.Response:
        """What the sandbox would raise, as it looks on the wire. The last word of its text says what was asked for."""
        what = str(fault).rpartition(": ")[2].rpartition(" ")[2]
        if what == "429":
            wait = fault.retry_after if isinstance(fault, MarketplaceUnavailable) else None
            return self.throttled(wait)
        if what in {"503", "500"}:
            return web.Response(status=int(what), text="<html>upstream</html>", content_type="text/html")
        if what == "timeout":
            await self._closing.wait()  # or until the client has had enough, which cancels this
        if request.transport:
            request.transport.abort()
        raise Reset

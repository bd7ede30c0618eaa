"""How anything goes out: one pooled session per destination, every request with an end, sent once, never led elsewhere."""

import os
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
from yarl import URL

from http_client.environment import Proxies, named_authorities, trusting

CONNECT_S: Final = 3.0


class NoTunnel(aiohttp.ClientConnectionError):
    """The proxy did not connect us; the text has its status. (aiohttp's own error quotes the proxy's password.)"""


class NeverLeft(aiohttp.ClientConnectionError):
    """The request's time was over, or something broke, before its first byte went out."""


NOT_SENT: Final = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, NoTunnel, NeverLeft)
"""The errors of a request that surely did not leave: no connection in time, or a proxy that would not make one."""

LOST: Final = (aiohttp.ClientError, TimeoutError, OSError)
"""Every error of the network. After one that is not NOT_SENT, the request may have arrived."""


class _Once:
    """Lets one request out. aiohttp by itself sends a GET, PUT or DELETE again when a kept connection breaks: a payment, say."""

    def __init__(self) -> None:
        self._is_sent = False

    async def __call__(
        self, request: aiohttp.ClientRequest, handler: aiohttp.ClientHandlerType
    ) -> aiohttp.ClientResponse:
        if self._is_sent:
            raise aiohttp.ServerDisconnectedError("the connection broke; it is not sent a second time")
        self._is_sent = True
        try:
            return await handler(request)
        except aiohttp.ClientHttpProxyError as refused:
            raise NoTunnel(f"the proxy answered {refused.status}") from None


def _unheard() -> None:
    """Where nobody asks whether it left."""


class _Leaving:
    """Whether one request has begun to leave."""

    def __init__(self, told: Callable[[], object]) -> None:
        self._told = told
        self.has_left = False

    def begins(self) -> None:
        self.has_left = True
        self._told()


async def _begins(_session: aiohttp.ClientSession, context: Any, _params: object) -> None:
    context.trace_request_ctx.begins()


def _watching() -> aiohttp.TraceConfig:
    """Hears of a request's headers before they are written; those of a proxy's CONNECT are not the request's."""
    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(_begins)
    return config


class Session:
    """Made by `open_session`; closed by leaving its block, or by `close`."""

    def __init__(self, pooled: aiohttp.ClientSession, proxies: Proxies) -> None:
        self._pooled = pooled
        self._proxies = proxies
        self._timeout = pooled.timeout

    @asynccontextmanager
    async def request(
        self,
        method: str,
        url: str | URL,
        *,
        headers: Mapping[str, str] | None = None,
        params: Sequence[tuple[str, str]] | None = None,
        json: Any = None,
        data: bytes | Sequence[tuple[str, str]] | None = None,
        seconds: float | None = None,
        leaves: Callable[[], object] = _unheard,
    ) -> AsyncIterator[aiohttp.ClientResponse]:
        """The answer, whatever its status; a redirect is an answer too. `seconds` is the end of this request, its body
        included, in place of the session's. `leaves` is called when its first byte is about to go out.
        Raises what is in LOST."""
        address = URL(url) if isinstance(url, str) else url
        leaving = _Leaving(leaves)
        try:
            async with self._pooled.request(
                method,
                address,
                headers=headers,
                params=params,
                json=json,
                data=data,
                proxy=self._proxies.way_to(address),
                allow_redirects=False,
                middlewares=(_Once(),),
                timeout=self._timeout if seconds is None else _ending_after(seconds),
                trace_request_ctx=leaving,
            ) as response:
                yield response
        except NOT_SENT:
            raise
        except LOST as early:
            if leaving.has_left:
                raise
            raise NeverLeft(type(early).__name__) from early

    async def close(self) -> None:
        await self._pooled.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()


_shared = lru_cache(maxsize=8)(trusting)


def open_session(
    connections: int, seconds: float = 10.0, environment: Mapping[str, str] = os.environ
) -> Session:
    """At most so many connections at a time; a request connects within three seconds and ends within `seconds`.

    No cookies, and nothing from ~/.netrc. The proxies and authorities of the environment hold (`http_client.environment`).
    Raises EnvironmentWrong.
    """
    proxies = Proxies(environment)
    named = named_authorities(environment)
    trusted = _shared(named) if named else True
    connector = aiohttp.TCPConnector(limit=connections, ttl_dns_cache=300, ssl=trusted)
    pooled = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=_ending_after(seconds),
        trace_configs=[_watching()],
        trust_env=False,  # it would take ~/.netrc with the proxies, and proxy this machine
    )
    return Session(pooled, proxies)


def _ending_after(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=seconds, connect=CONNECT_S)

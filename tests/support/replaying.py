"""A transport between a provider and its stand-in: it remembers every answer, and can give one again with something odd in it."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from http_client.body import whole_body
from http_client.session import Session

Change = Callable[[Any], Any]
MOST = 10_000_000


@dataclass(frozen=True)
class Exchange:
    """One request and what was answered to it; `body` is the answer's JSON."""

    method: str
    url: str
    sent: str
    status: int
    headers: Any
    body: Any

    @property
    def asked(self) -> tuple[str, str, str]:
        """The same for the same request."""
        return self.method, self.url, self.sent


class _Content:
    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    async def iter_any(self) -> AsyncIterator[bytes]:
        yield self._raw


class _Answered:
    """As much of an aiohttp response as a provider looks at."""

    def __init__(self, exchange: Exchange, body: Any) -> None:
        raw = b"" if body is None else json.dumps(body).encode()
        self.status, self.headers = exchange.status, exchange.headers
        self.content, self.content_length = _Content(raw), len(raw)


class Replaying:
    """A Session. What was asked before is answered as it was then, without asking again, once `replays` is set.

    `change` is applied to the answer to the request `of`, on its way in.
    """

    def __init__(self) -> None:
        self._session: Session
        self._known: dict[tuple[str, str, str], Exchange] = {}
        self.seen: list[Exchange] = []
        """Every exchange since it was last emptied, in order."""
        self.replays = False
        self.of: tuple[str, str, str] | None = None
        self.change: Change = lambda body: body

    @asynccontextmanager
    async def request(self, method: str, url: str, **given: Any) -> AsyncIterator[Any]:
        asked = (method, f"{url}?{given.get('params')}", json.dumps([given.get("json"), given.get("data")]))
        exchange = self._known.get(asked) if self.replays else None
        if exchange is None:
            async with self._session.request(method, url, **given) as response:
                raw = await whole_body(response, MOST)
                body = json.loads(raw) if raw.strip() else None
                exchange = Exchange(*asked, response.status, dict(response.headers), body)
            self._known[asked] = exchange
        self.seen.append(exchange)
        yield _Answered(exchange, self.inward(exchange))

    def inward(self, exchange: Exchange) -> Any:
        """The body as the provider gets it."""
        return self.change(exchange.body) if exchange.asked == self.of else exchange.body

    def over(self, session: Session) -> "Replaying":
        """The same, asking through this session from now on."""
        self._session = session
        return self

    async def close(self) -> None:
        await self._session.close()

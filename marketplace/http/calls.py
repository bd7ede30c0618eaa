"""One call to a real marketplace over HTTP, and whether it may have landed.

before anything is sent     no token, no turn, breaker open, connection refused -> MarketplaceUnavailable
401                         once more with another token: a request that was not let in did not land
429                         MarketplaceUnavailable with their Retry-After
408, 5xx, reset, time-out, junk  a call that writes: MarketplaceUnknown; one that reads: MarketplaceUnavailable
everything else             returned: what their 2xx, 3xx and 4xx mean is for the provider to say
"""

import json
from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, Self

import aiohttp

from marketplace.http.access import Access, Accounts
from marketplace.http.breaker import Breaker
from marketplace.http.pace import Pace
from ports.marketplace import MarketplaceError, MarketplaceUnavailable, MarketplaceUnknown

LONGEST_ANSWER = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is sent. `headers` come on top of the provider's own; `form` and `body` (JSON) exclude each other."""

    method: str
    url: str
    writes: bool
    params: tuple[tuple[str, str], ...] = ()
    body: Any = None
    form: tuple[tuple[str, str], ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back: below 500, not 401, not 429. `body` is their JSON, None where there was none."""

    status: int
    headers: Mapping[str, str]
    body: Any


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
        return await handler(request)


def not_let_in(answer: Answer) -> bool:
    """That the token was refused, as HTTP says it. A marketplace that says it otherwise brings a test of its own."""
    return answer.status == 401


class Calls:
    """Calls of one provider. `title` is what people call it; `seconds` how long one call may take in all."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        *,
        name: str,
        title: str,
        accounts: Accounts,
        pace: Pace,
        breaker: Breaker,
        seconds: float = 25,
    ) -> None:
        self._session = session
        self._name = name
        self._title = title
        self._accounts = accounts
        self._pace = pace
        self._breaker = breaker
        self._timeout = aiohttp.ClientTimeout(total=seconds, connect=3)

    def acting_with(self, accounts: Accounts) -> Self:
        """The same calls, at the same pace, with other accounts: a token that is not stored yet."""
        other = copy(self)
        other._accounts = accounts  # noqa: SLF001
        return other

    async def account(self, tenant: str) -> str:
        """The marketplace's id of whom this tenant's account acts for. Raises MarketplaceUnavailable without one."""
        access = await self._accounts.access(tenant, self._name)
        if not access.account:
            raise MarketplaceUnavailable(
                f"{self._title} has not said whom our account acts for; connect it again"
            )
        return access.account

    async def send(
        self,
        tenant: str,
        request: Request,
        headers_for: Any,
        rejected: Callable[[Answer], bool] = not_let_in,
    ) -> Answer:
        """Raises MarketplaceUnavailable or MarketplaceUnknown. `headers_for(access)` gives the provider's headers.

        `rejected` tells an answer that only says that the token was not accepted: such a request did not land.
        """
        self._breaker.check()
        access = await self._accounts.access(tenant, self._name)
        answer = await self._once(tenant, request, access, headers_for)
        if rejected(answer):
            access = await self._accounts.renewed(tenant, self._name, access)
            answer = await self._once(tenant, request, access, headers_for)
        if rejected(answer):
            raise MarketplaceUnavailable(f"{self._title} does not accept our account's token")
        return answer

    async def _once(self, tenant: str, request: Request, access: Access, headers_for: Any) -> Answer:
        await self._pace.wait(tenant, self._name)
        try:
            answer = await self._exchange(request, headers_for(access))
            self._raise_for(answer, request)
        except MarketplaceError:
            self._breaker.failed()
            raise
        self._breaker.answered()
        return answer

    async def _exchange(self, request: Request, headers: Mapping[str, str]) -> Answer:
        try:
            async with self._session.request(
                request.method,
                request.url,
                params=list(request.params) or None,
                json=request.body,
                data=list(request.form) if request.form is not None else None,
                headers={"Accept": "application/json", **headers},
                timeout=self._timeout,
                allow_redirects=False,
                middlewares=(_Once(),),
            ) as response:
                raw = await whole(response, LONGEST_ANSWER)
                return Answer(
                    status=response.status,
                    headers=response.headers,
                    body=self._parsed(raw, response, request),
                )
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as away:
            raise MarketplaceUnavailable(f"{self._title} cannot be reached") from away
        except (TimeoutError, aiohttp.ClientError, OSError) as cut:
            raise self._lost(request, f"{self._title} did not answer: {type(cut).__name__}") from cut

    def _parsed(self, raw: bytes, response: aiohttp.ClientResponse, request: Request) -> Any:
        if not raw.strip():
            return None
        try:
            return json.loads(raw)
        except ValueError as junk:
            if response.status < 400:
                raise self._lost(request, f"{self._title} answered something that is not JSON") from junk
            return None

    def _raise_for(self, answer: Answer, request: Request) -> None:
        if answer.status == 429:
            wait = retry_after(answer.headers)
            raise MarketplaceUnavailable(f"{self._title} asks us to slow down", wait)
        if answer.status == 408 or answer.status >= 500:
            raise self._lost(request, f"{self._title} answered {answer.status}")

    def _lost(self, request: Request, reason: str) -> MarketplaceError:
        return MarketplaceUnknown(reason) if request.writes else MarketplaceUnavailable(reason)


async def whole(response: aiohttp.ClientResponse, most: int) -> bytes:
    """The body, however many packets it comes in. Raises aiohttp.ClientPayloadError for more than `most` bytes."""
    body = bytearray()
    async for chunk in response.content.iter_chunked(64 * 1024):
        body += chunk
        if len(body) > most:
            raise aiohttp.ClientPayloadError("the answer is too large")
    return bytes(body)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds, from their Retry-After in either of its two forms; None where there is none that can be read.

    A date is measured against the Date of the same answer: two clocks of one machine.
    """
    text = headers.get("Retry-After", "").strip()
    if text.isdigit():
        return float(text)
    try:
        return max(
            (parsedate_to_datetime(text) - parsedate_to_datetime(headers["Date"])).total_seconds(), 0.0
        )
    except (KeyError, TypeError, ValueError):
        return None

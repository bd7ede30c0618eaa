"""One call to a real marketplace over HTTP, and whether it may have landed.

before a byte is sent       no token, no turn, breaker open, no connection in time -> MarketplaceUnavailable
401                         once more with another token: a request that was not let in did not land
429                         MarketplaceUnavailable with their Retry-After
408, 5xx, reset, time-out, junk  a call that writes: MarketplaceUnknown; one that reads: MarketplaceUnavailable
everything else             returned: what their 2xx, 3xx and 4xx mean is for the provider to say
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self

import aiohttp

from http_client.body import whole_body
from http_client.retry_after import seconds_asked
from http_client.session import LOST, NOT_SENT, Session
from marketplace.http.access import Access, Accounts
from marketplace.http.breaker import Breaker
from marketplace.http.json_text import parsed
from marketplace.http.pace import Pace, something_left
from ports.marketplace import LONGEST_WAIT, MarketplaceError, MarketplaceUnavailable, MarketplaceUnknown, Turn

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


def not_let_in(answer: Answer) -> bool:
    """That the token was refused, as HTTP says it. A marketplace that says it otherwise brings a test of its own."""
    return answer.status == 401


def _a_reading() -> None:
    """Leaves, and changes nothing over there."""


class Calls:
    """Calls of one provider. `title` is what people call it; `seconds` how long one call may take in all."""

    def __init__(
        self,
        session: Session,
        *,
        name: str,
        title: str,
        accounts: Accounts,
        pace: Pace,
        breaker: Breaker,
        now: Callable[[], datetime],
        seconds: float = 25,
    ) -> None:
        self._session = session
        self._name = name
        self._title = title
        self._accounts = accounts
        self._pace = pace
        self._breaker = breaker
        self._now = now
        self._seconds = seconds
        self._ahead = False

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """See `ports.marketplace.Marketplace.turn`."""
        self._breaker.look()
        async with self._pace.turn() as turn:
            yield turn

    def acting_with(self, accounts: Accounts) -> Self:
        """The same calls, at the same pace, with other accounts: a token that is not stored yet. Somebody waits for
        them, so they go before readings."""
        other = copy(self)
        other._ahead = True  # noqa: SLF001
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
        await self._pace.wait(tenant, self._name, ahead=request.writes or self._ahead)
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
                params=request.params or None,
                json=request.body,
                data=request.form,
                headers={"Accept": "application/json", **headers},
                seconds=self._seconds,
                leaves=something_left if request.writes else _a_reading,
            ) as response:
                raw = await whole_body(response, LONGEST_ANSWER)
                return Answer(
                    status=response.status,
                    headers=response.headers,
                    body=self._parsed(raw, response, request),
                )
        except NOT_SENT as away:
            raise MarketplaceUnavailable(f"{self._title} cannot be reached") from away
        except LOST as cut:
            raise self._lost(request, f"{self._title} did not answer: {type(cut).__name__}") from cut

    def _parsed(self, raw: bytes, response: aiohttp.ClientResponse, request: Request) -> Any:
        if not raw.strip():
            return None
        try:
            return parsed(raw)
        except ValueError as junk:
            if response.status < 400:
                raise self._lost(request, f"{self._title} answered something that is not JSON") from junk
            return None

    def _raise_for(self, answer: Answer, request: Request) -> None:
        if answer.status == 429:
            wait = seconds_asked(answer.headers.get("Retry-After", ""), self._now(), LONGEST_WAIT)
            raise MarketplaceUnavailable(f"{self._title} asks us to slow down", wait)
        if answer.status == 408 or answer.status >= 500:
            raise self._lost(request, f"{self._title} answered {answer.status}")

    def _lost(self, request: Request, reason: str) -> MarketplaceError:
        return MarketplaceUnknown(reason) if request.writes else MarketplaceUnavailable(reason)

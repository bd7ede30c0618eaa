"""One call to the Bot Connector: paced, authorized, repeated only where that is safe, its outcome named.

Which answer means what follows Teams' "Status codes from bot conversational APIs". Creating and sending are not
idempotent there: once the body went out, only an answer that says "no" allows another try.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import aiohttp
import orjson
from aiohttp import hdrs
from yarl import URL

from bot.connector.errors import (
    ConnectorError,
    DeliveryUnknown,
    NotTaken,
    Refused,
    TemporarilyDown,
    Throttled,
    TooLarge,
    Unreachable,
)
from bot.connector.pacing import Kind, Pacing, Urgency
from bot.connector.service_urls import ServiceUrls
from bot.connector.token import Bearer
from http_client.body import whole_body
from http_client.retry_after import seconds_asked
from http_client.session import LOST, NOT_SENT, Session

_TRIES: Final = 3
_FIRST_PAUSE_S: Final = 0.25
_MAX_PAUSE_S: Final = 5.0
_UNSAID_PAUSE_S: Final = 1.0
_MAX_RETRY_AFTER_S: Final = 900.0
_MAX_ANSWER: Final = 2 * 1024 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Call:
    """One request. `lane` names the conversation whose limits it counts in; `path` is percent-encoded already.

    What is less urgent gives way to the rest."""

    method: str
    service_url: str
    path: str
    lane: str
    tenant: str
    body: dict[str, Any] | None = None
    kind: Kind = Kind.WRITE
    urgency: Urgency = Urgency.ANSWER

    @property
    def repeatable(self) -> bool:
        """Doing it twice has the effect of doing it once."""
        return self.method != hdrs.METH_POST


class _TryAgain(Exception):
    """It certainly had no effect, or may be repeated; `otherwise` is raised when no tries are left."""

    def __init__(self, otherwise: ConnectorError, pause: float | None = None) -> None:
        super().__init__(str(otherwise))
        self.otherwise = otherwise
        self.pause = pause


class Calls:
    """Makes calls. `jitter` gives a number from 0 to 1 that spreads repeats apart."""

    def __init__(
        self,
        session: Session,
        bearer: Bearer,
        urls: ServiceUrls,
        pacing: Pacing,
        *,
        now: Callable[[], datetime],
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        jitter: Callable[[], float] = lambda: 0.5,
    ) -> None:
        self._session = session
        self._bearer = bearer
        self._urls = urls
        self._pacing = pacing
        self._now = now
        self._sleep = sleep
        self._jitter = jitter

    async def make(self, call: Call) -> dict[str, Any]:
        """The answer's JSON object, {} if it has none. Raises the ConnectorError family or ForeignServiceUrl."""
        url = URL(self._urls.checked(call.service_url) + call.path, encoded=True)
        body = None if call.body is None else orjson.dumps(call.body)
        for attempt in range(_TRIES):
            await self._pacing.admit(call.kind, call.lane, call.tenant, call.urgency)
            try:
                return await self._once(call, url, body)
            except _TryAgain as again:
                pause = self._pause(attempt) if again.pause is None else again.pause
                if isinstance(again.otherwise, Throttled):
                    self._pacing.close(call.kind, call.lane, pause)
                if attempt + 1 == _TRIES or pause > _MAX_PAUSE_S:
                    raise again.otherwise from again.__cause__
                log.info("Teams call is repeated in %.1f s: %s", pause, type(again.otherwise).__name__)
                if not isinstance(again.otherwise, Throttled):  # a closed lane waits by itself
                    await self._sleep(pause)
        raise AssertionError("unreachable")

    def _pause(self, attempt: int) -> float:
        """Doubles with each attempt; somewhere between half of it and all of it."""
        return _FIRST_PAUSE_S * 2.0**attempt * (0.5 + self._jitter() / 2)

    async def _once(self, call: Call, url: URL, body: bytes | None) -> dict[str, Any]:
        headers: dict[str, str] = {hdrs.ACCEPT: "application/json"}
        authorization = await self._bearer.header()
        if authorization is not None:
            headers[hdrs.AUTHORIZATION] = authorization
        if body is not None:
            headers[hdrs.CONTENT_TYPE] = "application/json; charset=utf-8"
        try:
            async with self._session.request(call.method, url, data=body, headers=headers) as response:
                if response.status in (200, 201, 202, 204):
                    return await self._answer(call, response)
                problem = _problem(call, response, await _error_code(response), self._now())
        except NOT_SENT as error:
            raise _TryAgain(TemporarilyDown(type(error).__name__)) from error
        except LOST as error:
            if call.repeatable:
                raise _TryAgain(TemporarilyDown(type(error).__name__)) from error
            raise DeliveryUnknown(type(error).__name__) from error
        if isinstance(problem, Refused) and problem.status == 401:
            self._bearer.forget()
        raise problem

    async def _answer(self, call: Call, response: aiohttp.ClientResponse) -> dict[str, Any]:
        content = await whole_body(response, _MAX_ANSWER)
        if not content.strip():
            return {}
        try:
            answer = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            if call.kind is Kind.READ:
                raise TemporarilyDown("answer is not JSON") from error
            return {}  # it arrived; only its id is lost
        return answer if isinstance(answer, dict) else {}


def _problem(
    call: Call, response: aiohttp.ClientResponse, code: str, now: datetime
) -> ConnectorError | _TryAgain:
    """What an answer other than success means. Where Teams asks for no pause, or one that is over, ours is kept."""
    status = response.status
    asked = seconds_asked(response.headers.get(hdrs.RETRY_AFTER, ""), now, _MAX_RETRY_AFTER_S) or None
    if status == 429:
        seconds = asked or _UNSAID_PAUSE_S
        return _TryAgain(Throttled(seconds), seconds)
    if status == 412:
        return _TryAgain(TemporarilyDown("412 another change in the same chat"))
    if status == 413:
        return TooLarge(code)
    if status in (404, 410) or (status == 403 and code != "InvalidBotApiHost"):
        return Unreachable(status, code)
    if status in (408, 500, 502, 503, 504) or status > 504:
        if not call.repeatable:
            unknown = NotTaken if status in (502, 503, 504) else DeliveryUnknown
            return unknown(f"{status} {code}")
        down = TemporarilyDown(f"{status} {code}")
        return _TryAgain(down, asked) if status in (502, 503, 504) else down
    return Refused(status, code)


async def _error_code(response: aiohttp.ClientResponse) -> str:
    """Teams' own name for the error, for example ConversationBlockedByUser; a sub code is more telling and wins."""
    try:
        answer = orjson.loads(await whole_body(response, _MAX_ANSWER))
        error = answer["error"]
        inner = error.get("innerHttpError") or {}
        code = error.get("subCode") or error.get("code") or inner.get("code") or "Unknown"
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        code = "Unknown"
    return code if isinstance(code, str) and code.isascii() and len(code) <= 80 else "Unknown"

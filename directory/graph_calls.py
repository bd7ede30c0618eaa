"""Calls to Microsoft Graph: authorized, bounded in time and size, stopped while Graph asks for a pause.

Statuses follow Graph's "Microsoft Graph error responses" and "Throttling guidance"; several reads go in one request as
in "Combine multiple HTTP requests using JSON batching", where each has a status of its own.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
import orjson
from aiohttp import hdrs
from yarl import URL

from directory.sentences import UNAVAILABLE
from entra.app_token import AppToken
from entra.errors import EntraError
from http_client.body import whole_body
from http_client.retry_after import seconds_asked
from http_client.session import LOST, Session
from ports.clock import left_until
from ports.directory import DirectoryUnavailable

BATCH: Final = 20
"""Graph takes so many reads in one request."""

_TRIES: Final = 2
_PAUSE: Final = timedelta(seconds=30)
"""Where Graph asks for a pause and does not say for how long."""

_SHORTEST_PAUSE: Final = timedelta(seconds=1)
_LONGEST_PAUSE: Final = timedelta(hours=1)
_AFTER_FAILURE: Final = timedelta(seconds=5)
"""Nobody waits for a time-out once more when it has just been met."""

_MAX_ANSWER: Final = 8 * 1024 * 1024

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status and JSON object of one read; {} if it has none."""

    status: int
    body: Mapping[str, Any] = field(default_factory=dict)
    retry_after: str = ""

    @property
    def code(self) -> str:
        """Graph's own name for an error, for example Request_ResourceNotFound."""
        error = self.body.get("error")
        code = error.get("code") if isinstance(error, dict) else None
        return code if isinstance(code, str) and code.isascii() and len(code) <= 80 else ""

    @property
    def asks_for_a_pause(self) -> bool:
        """Graph's limits are reached, or it is overloaded and says until when."""
        return self.status == 429 or (self.status == 503 and bool(self.retry_after))


class GraphCalls:
    """Every method raises DirectoryUnavailable when there is no answer to be had now. `url` has no version in it."""

    def __init__(self, session: Session, token: AppToken, url: str, *, now: Callable[[], datetime]) -> None:
        self._session = session
        self._token = token
        self._root = f"{url}/v1.0"
        self._now = now
        self._closed_until: datetime | None = None

    async def get(self, path: str) -> Answer:
        """One read. `path` starts after the version and is percent-encoded already."""
        return await self._make(hdrs.METH_GET, self._root + path, None)

    def address(self, path: str) -> str:
        """The whole address of what is at this path, as documents name it."""
        return self._root + path

    async def post(self, path: str, document: dict[str, Any]) -> Answer:
        """One change that does no harm when it is made twice: after a 5xx it is made once more."""
        return await self._make(hdrs.METH_POST, self._root + path, document)

    async def follow(self, link: object) -> Answer:
        """The next page, whose whole address Graph gave; never at another host."""
        if not isinstance(link, str) or not _is_within(link, self._root):
            log.error("graph gave a link that leads elsewhere")
            raise DirectoryUnavailable(UNAVAILABLE)
        return await self._make(hdrs.METH_GET, link, None)

    async def batch(self, paths: Mapping[str, str]) -> dict[str, Answer]:
        """Up to 20 reads in one request, by name; one that failed on Graph's side is asked for once more."""
        answers: dict[str, Answer] = {}
        left = dict(paths)
        for _ in range(_TRIES):
            reads = [{"id": name, "method": "GET", "url": path} for name, path in left.items()]
            whole = await self._make(hdrs.METH_POST, f"{self._root}/$batch", {"requests": reads})
            if whole.status != 200:
                raise unavailable(whole)
            answers |= _answers_in(whole.body, left)
            for answer in answers.values():
                if answer.asks_for_a_pause:
                    self._close(answer)
            left = {name: path for name, path in left.items() if _is_worth_another(answers.get(name))}
            if not left or self._is_closed():
                break
        return {name: answers.get(name, Answer(500)) for name in paths}

    def _is_closed(self) -> bool:
        until = self._closed_until
        return until is not None and bool(left_until(until, _LONGEST_PAUSE, self._now()))

    def _close(self, answer: Answer) -> None:
        pause = _pause(answer.retry_after, self._now())
        self._close_for(pause)
        log.warning(
            "graph asks for a pause", extra={"seconds": pause.total_seconds(), "status": answer.status}
        )

    def _close_for(self, pause: timedelta) -> None:
        until = self._now() + pause
        self._closed_until = max(until, self._closed_until or until) if self._is_closed() else until

    async def _make(self, method: str, url: str, document: dict[str, Any] | None) -> Answer:
        """The answer, whatever its status below 500; once more after a 5xx, and with a new token after a 401."""
        body = None if document is None else orjson.dumps(document)
        answer = Answer(500)
        for _ in range(_TRIES):
            if self._is_closed():
                raise DirectoryUnavailable(UNAVAILABLE)
            answer = await self._once(method, url, body)
            if answer.asks_for_a_pause:
                self._close(answer)
            elif answer.status == 401:
                self._token.forget()
            elif answer.status < 500:
                return answer
        if answer.status == 401:
            self._close_for(_AFTER_FAILURE)  # Entra is not asked for a token at every turn
        raise unavailable(answer)

    async def _once(self, method: str, url: str, body: bytes | None) -> Answer:
        try:
            headers = {
                "Authorization": await self._token.header(),
                "Accept": "application/json",
                "ConsistencyLevel": "eventual",  # members of one type are only listed so
            }
            if body is not None:
                headers["Content-Type"] = "application/json"
            async with self._session.request(
                method, URL(url, encoded=True), data=body, headers=headers
            ) as response:
                pause = response.headers.get(hdrs.RETRY_AFTER, "")
                return Answer(response.status, _object(await whole_body(response, _MAX_ANSWER)), pause)
        except (aiohttp.ServerDisconnectedError, ConnectionResetError):
            return Answer(
                500, {"error": {"code": "ConnectionLost"}}
            )  # an idle connection may be closed at any time
        except (*LOST, EntraError) as error:
            self._close_for(_AFTER_FAILURE)
            reason = error.code if isinstance(error, EntraError) else type(error).__name__
            log.warning("graph not reached", extra={"error": type(error).__name__, "reason": reason})
            raise DirectoryUnavailable(UNAVAILABLE) from error


def unavailable(answer: Answer) -> DirectoryUnavailable:
    """What to raise for an answer that is of no use; a missing permission needs an administrator, so it is logged."""
    log.error("graph refuses or fails", extra={"status": answer.status, "code": answer.code})
    return DirectoryUnavailable(UNAVAILABLE)


def _is_within(link: str, root: str) -> bool:
    """On the same host, port and scheme, below the same version."""
    try:
        there, here = URL(link, encoded=True), URL(root)
        same = there.origin() == here.origin() and there.user is None
    except ValueError:
        return False
    return same and there.raw_path.startswith(f"{here.raw_path}/")


def _is_worth_another(answer: Answer | None) -> bool:
    return answer is None or (answer.status >= 500 and not answer.asks_for_a_pause)


def _answers_in(body: Mapping[str, Any], asked: Mapping[str, str]) -> dict[str, Answer]:
    """By name; Graph gives them in any order."""
    listed = body.get("responses")
    found: dict[str, Answer] = {}
    for entry in listed if isinstance(listed, list) else ():
        if isinstance(entry, dict) and entry.get("id") in asked and isinstance(entry.get("status"), int):
            inner, headers = entry.get("body"), entry.get("headers")
            named = headers.items() if isinstance(headers, dict) else ()
            pause = next((str(value) for name, value in named if str(name).lower() == "retry-after"), "")
            found[entry["id"]] = Answer(entry["status"], inner if isinstance(inner, dict) else {}, pause)
    return found


def _pause(sent: str, now: datetime) -> timedelta:
    """What Retry-After asks for, from a second to an hour."""
    asked = seconds_asked(sent, now, _LONGEST_PAUSE.total_seconds())
    return _PAUSE if asked is None else max(timedelta(seconds=asked), _SHORTEST_PAUSE)


def _object(content: bytes) -> dict[str, Any]:
    try:
        found = orjson.loads(content) if content.strip() else {}
    except orjson.JSONDecodeError:
        return {}
    return found if isinstance(found, dict) else {}

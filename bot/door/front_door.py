"""POST /api/messages: authenticate, then read, then check, and only then let an activity in."""

import ipaddress
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Protocol

from aiohttp import hdrs, web

from bot.connector.service_urls import LOOPBACK_HOSTS, ServiceUrls, local_service_urls
from bot.door.body import MAX_BODY, TOO_LARGE, parse_body, read_body
from bot.door.envelope import checked_envelope
from bot.door.inbound import Inbound, read_inbound
from bot.door.keys import KeysUnavailable
from bot.door.rejected import Rejected
from bot.door.tokens import SignedRequests

PATH: Final = "/api/messages"

_FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")

NOT_A_POST: Final = "not a POST"

log = logging.getLogger(__name__)

Process = Callable[[Inbound], Awaitable[web.Response]]
"""What happens to an activity that was let in."""

LogReject = Callable[[str], None]
"""Is told the reason code of every reject; a code never holds anything that was sent."""


class Admit(Protocol):
    """Decides by the request's head alone whether its body is worth reading."""

    async def __call__(self, request: web.BaseRequest) -> str | None:
        """The serviceUrl the caller is bound to, None if to none; raises Rejected or KeysUnavailable."""


class FrontDoor:
    """The aiohttp handler. Every reject is a 4xx with an empty body; the reason is only logged."""

    def __init__(
        self,
        admit: Admit,
        tenants: Iterable[str],
        urls: ServiceUrls,
        process: Process,
        log_reject: LogReject | None = None,
    ) -> None:
        self._admit = admit
        self._tenants = {tenant.lower(): tenant for tenant in tenants if tenant}
        if not self._tenants:
            raise ValueError("at least one tenant must be served")
        self._urls = urls
        self._process = process
        self._log_reject = log_reject or _log_reject

    async def handle(self, request: web.Request) -> web.Response:
        """Answers any method on PATH."""
        try:
            inbound = await self._let_in(request)
        except Rejected as rejected:
            self._log_reject(rejected.reason)
            return web.Response(status=rejected.status)
        except KeysUnavailable:
            self._log_reject("no signing keys at hand")
            return web.Response(status=503, headers={hdrs.RETRY_AFTER: "5"})
        return await self._process(inbound)

    def routes(self) -> list[web.RouteDef]:
        """For `app.add_routes`."""
        return [web.route(hdrs.METH_ANY, PATH, self.handle)]

    async def _let_in(self, request: web.Request) -> Inbound:
        if request.method != hdrs.METH_POST:
            raise Rejected(405, NOT_A_POST)
        if request.content_type != "application/json":
            raise Rejected(415, "not application/json")
        claimed = await self._admit(request)
        raw = await read_body(request)
        if len(raw) > MAX_BODY:
            return self._too_large(raw, claimed)
        return self._inbound(raw, claimed)

    def _too_large(self, raw: bytes, claimed: str | None) -> Inbound:
        """Who has to be told so; nobody, where that can't be read either."""
        try:
            inbound = self._inbound(raw, claimed).unread()
        except Rejected as rejected:
            raise Rejected(413, TOO_LARGE) from rejected
        self._log_reject(TOO_LARGE)
        return inbound

    def _inbound(self, raw: bytes, claimed: str | None) -> Inbound:
        body = parse_body(raw)
        tenant, service_url = checked_envelope(body, claimed, self._tenants, self._urls)
        return read_inbound(body, tenant, service_url)


def teams_door(
    signed: SignedRequests,
    tenants: Iterable[str],
    urls: ServiceUrls,
    process: Process,
    log_reject: LogReject | None = None,
) -> FrontDoor:
    """The door for real Teams: signed requests only."""
    return FrontDoor(signed, tenants, urls, process, log_reject)


def local_door(tenants: Iterable[str], process: Process, log_reject: LogReject | None = None) -> FrontDoor:
    """The door for the Agents Playground, which signs nothing: only this machine, and answers only to this machine."""
    return FrontDoor(admit_loopback, tenants, local_service_urls(), process, log_reject)


async def admit_loopback(request: web.BaseRequest) -> None:
    """Lets in what demonstrably comes from a program on this machine. A tunnel or proxy (its peer is loopback too) is
    known by its headers, a web page that was rebound to this address by its Host or Origin."""
    if not _is_loopback_peer(request):
        raise Rejected(403, "peer is not this machine")
    if any(name in request.headers for name in _FORWARDED):
        raise Rejected(403, "came through a proxy")
    if _host_of(request.headers.get(hdrs.HOST, "")) not in LOOPBACK_HOSTS:
        raise Rejected(403, "host is not this machine")
    origin = request.headers.get(hdrs.ORIGIN)
    if origin is not None and _host_of(origin.partition("://")[2]) not in LOOPBACK_HOSTS:
        raise Rejected(403, "origin is not this machine")


def _is_loopback_peer(request: web.BaseRequest) -> bool:
    peer = request.transport.get_extra_info("peername") if request.transport is not None else None
    if not isinstance(peer, tuple):
        return False
    try:
        address = ipaddress.ip_address(peer[0])
    except ValueError:
        return False
    mapped = address.ipv4_mapped if isinstance(address, ipaddress.IPv6Address) else None
    return (mapped or address).is_loopback


def _host_of(authority: str) -> str:
    if authority.startswith("["):
        return authority[1:].partition("]")[0]
    return authority.partition(":")[0].lower()


def _log_reject(reason: str) -> None:
    """As one word, which is all the log lets through; what is not a POST asks whether we are there, and is no news."""
    level = logging.DEBUG if reason == NOT_A_POST else logging.INFO
    log.log(level, "request turned away: %s", reason.replace(" ", "-"))

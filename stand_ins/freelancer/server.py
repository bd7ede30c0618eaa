"""A stand-in of Freelancer.com: its header, envelope, arrays, pages, actions and maps, with a sandbox behind.

It is as strict as the real one is where we know it, and stricter where we do not: an unknown field, a missing slash or an
action said twice is an error. What a freelancer does over there (accepts, hands in, writes) is the sandbox's story.
"""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web

from gigs.marketplaces import FREELANCER
from stand_ins.consent import ConsentServer
from stand_ins.freelancer import catalogue
from stand_ins.freelancer.bids import Bids
from stand_ins.freelancer.milestones import Milestones
from stand_ins.freelancer.projects import Projects
from stand_ins.freelancer.requests import SENT, Answer, Sent, Wrong
from stand_ins.freelancer.reviews import Reviews
from stand_ins.freelancer.threads import Threads
from stand_ins.server import StandIn

HEADER = "Freelancer-OAuth-V1"


class FreelancerServer(StandIn):
    """See the module. `quota` is the RateLimit-Remaining of the next answers, one each, then none is said."""

    marketplace = FREELANCER
    authorize_path = "/oauth/authorise"
    token_path = "/oauth/token"
    api_path = "/api"

    def __init__(self, file: Path, now: Callable[[], datetime], **sandbox: Any) -> None:
        consent = ConsentServer(now, lifetime=timedelta(days=30), token_prefix="fln")
        super().__init__(file, now, consent, funding=True, **sandbox)
        self.quota: list[tuple[str, str]] = []
        self.sent: Sent = []
        self.app[SENT] = self.sent
        self.made = 0
        self.twist: Callable[[str, Any], Any] = lambda _path, result: result
        """What becomes of a result on its way out: (path, result) to what is sent instead."""

    def routes(self) -> list[web.RouteDef]:
        table = [
            *catalogue.routes(),
            *Projects(self.sandbox, self.now).routes(),
            *Bids(self.sandbox).routes(),
            *Milestones(self.sandbox, self.now).routes(),
            *Reviews(self.sandbox).routes(),
            *Threads(self.sandbox, self.now).routes(),
        ]
        routes = [
            web.route(method, self.api_path + path, self._enveloped(answer)) for method, path, answer in table
        ]
        return [*routes, *self.consent.routes(self.authorize_path, self.token_path)]

    def refusal(self, reason: str) -> web.Response:
        return self._error(400, "ProjectExceptionCodes.REFUSED", reason)

    def _error(self, status: int, code: str, message: str) -> web.Response:
        self.made += 1
        body = {
            "status": "error",
            "message": message,
            "error_code": code,
            "request_id": f"{self.made:032x}",
        }
        return web.json_response(body, status=status)

    def _enveloped(self, handler: Answer) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            if "Authorization" in request.headers or not self.consent.accepts(
                request.headers.get(HEADER, "")
            ):
                return self._error(
                    401, "RestExceptionCodes.NOT_AUTHENTICATED", "You must be logged in to do this."
                )
            try:
                result = await handler(request)
            except Wrong as wrong:
                return self._error(wrong.status, wrong.code, wrong.message)
            self.made += 1
            body: dict[str, Any] = {"status": "success", "request_id": f"{self.made:032x}"}
            if result is not None:
                body["result"] = self.twist(request.path.removeprefix("/api/"), result)
            headers = {}
            if self.quota:
                remaining, reset = self.quota.pop(0)
                headers = {
                    "RateLimit-Limit": "10",
                    "RateLimit-Remaining": remaining,
                    "RateLimit-Reset": reset,
                }
            return web.json_response(body, headers=headers)

        return answer

"""A stand-in for Worksome: its GraphQL over HTTP, strict about what the real one is strict about.

Everything but a wrong Content-Type comes with HTTP 200: throttling, a token that ended, a refusal, a fault of theirs.
Ids are base64 of type and number, lists come in pages, a job is a private draft until it is published once and for ever.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    execute,
    parse,
    validate,
)
from graphql.execution.values import get_variable_values

from gigs.marketplaces import WORKSOME
from ports.marketplace import MarketplaceRefused
from stand_ins.consent import ConsentServer
from stand_ins.server import Reset, StandIn
from stand_ins.worksome.account import Account
from stand_ins.worksome.bids import Bids
from stand_ins.worksome.hires import Hires
from stand_ins.worksome.jobs import Jobs
from stand_ins.worksome.shapes import Shapes
from stand_ins.worksome.state import WorksomeState

SDL = Path(__file__).with_name("schema.graphql")
PLATFORM = {"code": "DOWNSTREAM_SERVICE_ERROR", "serviceName": "platform"}


class Worksome(StandIn):
    """Use as `async with Worksome(file, clock.now) as server:`; the endpoint is `server.endpoint`.

    `most_a_minute` calls are answered for a token in any minute, None for all. `strikes` are faults of one operation:
    `server.strike("createJob", "lands then reset")`, or `"reset"`, `"fault"`, `"throttled"`, `"half"` (one nested field
    fails), `"hang"` (nothing is done or answered; `hanging` is set).
    """

    marketplace = WORKSOME
    authorize_path = "/oauth/authorize"
    token_path = "/oauth/token"
    api_path = "/graphql"

    def __init__(self, file: Path, now: Callable[[], datetime], **sandbox: Any) -> None:
        consent = ConsentServer(now, lifetime=timedelta(days=15), needs_pkce=True, token_prefix="worksome")
        self.most_a_minute: int | None = None
        self.introspectable = True
        self.operations: list[str] = []
        self.hanging = asyncio.Event()
        self._recent: dict[str, deque[datetime]] = defaultdict(deque)
        self._strikes: dict[str, deque[str]] = defaultdict(deque)
        self.schema: GraphQLSchema = build_schema(SDL.read_text())
        super().__init__(file, now, consent, **sandbox)
        self.state = WorksomeState(self.sandbox)
        self._shapes = Shapes(self.state, now, lambda: self.url)

    @property
    def endpoint(self) -> str:
        return self.url + self.api_path

    def routes(self) -> list[web.RouteDef]:
        consent = self.consent.routes(self.authorize_path, self.token_path)
        return [*consent, web.post(self.api_path, self._graphql)]

    def roots(self) -> dict[str, Any]:
        """What each root field of the schema does."""
        return {
            **Account(self.state).roots(),
            **Jobs(self.state, self._shapes, self.now).roots(),
            **Bids(self.state, self._shapes).roots(),
            **Hires(self.state, self._shapes).roots(),
        }

    def refusal(self, reason: str) -> web.Response:
        return web.json_response({"data": None, "errors": [refused(reason).formatted]})

    def throttled(self, retry_after: float | None) -> web.Response:  # noqa: ARG002
        """With 200, and whatever they know about waiting does not get through their gateway."""
        return web.json_response({"errors": [{"message": "Too Many Requests", "extensions": dict(PLATFORM)}]})

    def strike(self, field: str, *faults: str) -> None:
        """The next calls of this root field go wrong like this."""
        self._strikes[field].extend(faults)

    async def _graphql(self, request: web.Request) -> web.Response:
        if request.content_type != "application/json":
            return _gateway(
                "BAD_REQUEST", "This operation has been blocked as a potential Cross-Site Request Forgery."
            )
        try:
            body = json.loads(await request.read())
            text, variables = str(body["query"]), body.get("variables") or {}
        except (ValueError, KeyError, TypeError):
            return _gateway("BAD_REQUEST", "The body is not a GraphQL request.")
        try:
            document = parse(text)
        except GraphQLError as odd:
            return _gateway("GRAPHQL_PARSE_FAILED", odd.message, status=200)
        operation = next(one for one in document.definitions if isinstance(one, OperationDefinitionNode))
        fields = (one for one in operation.selection_set.selections if isinstance(one, FieldNode))
        roots = [one.name.value for one in fields]
        self.operations += roots
        if problems := validate(self.schema, document):
            return _gateway("GRAPHQL_VALIDATION_FAILED", problems[0].message, status=200)
        if stopped := self._stopped(request, roots):
            return stopped
        given = get_variable_values(self.schema, operation.variable_definitions or (), variables)
        if isinstance(given, list):
            return _gateway("BAD_USER_INPUT", given[0].message, status=200)
        return await self._run(request, document, variables, roots)

    def _stopped(self, request: web.Request, roots: list[str]) -> web.Response | None:
        """By the guard, which lets everybody introspect, or by the limit of calls."""
        if all(name.startswith("__") for name in roots) and self.introspectable:
            return None
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not self.consent.accepts(token):
            error = {"message": "Unauthenticated.", "extensions": {**PLATFORM, "guards": ["api"]}}
            return web.json_response({"errors": [error]})
        recent = self._recent[token]
        while recent and recent[0] <= self.now() - timedelta(minutes=1):
            recent.popleft()
        recent.append(self.now())
        over = self.most_a_minute is not None and len(recent) > self.most_a_minute
        return self.throttled(None) if over else None

    async def _run(
        self, request: web.Request, document: Any, variables: Any, roots: list[str]
    ) -> web.Response:
        fault = next((self._strikes[name].popleft() for name in roots if self._strikes[name]), "")
        if fault == "hang":
            self.hanging.set()
            await self._closing.wait()
        if fault in {"reset", "fault", "throttled"}:
            return self._struck_by(request, fault)
        found = execute(self.schema, document, root_value=self.roots(), variable_values=variables)
        result = found if not hasattr(found, "__await__") else await found
        for error in result.errors or ():
            if error.original_error and not isinstance(error.original_error, MarketplaceRefused):
                raise error.original_error
        if fault.startswith("lands then "):
            return self._struck_by(request, fault.removeprefix("lands then "))
        answer = {"data": result.data, "errors": [_shown(error) for error in result.errors or ()]}
        if fault == "half":
            answer["data"] = None
            error = {
                "message": "Internal server error",
                "path": [roots[0], "url"],
                "extensions": dict(PLATFORM),
            }
            answer["errors"] = [error]
        return web.json_response({name: value for name, value in answer.items() if value or name == "data"})

    def _struck_by(self, request: web.Request, fault: str) -> web.Response:
        if fault == "throttled":
            return self.throttled(None)
        if fault == "fault":
            error = {"message": "Internal server error", "extensions": dict(PLATFORM)}
            return web.json_response({"data": None, "errors": [error]})
        if request.transport:
            request.transport.abort()
        raise Reset


def refused(reason: str, field: str = "input") -> GraphQLError:
    """Their validation: the words stand under the field."""
    return GraphQLError("Validation failed", extensions={**PLATFORM, "validation": {field: [reason]}})


def _shown(error: GraphQLError) -> dict[str, Any]:
    if isinstance(error.original_error, MarketplaceRefused):
        shown = refused(error.original_error.reason).formatted
        return {**shown, "path": list(error.path or ())}
    return dict(error.formatted)


def _gateway(code: str, message: str, status: int = 400) -> web.Response:
    return web.json_response({"errors": [{"message": message, "extensions": {"code": code}}]}, status=status)

"""A stand-in for Upwork: real GraphQL on the part of its schema that we use, with a sandbox that keeps what exists.

What it is strict about: the token, the organization's header (without it one is a freelancer without posts), the key's
scopes, units of money, versions, ids of the catalogue, and every field that its schema has or has not.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from aiohttp import web
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_schema,
    default_field_resolver,
    execute,
    parse,
    validate,
    visit,
)

from gigs.marketplaces import UPWORK
from ports.marketplace import MarketplaceError, MarketplaceRefused
from stand_ins.consent import ConsentServer
from stand_ins.server import StandIn
from stand_ins.upwork.answers import Answers
from stand_ins.upwork.scopes import SCOPES
from stand_ins.upwork.state import UpworkState

SDL = Path(__file__).with_name("schema.graphql")


class UpworkServer(UpworkState, StandIn):
    """`offers` False: as the schema was introspected, without createOffer. `checkout`: seconds until a milestone that
    was activated is shown as funded. Everything else that may be odd is set afterwards (UpworkState).
    """

    marketplace = UPWORK
    authorize_path = "/ab/account-security/oauth2/authorize"
    token_path = "/api/v3/oauth2/token"
    api_path = "/graphql"

    def __init__(
        self,
        file: Path,
        now: Callable[[], datetime],
        *,
        offers: bool = True,
        checkout: float = 0,
        **sandbox: Any,
    ) -> None:
        consent = ConsentServer(now, refuses_scope=True, token_prefix="oauth2v2")
        UpworkState.__init__(self)
        StandIn.__init__(self, file, now, consent, funding=True, **sandbox)
        sdl = SDL.read_text()
        if not offers:
            sdl = sdl.replace("  createOffer(offerInput: CreationOfferInput!): OfferCreationResponse\n", "")
        self.schema = build_schema(sdl)
        self.checkout = timedelta(seconds=checkout)

    def routes(self) -> list[web.RouteDef]:
        consent = self.consent.routes(self.authorize_path, self.token_path)
        return [*consent, web.post(self.api_path, self._graphql)]

    def refusal(self, reason: str) -> web.Response:
        return web.json_response({"data": None, "errors": [_entry(reason, "400", None)]})

    async def _graphql(self, request: web.Request) -> web.Response:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme != "Bearer" or not self.consent.accepts(token):
            return web.json_response({"message": "Authentication failed"}, status=401)
        if request.content_type != "application/json":
            return web.json_response({"message": "Unsupported Media Type"}, status=415)
        if self.instead:
            return self.instead.pop(0)
        sent = await request.json()
        if sent.keys() - {"query", "variables", "operationName"}:
            return web.json_response({"message": "Bad Request"}, status=400)
        acts_for = request.headers.get("X-Upwork-API-TenantId", "")
        return await self._answer(sent["query"], sent.get("variables") or {}, acts_for)

    async def _answer(self, query: str, variables: dict[str, Any], acts_for: str) -> web.Response:
        try:
            document = parse(query)
        except GraphQLError as wrong:
            return _errors([_entry(wrong.message, "InvalidSyntax", None)])
        if wrongs := validate(self.schema, document):
            return _errors([_entry(one.message, "ValidationError", None) for one in wrongs])
        used = _fields(self.schema, document)
        self.used.update(used)
        self.asked += [one.partition(".")[2] for one in used if one.startswith(("Query.", "Mutation."))]
        if sum(one in {"Query.__type", "Query.__schema"} for one in used) > 1:
            return _errors([_entry("This request is not asking for introspection in good faith", None, None)])
        missing = sorted({one for one in used if one in SCOPES and SCOPES[one] not in self.scopes})
        if missing:
            said = (
                "The client or authentication token doesn't have enough oauth2 permissions/scopes to access: "
                f"[{', '.join(missing)}]."
            )
            return _errors([_entry(said, "ExecutionAborted", None)])
        return await self._execute(document, variables, acts_for)

    async def _execute(
        self, document: DocumentNode, variables: dict[str, Any], acts_for: str
    ) -> web.Response:
        found: Any = execute(
            self.schema,
            document,
            root_value=Answers(self, self.sandbox, self.now, acts_for),
            variable_values=variables,
            field_resolver=self._resolve,
        )
        result = found if not hasattr(found, "__await__") else await found
        for error in result.errors or ():
            fault = error.original_error
            if isinstance(fault, MarketplaceError) and not isinstance(fault, MarketplaceRefused):
                raise fault
        if self.afterwards:
            return self.afterwards.pop(0)
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = [_as_entry(error) for error in result.errors]
        return web.json_response(body)

    def _resolve(self, source: Any, info: Any, **arguments: Any) -> Any:
        if f"{info.parent_type.name}.{info.field_name}" in self.blind:
            raise GraphQLError("Authorization failed")
        return default_field_resolver(source, info, **arguments)


def _fields(schema: Any, document: DocumentNode) -> list[str]:
    """Every field that is selected, as `Type.field`."""
    info = TypeInfo(schema)
    found: list[str] = []

    class Collect(Visitor):
        def enter_field(self, node: FieldNode, *_: Any) -> None:
            parent = info.get_parent_type()
            found.append(f"{parent.name if parent else ''}.{node.name.value}")

    visit(document, TypeInfoVisitor(info, Collect()))
    return found


def _as_entry(error: GraphQLError) -> dict[str, Any]:
    fault = error.original_error
    if isinstance(fault, MarketplaceRefused):
        missing = fault.reason.startswith("There is no such")
        return _entry(fault.reason, "404" if missing else "400", error.path)
    if fault is not None and not isinstance(fault, GraphQLError):
        raise fault
    invalid = error.path is None
    return _entry(error.message, "ValidationError" if invalid else "DataFetchingException", error.path)


def _entry(message: str, classification: str | None, path: Any) -> dict[str, Any]:
    entry: dict[str, Any] = {"message": message}
    if path:
        entry["path"] = list(path)
    if classification:
        entry["extensions"] = {"classification": classification}
    return entry


def _errors(entries: list[dict[str, Any]]) -> web.Response:
    """Nothing was executed: no `data` at all."""
    return web.json_response({"errors": entries})

"""A stand-in for Upwork: real GraphQL on the part of its schema that we use, with a sandbox that keeps what exists.

What it is strict about: the token, the organization's header (without it one is a freelancer without posts), the key's
scopes, units of money, versions, ids of the catalogue, and every field that its schema has or has not.
"""

from collections import Counter
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

from ports.marketplace import MarketplaceError, MarketplaceRefused
from stand_ins.consent import ConsentDesk
from stand_ins.server import StandIn
from stand_ins.upwork.answers import Answers

SDL = Path(__file__).with_name("schema.graphql")
ORGANIZATION = "1234567890123456789"
COMPANY = "Contoso"

SCOPES = {
    "Query.organization": "pub-commons:read:all",
    "Query.companySelector": "pub-commons:read:all",
    "Money.rawValue": "pub-commons:read:all",
    "Query.ontologyCategories": "pub-ontology:read:all",
    "Query.ontologyElementsSearchByPrefLabel": "pub-ontology:read:all",
    "Query.jobPosting": "pub-management-jobpostings:read:all",
    "CurrentOrganization.jobPosting": "pub-management-jobpostings:read:all",
    "Mutation.createJobPosting": "pub-management-jobpostings:write:all",
    "Mutation.updateJobPosting": "pub-management-jobpostings:write:all",
    "Query.clientProposals": "pub-client-proposals:write:all",
    "Query.clientProposal": "pub-client-proposals:write:all",
    "Mutation.shortlistClientProposal": "pub-client-proposals:write:all",
    "Mutation.declineClientProposal": "pub-client-proposals:write:all",
    "Mutation.messageClientProposal": "pub-client-proposals:write:all",
    "GenericUser.freelancerProfile": "pub-freelancer-profiles:write:all",
    "Query.proposalRoom": "pub-messages:read:all",
    "Query.offer": "pub-offer:read:all",
    "Query.offersByAttributes": "pub-offer:read:all",
    "Mutation.createOffer": "pub-offer:write:all",
    "Mutation.withdrawOffer": "pub-offer:write:all",
    "Query.contractDetails": "pub-contract:write:all",
    "Mutation.activateMilestone": "pub-contract:write:all",
    "Mutation.approveMilestone": "pub-contract:write:all",
    "Mutation.rejectSubmittedMilestone": "pub-contract:write:all",
    "Mutation.endContractByClient": "pub-contract:write:all",
}
"""Which scope of a key lets one ask for which field. Inferred: Upwork publishes no table."""


class UpworkServer(StandIn):
    """`offers` False: as the schema was introspected, without createOffer. `checkout`: seconds until a milestone that
    was activated is shown as funded. What tests may set afterwards: `scopes`, `blind`, `instead`, `loses`, `holds_open`,
    `holes`, `cents`, `companies`.
    """

    def __init__(
        self,
        file: Path,
        now: Callable[[], datetime],
        *,
        offers: bool = True,
        checkout: float = 0,
        **sandbox: Any,
    ) -> None:
        desk = ConsentDesk(now, refuses_scope=True, token_prefix="oauth2v2")
        super().__init__(file, now, desk, funding=True, **sandbox)
        sdl = SDL.read_text()
        if not offers:
            sdl = sdl.replace("  createOffer(offerInput: CreationOfferInput!): OfferCreationResponse\n", "")
        self.schema = build_schema(sdl)
        self.checkout = timedelta(seconds=checkout)
        self.scopes = set(SCOPES.values())
        self.blind: set[str] = set()
        """`Type.field` that answer with an error instead: partial data."""
        self.instead: list[web.Response] = []
        """What is answered next instead of doing anything."""
        self.afterwards: list[web.Response] = []
        """What is answered next in place of a result, when everything has been done."""
        self.loses: list[set[str]] = []
        """Which flags of the next creates and updates are false."""
        self.holds_open = False
        """An update that should close a post is accepted and does nothing."""
        self.holes = False
        """Pages have edges and nodes that are null, and counts are wrong."""
        self.cents = False
        """rawValue of milestones is in cents, as one client's mocks show it."""
        self.odd_money: str | None = None
        """What displayValue says instead of the truth."""
        self.inflates = 1
        """Milestones of a new offer are worth so many times what was sent."""
        self.shrinks_page: int | None = None
        """At most so many elements on a page."""
        self.companies = [
            {"title": COMPANY, "organizationId": ORGANIZATION, "organizationType": "Business", "organizationLegacyType": "Client"},
            {"title": "Rita Reyes", "organizationId": "99", "organizationType": "SoleProprietor", "organizationLegacyType": "Vendor"},
        ]  # fmt: skip
        self.honours_keys = False
        """The same idempotencyKey again makes no second offer. Documented and unverified, so nothing may rely on it."""
        self.by_the_hour = False
        """Offers and contracts are for hourly work: without milestones and without a sum."""
        self.lacks: set[str] = set()
        """Labels that the catalogue does not have any more."""
        self.versions: Counter[str] = Counter()
        self.descriptions: dict[str, str] = {}
        """Reference of an offer by API -> its description."""
        self.used: set[str] = set()
        """Every `Type.field` that was selected."""
        self.asked: list[str] = []
        """The root fields of every operation that was executed."""

    def routes(self) -> list[web.RouteDef]:
        consent = self.consent.routes("/ab/account-security/oauth2/authorize", "/api/v3/oauth2/token")
        return [*consent, web.post("/graphql", self._graphql)]

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
            root_value=Answers(self, acts_for),
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

"""A look at a real account: who it is, what its key may do, and whether the schema is still the one that we use.

Nothing here writes. What only a write could show is said to be untried.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    build_client_schema,
    get_introspection_query,
    parse,
    validate,
)

from gigs.marketplaces import UPWORK
from marketplace.http.finding import Finding
from marketplace.upwork import catalogue, listings, operations
from marketplace.upwork.operations import Operation
from marketplace.upwork.provider import Upwork
from marketplace.upwork.translate import CATEGORIES
from marketplace.upwork.wire import Wire
from ports.marketplace import Capability, MarketplaceError, MarketplaceRefused, MarketplaceUnavailable

SCHEMA = Operation(field="__schema", text=get_introspection_query(descriptions=False))

NOBODY = "0"
"""An id that nothing has: a key that may ask is told that there is no such thing, another one that it may not."""

WRITING = (
    "pub-management-jobpostings:write:all",
    "pub-client-proposals:write:all",
    "pub-messages:write:all",
    "pub-offer:write:all",
    "pub-contract:write:all",
)
"""Scopes of what we write, by their names; which operation needs which is inferred."""

READS: tuple[tuple[str, Operation, Mapping[str, Any]], ...] = (
    (
        "proposals",
        operations.PROPOSALS,
        {"job": NOBODY, "sort": None, "page": {"after": "0", "first": 1}},
    ),
    ("messages", operations.ROOM, {"proposal": NOBODY, "filter": {"pagination": {"first": 1}}}),
    ("offers", operations.OFFER, {"id": NOBODY, "whose": False}),
    (
        "offers on a proposal",
        operations.OFFERS_ON,
        {"filter": {"ids": [NOBODY], "searchAttribute": "JobApplication"}},
    ),
    ("contracts and milestones", operations.CONTRACT, {"id": NOBODY}),
    ("reasons", operations.REASONS, {"type": "CONTRACT_END_FIXED"}),
)


async def findings(market: Upwork, tenant: str) -> Sequence[Finding]:
    """One line for each thing that was tried. Raises nothing of the MarketplaceError family."""
    wire = market.of(tenant).wire
    found = [await _tried("acts for", lambda: _company(wire))]
    schema = await _schema(wire)
    found += _drift(schema) if isinstance(schema, GraphQLSchema) else [schema]
    if isinstance(schema, GraphQLSchema):
        found.append(_offers(schema, may=Capability.OFFER in market.capabilities))
    found.append(await _tried("categories", lambda: _categories(wire)))
    found.append(await _tried("skills", lambda: _skills(wire)))
    found.append(await _tried("durations", lambda: _durations(wire)))
    found.append(await _tried("own job posts", lambda: _own_jobs(wire)))
    for what, operation, variables in READS:
        found.append(await _readable(wire, what, operation, variables))
    found.append(
        Finding(
            ok=None,
            what="posting, offering, paying",
            detail=f"not tried: that would write. In API Center the key needs {', '.join(WRITING)}",
        )
    )
    return found


async def _tried(what: str, look: Callable[[], Awaitable[str]]) -> Finding:
    try:
        return Finding(ok=True, what=what, detail=await look())
    except (MarketplaceError, KeyError, TypeError, ValueError) as trouble:
        return Finding(ok=False, what=what, detail=str(trouble))


async def _company(wire: Wire) -> str:
    id_ = await wire.organization()
    companies = (await wire.run(operations.COMPANIES, {}))["items"]
    titles = [str(one["title"]) for one in companies if str(one["organizationId"]) == id_]
    return f"{', '.join(titles) or 'a company that the account does not list'} ({id_})"


async def _schema(wire: Wire) -> GraphQLSchema | Finding:
    try:
        result = await wire.graphql.run(wire.tenant, SCHEMA.text, {}, writes=False)
        if result.data is None:
            return Finding(ok=False, what="schema", detail="; ".join(one.message for one in result.errors))
        introspection: Any = dict(result.data)
        return build_client_schema(introspection)
    except (MarketplaceError, TypeError, ValueError, GraphQLError) as trouble:
        return Finding(ok=False, what="schema", detail=f"cannot be read: {trouble}")


def _drift(schema: GraphQLSchema) -> list[Finding]:
    """What we send that the schema of today does not take; one line when it takes everything."""
    wrong = [
        Finding(ok=False, what=f"schema: {operation.field}", detail=error.message)
        for operation in operations.EVERY
        if operation is not operations.CREATE_OFFER
        for error in validate(schema, parse(operation.text))
    ]
    used = len(operations.EVERY) - 1
    return wrong or [Finding(ok=True, what="schema", detail=f"takes all {used} operations that we send")]


def _offers(schema: GraphQLSchema, *, may: bool) -> Finding:
    has = schema.mutation_type is not None and "createOffer" in schema.mutation_type.fields
    if has:
        wrong = validate(schema, parse(operations.CREATE_OFFER.text))
        advice = "" if may else "; it is switched off in the settings"
        detail = "; ".join(error.message for error in wrong) or f"createOffer is there{advice}"
        return Finding(ok=not wrong, what="making offers", detail=detail)
    detail = f"createOffer is not in the schema: offers are made on {UPWORK.title}’s own page"
    return Finding(ok=False if may else None, what="making offers", detail=detail)


async def _categories(wire: Wire) -> str:
    known = await catalogue.categories(wire)
    missing = [
        f"{group} / {part}"
        for group, part in dict.fromkeys(CATEGORIES.values())
        if (group.casefold(), part.casefold()) not in known
    ]
    if missing:
        raise ValueError(f"not in their catalogue: {', '.join(missing)}")
    return f"all of ours are among {len(known)}"


async def _skills(wire: Wire) -> str:
    found = await catalogue.find_skills(wire, "PowerPoint", 3)
    if not found:
        raise ValueError("nothing is found for “PowerPoint”")
    return f"“PowerPoint” finds {found[0].name}"


async def _durations(wire: Wire) -> str:
    return ", ".join(label for label, _ in await catalogue.durations(wire))


async def _own_jobs(wire: Wire) -> str:
    page = await listings.own_jobs(wire, "0")
    return f"{len(page.nodes)} on the first page"


async def _readable(wire: Wire, what: str, operation: Operation, variables: Mapping[str, Any]) -> Finding:
    """An answer that there is no such thing shows that one may ask."""
    try:
        await wire.run(operation, variables)
    except MarketplaceUnavailable as trouble:
        return Finding(ok=False, what=what, detail=str(trouble))
    except MarketplaceRefused as no:
        return Finding(ok=True, what=what, detail=f"may be read ({no.reason})")
    return Finding(ok=True, what=what, detail="may be read")

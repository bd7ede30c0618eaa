"""What an operator is told about a Worksome account: read-only, one line for each thing looked at."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from graphql import GraphQLError, build_client_schema, get_introspection_query, parse, validate

from marketplace.http.finding import Finding
from marketplace.worksome import oauth, operations, registration
from marketplace.worksome.operations import OPERATIONS
from marketplace.worksome.provider import Worksome
from marketplace.worksome.webhooks import EVENTS
from marketplace.worksome.wire import Hire, Job
from ports.marketplace import Capability, MarketplaceError

NEEDS: Mapping[Capability, tuple[str, ...]] = {
    Capability.POST: ("Drafts", "CreateJob", "UpdateJob", "JobsByReference"),
    Capability.UPDATE: ("UpdateJob",),
    Capability.CLOSE: ("OneJob", "EndJob"),
    Capability.PROPOSALS: ("Proposals",),
    Capability.SHORTLIST: ("Candidates", "Prefer"),
    Capability.DECLINE: ("Candidates", "Judge"),
    Capability.OFFER: ("OneBid", "AcceptBid", "CreateMilestones", "HiresByReference", "OneHire"),
    Capability.WITHDRAW_OFFER: ("OneHire", "CancelHire"),
}
"""The operations each capability is made of."""

NOBODYS = "FC-PROBE-NOBODYS"


async def findings(market: Worksome, tenant: str) -> Sequence[Finding]:
    """Everything in turn; what fails is a finding, not an error."""
    bound = market.of(tenant)
    found: list[Finding] = []
    for what, look in (
        ("account", _account),
        ("jobs", _jobs),
        ("hires", _hires),
        ("catalogue", _catalogue),
        ("schema", _schema),
        ("webhooks", _webhooks),
    ):
        found += await _looked(what, look, bound)
    return found


Look = Callable[[Worksome], Awaitable[Sequence[Finding]]]


async def _looked(what: str, look: Look, market: Worksome) -> Sequence[Finding]:
    try:
        return await look(market)
    except MarketplaceError as no:
        return [Finding(ok=False, what=what, detail=str(no))]


async def _account(market: Worksome) -> Sequence[Finding]:
    user, every = await oauth.accounts(market.api)
    connected = await market.api.company()
    mine = [one for one in every if one.id == connected and one.typename == oauth.COMPANY]
    others = ", ".join(f"{one.typename} {one.name}" for one in every if one.id != connected)
    if not mine:
        detail = f"{user} does not act for the connected company {connected}; there is: {others or 'nothing'}"
        return [Finding(ok=False, what="account", detail=detail)]
    company = mine[0]
    detail = f"{user} acts for {company.name} ({company.id}), which posts in {company.currency or 'a currency it does not say'}"
    found = [Finding(ok=True, what="account", detail=detail)]
    return [*found, Finding(ok=None, what="other accounts", detail=others)] if others else found


async def _jobs(market: Worksome) -> Sequence[Finding]:
    mine = {"accounts": [await market.api.company()], "references": [NOBODYS]}
    strays = [one async for one in market.api.every(operations.JOBS_BY_REFERENCE, mine, "jobs", Job)]
    if strays:
        detail = "the filter by externalIdentifier is not kept: our look-ups would read every job"
        return [Finding(ok=False, what="jobs", detail=detail)]
    return [Finding(ok=True, what="jobs", detail="can be looked up by our reference")]


async def _hires(market: Worksome) -> Sequence[Finding]:
    mine = {"accounts": [await market.api.company()], "references": [NOBODYS]}
    strays = [one async for one in market.api.every(operations.HIRES_BY_REFERENCE, mine, "hires", Hire)]
    if strays:
        detail = "the filter by externalIdentifier is not kept: our look-ups would read every hire"
        return [Finding(ok=False, what="hires", detail=detail)]
    return [Finding(ok=True, what="hires", detail="can be looked up by our reference")]


async def _catalogue(market: Worksome) -> Sequence[Finding]:
    skills = await market.find_skills("design")
    names = ", ".join(skill.name for skill in skills[:3])
    return [Finding(ok=bool(skills), what="catalogue", detail=names or "no skill is called “design”")]


async def _schema(market: Worksome) -> Sequence[Finding]:
    asked = get_introspection_query(descriptions=False)
    wrong = drift(await market.api.ask(asked, {}))
    drifted = [Finding(ok=False, what=f"operation {name}", detail=problem) for name, problem in wrong.items()]
    able = [_ability(capability, wrong) for capability in sorted(NEEDS)]
    absent = ", ".join(sorted(frozenset(Capability) - market.capabilities))
    whole = Finding(
        ok=not wrong,
        what="schema",
        detail=f"{len(OPERATIONS) - len(wrong)} of {len(OPERATIONS)} operations fit",
    )
    return [whole, *drifted, *able, Finding(ok=None, what="on their pages only", detail=absent)]


def _ability(capability: Capability, wrong: Mapping[str, str]) -> Finding:
    missing = [name for name in NEEDS[capability] if name in wrong]
    detail = (
        f"does not fit their schema: {', '.join(missing)}"
        if missing
        else "is in their schema; whether our role may do it shows when it is done"
    )
    return Finding(ok=False if missing else None, what=f"may {capability}", detail=detail)


def drift(introspection: Mapping[str, Any]) -> dict[str, str]:
    """Our operations that do not fit the schema as it is now, and what is wrong with each."""
    try:
        schema = build_client_schema(dict(introspection))  # type: ignore[arg-type]
    except (GraphQLError, TypeError, KeyError) as odd:
        return dict.fromkeys(OPERATIONS, f"the schema cannot be read: {odd}")
    wrong: dict[str, str] = {}
    for name, document in OPERATIONS.items():
        if errors := validate(schema, parse(document)):
            wrong[name] = "; ".join(error.message for error in errors[:3])
    return wrong


async def _webhooks(market: Worksome) -> Sequence[Finding]:
    known = await registration.registered(market.api)
    if not known:
        return [
            Finding(ok=None, what="webhooks", detail="none is registered: changes are seen by reading alone")
        ]
    return [_webhook(one.url, one.is_active, one.subscribed_events) for one in known]


def _webhook(url: str, is_active: bool | None, events: Sequence[str] | None) -> Finding:
    missing = set(EVENTS) - set(events) if events is not None else set()
    if is_active is False:
        return Finding(ok=None, what=f"webhook {url}", detail="is switched off")
    lacks = (
        f"does not tell of {', '.join(sorted(missing))}" if missing else "tells of everything we listen for"
    )
    return Finding(ok=None if missing else True, what=f"webhook {url}", detail=lacks)

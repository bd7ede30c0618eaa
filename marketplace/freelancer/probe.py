"""What an operator can find out about a Freelancer.com account without changing anything: one line per finding."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from gigs.money import MINOR_DIGITS
from marketplace.freelancer.catalogue import CATEGORY_JOBS, spelled
from marketplace.freelancer.endpoints import (
    MESSAGES,
    MILESTONE_REQUESTS,
    MILESTONES,
    PROJECTS,
    SELF,
    THREADS,
    Endpoints,
    one,
)
from marketplace.freelancer.outcomes import TITLE, read_as, values_of
from marketplace.freelancer.projects import BID_DETAILS
from marketplace.freelancer.provider import Freelancer
from marketplace.freelancer.threads import CONTEXT
from marketplace.freelancer.wire import User
from marketplace.http.finding import Finding
from ports.marketplace import MarketplaceError

READ: Mapping[str, Sequence[str]] = {
    "projects": ("id", "title", "seo_url", "description", "currency", "type", "status", "time_submitted"),
    "bids": (
        "id",
        "bidder_id",
        "project_id",
        "project_owner_id",
        "amount",
        "period",
        "description",
        "retracted",
        "award_status",
        "complete_status",
        "time_submitted",
    ),
    "users": ("id", "username", "public_name", "display_name", "location", "reputation"),
    "milestones": ("transaction_id", "bidder_id", "amount", "status", "currency", "time_created"),
    "milestone_requests": ("id", "bid_id", "amount", "description", "status"),
    "threads": ("id", "members", "context"),
    "messages": ("id", "from_user", "message", "time_created"),
}
"""The fields that we read, by the name of the list that they come in."""

WRITES = (
    "Posting, awarding, paying and writing are not tried. They need the advanced scopes 1 fln:project_create, "
    "2 fln:project_manage and 5 fln:messaging, as the application was allowed them."
)


async def findings(market: Freelancer, tenant: str) -> Sequence[Finding]:
    """Reads with the account that this tenant has connected. Ends after the first line when that does not work."""
    api = market.of(tenant).api
    try:
        me = read_as(User, await api.get(SELF))
    except MarketplaceError as no:
        return [Finding(ok=False, what="account", detail=str(no))]
    found = [Finding(ok=True, what="account", detail=f"{me.shown_name}, number {me.id}")]
    found += await _told("skills", lambda: _skills(market, api))
    found += await _told("currencies", lambda: _currencies(market, api))
    found += await _told("projects", lambda: _projects(api, me.id))
    return [*found, Finding(ok=None, what="writing", detail=WRITES)]


async def _told(what: str, look: Callable[[], Awaitable[Sequence[Finding]]]) -> Sequence[Finding]:
    try:
        return await look()
    except MarketplaceError as no:
        return [Finding(ok=False, what=what, detail=str(no))]


async def _skills(market: Freelancer, api: Endpoints) -> Sequence[Finding]:
    jobs = await market.catalogue.jobs.get(api)
    missing = [
        f"{category.value} ({', '.join(names)})"
        for category, names in CATEGORY_JOBS.items()
        if not any(spelled(name) in jobs for name in names)
    ]
    found = [Finding(ok=bool(jobs), what="skills", detail=f"{len(jobs):,} in the catalogue")]
    if missing:
        detail = f"no skill in the catalogue stands for {'; '.join(missing)}"
        found.append(Finding(ok=False, what="categories", detail=detail))
    return found


async def _currencies(market: Freelancer, api: Endpoints) -> Sequence[Finding]:
    terms = await market.catalogue.terms.get(api)
    missing = sorted(MINOR_DIGITS.keys() - terms.currencies.keys())
    without = f"; none of {', '.join(missing)}" if missing else ""
    return [
        Finding(
            ok=bool(terms.currencies and terms.lowest),
            what="currencies",
            detail=f"{len(terms.currencies)} with {len(terms.lowest)} lowest budgets{without}",
        )
    ]


async def _projects(api: Endpoints, owner: int) -> Sequence[Finding]:
    asked = [("owners[]", owner), ("full_description", "true"), ("limit", 1), ("offset", 0)]
    project, found = await _first(api, PROJECTS, "projects", asked)
    if project is None:
        return found
    number = int(project.get("id") or 0)
    about = [("projects[]", number), ("limit", 1), ("offset", 0)]
    page = [*BID_DETAILS, ("limit", 1), ("offset", 0)]
    _, bids = await _first(api, one(PROJECTS, number, "bids"), "bids", page, and_users=True)
    _, asked_for = await _first(api, MILESTONE_REQUESTS, "milestone_requests", about)
    _, payments = await _first(api, MILESTONES, "milestones", about)
    return [*found, *bids, *asked_for, *payments, *await _threads(api, number)]


async def _threads(api: Endpoints, number: int) -> Sequence[Finding]:
    asked = [("contexts[]", number), ("context_type", CONTEXT), ("limit", 1), ("offset", 0)]
    thread, found = await _first(api, THREADS, "threads", asked)
    if thread is None:
        return found
    asked = [("threads[]", int(thread.get("id") or 0)), ("limit", 1), ("offset", 0)]
    return [*found, *(await _first(api, MESSAGES, "messages", asked))[1]]


async def _first(
    api: Endpoints, path: str, key: str, params: Sequence[tuple[str, Any]], *, and_users: bool = False
) -> tuple[Mapping[str, Any] | None, Sequence[Finding]]:
    """The first entry of a list, and whether it has every field that we read of it."""
    try:
        result = await api.get(path, *params)
    except MarketplaceError as no:
        return None, [Finding(ok=False, what=key, detail=str(no))]
    result = result if isinstance(result, dict) else {}
    if key not in result:
        return None, [Finding(ok=False, what=key, detail=f"{TITLE} answers without “{key}”")]
    entries = values_of(result[key])
    if not entries:
        return None, [Finding(ok=None, what=key, detail="readable; none there to compare with what we read")]
    entry = entries[0] if isinstance(entries[0], dict) else {}
    entry = {**entry, **entry["thread"]} if isinstance(entry.get("thread"), dict) else entry
    found = [_drift(key, entry)]
    people = values_of(result.get("users"))
    if and_users:
        found.append(_drift("users", people[0] if people and isinstance(people[0], dict) else {}))
    return entry, found


def _drift(key: str, entry: Mapping[str, Any]) -> Finding:
    missing = [field for field in READ[key] if field not in entry]
    if key == "milestones" and not {"description", "other_reason"} & entry.keys():
        missing.append("description or other_reason")
    if missing:
        return Finding(ok=False, what=key, detail=f"without {', '.join(missing)}, which we read")
    return Finding(ok=True, what=key, detail="readable, with every field that we read")

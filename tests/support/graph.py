"""A stand-in for Microsoft Graph over HTTP: the v1.0 reads we use, in its wire format; it can be slow, full and broken.

NoticeFacts from Microsoft's reference: "User", "List manager", "Get user mailbox settings", "List group transitive members",
"Advanced query capabilities", "Combine multiple HTTP requests using JSON batching", "Error responses", "Throttling".
"""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL

from directory.connecting import connected
from directory.graph import Graph
from entra.app_token import msal_grants
from tests.support.clock import FakeClock
from tests.support.entra import APP_ID, TENANT, FakeEntra

METADATA = "https://graph.microsoft.com/v1.0/$metadata"
ALL = frozenset({"User.Read.All", "GroupMember.Read.All", "MailboxSettings.Read"})
GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
EQ = re.compile(r"(mail|userPrincipalName) eq '((?:[^']|'')*)'")
CLAUSE = re.compile(r'"(displayName|mail|userPrincipalName):(\w+)"')
DEFAULT_FIELDS = ("displayName", "mail", "userPrincipalName", "id")
MAX_TOP, MAX_BATCH = 999, 20


@dataclass
class User:
    """A user as the directory has them. `manager` is an object id, `zone` the mailbox's, None for no mailbox."""

    id: str
    display_name: str | None
    mail: str | None = None
    user_principal_name: str | None = None
    department: str | None = None
    company_name: str | None = None
    country: str | None = None
    usage_location: str | None = None
    account_enabled: bool = True
    user_type: str | None = "Member"
    employee_org_data: dict[str, str | None] | None = None
    manager: str | None = None
    zone: str | None = None

    def shown(self, fields: tuple[str, ...]) -> dict[str, Any]:
        """These properties, by their names on the wire."""
        return {name: getattr(self, PROPERTIES[name]) for name in fields}


PROPERTIES = {
    re.sub(r"_(\w)", lambda found: found[1].upper(), name): name
    for name in User.__dataclass_fields__
    if name not in ("manager", "zone")
}
"""The name on the wire -> the field."""


@dataclass
class Fault:
    """What goes wrong with the next requests, or reads within a batch, whose path has `on` in it."""

    status: int = 0
    code: str = "UnknownError"
    headers: dict[str, str] = field(default_factory=dict)
    on: str = ""
    times: int = 1
    reset: bool = False
    body: bytes | None = None


@dataclass
class Reply:
    """One answer, alone or in a batch."""

    status: int
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


def refusal(status: int, code: str, message: str, **headers: str) -> Reply:
    inner = {"date": "2026-11-23T12:00:00", "request-id": "r-1", "client-request-id": "r-1"}
    error = {"code": code, "message": message, "innerError": inner}
    return Reply(status, {"error": error}, {name.replace("_", "-"): text for name, text in headers.items()})


class FakeGraph:
    """Believes the tokens of `entra` that were asked for its own scope. Use as `async with FakeGraph(entra) as graph:`."""

    def __init__(self, entra: FakeEntra) -> None:
        self.entra = entra
        self.users: dict[str, User] = {}
        self.groups: dict[str, list[str]] = {}
        """group id -> ids of users and of groups within it."""
        self.permissions = set(ALL)
        self.faults: list[Fault] = []
        self.calls: list[str] = []
        """Every HTTP request, as method and path."""
        self.reads: list[str] = []
        """Every read, those within batches too, as path and query."""
        self.revoked: set[str] = set()
        self.catalog_app = "5d1f4e62-8c3a-4f0b-9e77-2a6b1c0d3e4f"
        self.installed: list[str] = []
        """Whom the app was added for."""
        self.when_installed: Callable[[str], object] = lambda _: None
        self.page = MAX_TOP
        self.next_host = ""
        """Where the next page is said to be; empty for here."""
        self.asked = asyncio.Event()
        """Set by every request."""
        self.open = asyncio.Event()
        """Cleared, nothing is answered."""
        self.open.set()
        app = web.Application()
        app.router.add_route("*", "/{tail:.*}", self._handle)
        self._server = TestServer(app, host="127.0.0.1")

    async def __aenter__(self) -> "FakeGraph":
        await self._server.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.open.set()
        await self._server.close()

    @property
    def url(self) -> str:
        """Without a slash at the end."""
        return str(self._server.make_url("")).rstrip("/")

    def add(self, *users: User) -> None:
        self.users |= {user.id: user for user in users}

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        self.calls.append(f"{request.method} {request.path}")
        self.asked.set()
        await self.open.wait()
        fault = self._fault(request.path)
        if fault and fault.reset:
            assert request.transport is not None
            request.transport.close()
        if fault and fault.body is not None:
            return web.Response(body=fault.body, status=fault.status or 200, headers=fault.headers)
        reply = _broken(fault) if fault else await self._answer(request)
        return web.json_response(reply.body, status=reply.status, headers=reply.headers)

    async def _answer(self, request: web.Request) -> Reply:
        if not self._is_authorized(request.headers.get("Authorization", "")):
            return refusal(
                401, "InvalidAuthenticationToken", "Access token is empty or not for this audience."
            )
        if not request.path.startswith("/v1.0/"):
            return refusal(400, "BadRequest", "Invalid version.")
        if request.path == "/v1.0/$batch" and request.method == "POST":
            return self._batch(await request.json())
        if request.path.endswith("/teamwork/installedApps") and request.method == "POST":
            return self._install(request.path, await request.json())
        if request.method != "GET":
            return refusal(405, "Request_BadRequest", "Specified HTTP method is not allowed.")
        relative = URL(str(request.rel_url).removeprefix("/v1.0"), encoded=True)
        return self._read(relative, request.headers)

    def _install(self, path: str, document: dict[str, Any]) -> Reply:
        """As in "Add app to user": the catalogue's address of the app, once for each person."""
        person, app = path.split("/")[3], f"{self.url}/v1.0/appCatalogs/teamsApps/{self.catalog_app}"
        if "TeamsAppInstallation.ReadWriteSelfForUser.All" not in self.permissions:
            return _denied()
        if person not in self.users or document != {"teamsApp@odata.bind": app}:
            return refusal(404, "NotFound", "No such person or app.")
        if person in self.installed:
            return refusal(409, "Conflict", "The app is there already.")
        self.installed.append(person)
        self.when_installed(person)
        return Reply(201, {})

    def _is_authorized(self, header: str) -> bool:
        token = header.removeprefix("Bearer ")
        number = token.removeprefix("outbound-")
        if not header.startswith("Bearer outbound-") or not number.isdigit() or token in self.revoked:
            return False
        asked = self.entra.token_requests[int(number) - 1 : int(number)]
        return bool(asked) and asked[0]["scope"] == f"{self.url}/.default"

    def _batch(self, document: Any) -> Reply:
        asked = document["requests"]
        if len(asked) > MAX_BATCH or len({each["id"] for each in asked}) < len(asked):
            return refusal(
                400, "BadRequest", "Number of batch request steps exceeds the maximum, or ids repeat."
            )
        entries = []
        for each in reversed(asked):  # any order is allowed, and this is not the one that was asked in
            assert (each["method"], each["url"][0]) == ("GET", "/")
            fault = self._fault(each["url"])
            got = (
                _broken(fault)
                if fault
                else self._read(URL(each["url"], encoded=True), each.get("headers", {}))
            )
            headers = {"Content-Type": "application/json", **got.headers}
            entries.append({"id": each["id"], "status": got.status, "headers": headers, "body": got.body})
        return Reply(200, {"responses": entries})

    def _read(self, url: URL, headers: Mapping[str, str]) -> Reply:
        self.reads.append(str(url))
        match url.path.strip("/").split("/"):
            case ["users"] if "$search" in url.query:
                return self._searched(url, headers)
            case ["users"]:
                return self._filtered(url)
            case ["users", who]:
                return self._user(who, url)
            case ["users", who, "manager"]:
                return self._manager(who)
            case ["users", who, "mailboxSettings", "timeZone"]:
                return self._zone(who)
            case ["groups", group, "transitiveMembers", "microsoft.graph.user"]:
                return self._members(group, url, headers)
        return refusal(400, "BadRequest", f"Resource not found for the segment '{url.path}'.")

    def _user(self, who: str, url: URL) -> Reply:
        if "User.Read.All" not in self.permissions:
            return _denied()
        user = self._found(who)
        if user is None:
            return _gone(who)
        return _selected(
            url, lambda fields: {**_context(f"users({','.join(fields)})/$entity"), **user.shown(fields)}
        )

    def _manager(self, who: str) -> Reply:
        if "User.Read.All" not in self.permissions:
            return _denied()
        user = self._found(who)
        if user is None:
            return _gone(who)
        if user.manager is None:
            return _gone("manager")
        kind = {"@odata.type": "#microsoft.graph.user"}
        return Reply(200, {**_context("directoryObjects(id)/$entity"), **kind, "id": user.manager})

    def _zone(self, who: str) -> Reply:
        if "MailboxSettings.Read" not in self.permissions:
            return refusal(403, "ErrorAccessDenied", "Access is denied. Check credentials and try again.")
        user = self._found(who)
        if user is None or user.zone is None:
            text = "The mailbox is either inactive, soft-deleted, or is hosted on-premise."
            return refusal(404, "MailboxNotEnabledForRESTAPI", text)
        return Reply(200, {**_context(f"users('{user.id}')/mailboxSettings/timeZone"), "value": user.zone})

    def _searched(self, url: URL, headers: Mapping[str, str]) -> Reply:
        """Each bracket is met when one of its clauses begins the field, or a word of the name."""
        if "User.Read.All" not in self.permissions:
            return _denied()
        brackets = url.query["$search"].split(" AND ")
        parsed = [[CLAUSE.fullmatch(one) for one in each[1:-1].split(" OR ")] for each in brackets]
        advanced = headers.get("ConsistencyLevel") == "eventual"
        if not advanced or not all(all(each) for each in parsed):
            return refusal(400, "Request_UnsupportedQuery", "Unsupported Query.")
        found = [
            user
            for user in self.users.values()
            if all(any(one and _begins(user, one[1], one[2]) for one in each) for each in parsed)
        ][: int(url.query["$top"])]
        return _selected(
            url, lambda fields: {**_context("users"), "value": [user.shown(fields) for user in found]}
        )

    def _filtered(self, url: URL) -> Reply:
        if "User.Read.All" not in self.permissions:
            return _denied()
        terms = re.split(r" or (?=mail |userPrincipalName )", url.query.get("$filter", ""))
        parsed = [EQ.fullmatch(term) for term in terms]
        if not all(parsed):
            return refusal(400, "Request_UnsupportedQuery", "Unsupported Query.")
        wanted = [(term[1], term[2].replace("''", "'").lower()) for term in parsed if term]
        found = [
            user
            for user in self.users.values()
            if any((getattr(user, PROPERTIES[name]) or "").lower() == text for name, text in wanted)
        ]
        return _selected(
            url, lambda fields: {**_context("users"), "value": [user.shown(fields) for user in found]}
        )

    def _members(self, group: str, url: URL, headers: Mapping[str, str]) -> Reply:
        if "GroupMember.Read.All" not in self.permissions:
            return _denied()
        if group not in self.groups:
            return _gone(group)
        advanced = headers.get("ConsistencyLevel") == "eventual" and url.query.get("$count") == "true"
        top = int(url.query.get("$top", "100"))
        if not advanced or not 0 < top <= MAX_TOP:
            return refusal(400, "Request_UnsupportedQuery", "Unsupported Query.")
        everybody, begin = self._within(group, set()), int(url.query.get("$skiptoken", "0"))
        size = min(top, self.page)
        link = {}
        if begin + size < len(everybody):
            following = url.update_query({"$skiptoken": str(begin + size)})
            link = {"@odata.nextLink": f"{self.next_host or self.url}/v1.0{following}"}
        some = everybody[begin : begin + size]
        hidden = "User.Read.All" not in self.permissions
        return _selected(
            url,
            lambda fields: {
                **_context("users"),
                "@odata.count": len(everybody),
                **link,
                "value": [_only_id(user, fields) if hidden else user.shown(fields) for user in some],
            },
        )

    def _within(self, group: str, seen: set[str]) -> list[User]:
        """Users of a group and of the groups within it, each once."""
        found = []
        for member in self.groups[group]:
            if member not in seen:
                seen.add(member)
                found += self._within(member, seen) if member in self.groups else [self.users[member]]
        return found

    def _found(self, who: str) -> User | None:
        return self.users.get(who.lower()) if GUID.fullmatch(who) else None

    def _fault(self, path: str) -> Fault | None:
        for fault in self.faults:
            if fault.on in path and fault.times > 0:
                fault.times -= 1
                return fault
        return None


def _begins(user: User, name: str, word: str) -> bool:
    text = (getattr(user, PROPERTIES[name]) or "").lower()
    starts = re.split(r"[\W_]+", text) if name == "displayName" else [text]
    return any(each.startswith(word.lower()) for each in starts)


def _selected(url: URL, show: Any) -> Reply:
    fields = tuple(url.query["$select"].split(",")) if "$select" in url.query else DEFAULT_FIELDS
    unknown = [name for name in fields if name not in PROPERTIES]
    if unknown:
        text = f"Could not find a property named '{unknown[0]}' on type 'microsoft.graph.user'."
        return refusal(400, "BadRequest", text)
    return Reply(200, show(fields))


def _only_id(user: User, fields: tuple[str, ...]) -> dict[str, Any]:
    return {name: user.id if name == "id" else None for name in fields}


def _context(what: str) -> dict[str, str]:
    return {"@odata.context": f"{METADATA}#{what}"}


def _denied() -> Reply:
    return refusal(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.")


def _gone(what: str) -> Reply:
    text = (
        f"Resource '{what}' does not exist or one of its queried reference-property objects are not present."
    )
    return refusal(404, "Request_ResourceNotFound", text)


def _broken(fault: Fault) -> Reply:
    return refusal(fault.status, fault.code, "Something is wrong.", **fault.headers)


@asynccontextmanager
async def a_directory(
    graph: FakeGraph, clock: FakeClock, role_groups: Mapping[str, str] | None = None, **more: Any
) -> AsyncIterator[Graph]:
    """Our directory of this Graph's people."""
    scope = f"{graph.url}/.default"
    grant = msal_grants(APP_ID, "a secret", TENANT, scope, http_client=graph.entra.msal_client())
    async with connected(grant, graph.url, TENANT, role_groups or {}, now=clock.now, **more) as directory:
        yield directory

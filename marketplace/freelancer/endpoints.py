"""Freelancer.com's endpoints: one call each, with its header, its envelope, its array parameters and its pages."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any

from marketplace.freelancer.limits import Quiet, endpoint_of
from marketplace.freelancer.outcomes import TITLE, result_of
from marketplace.http.access import Access, Accounts
from marketplace.http.calls import Calls, Request
from marketplace.http.family import NoTenant
from ports.marketplace import MarketplaceUnavailable, Turn

HEADER = "Freelancer-OAuth-V1"
"""Carries the token; they do not read Authorization."""

SELF = "users/0.1/self/"
PROJECTS = "projects/0.1/projects/"
BIDS = "projects/0.1/bids/"
MILESTONES = "projects/0.1/milestones/"
MILESTONE_REQUESTS = "projects/0.1/milestone_requests/"
REVIEWS = "projects/0.1/reviews/"
JOBS = "projects/0.1/jobs/"
JOB_SEARCH = "projects/0.1/jobs/search/"
BUDGETS = "projects/0.1/budgets/"
THREADS = "messages/0.1/threads/"
MESSAGES = "messages/0.1/messages/"

PAGE = 100
SHORT_PAGE = 10
"""A page of fewer is the last: no server gives fewer than the vendor's own client asks for by default."""

MOST_PAGES = 30

Param = tuple[str, str | int]


def one(path: str, number: int | str, *more: str) -> str:
    """The path of one thing, or of what belongs to it. The slash at the end matters."""
    return "/".join([f"{path}{number}", *more]) + "/"


class Endpoints:
    """Calls for one tenant. `url` is that of the API, https://www.freelancer.com/api or its sandbox."""

    def __init__(self, calls: Calls, *, url: str, quiet: Quiet, tenant: str = "") -> None:
        self._calls = calls
        self._url = url.rstrip("/")
        self._quiet = quiet
        self._tenant = tenant
        self.site = self._url.removesuffix("/api")
        """The start of every page for people."""

    def of(self, tenant: str) -> "Endpoints":
        """The same, for this tenant."""
        return Endpoints(self._calls, url=self._url, quiet=self._quiet, tenant=tenant)

    def acting_with(self, accounts: Accounts) -> "Endpoints":
        """The same with a token that is not stored yet."""
        calls = self._calls.acting_with(accounts)
        return Endpoints(calls, url=self._url, quiet=self._quiet, tenant="(not connected yet)")

    def turn(self) -> AbstractAsyncContextManager[Turn]:
        """See Marketplace."""
        return self._calls.turn()

    @property
    def tenant(self) -> str:
        """Whose account it is. Raises NoTenant when nobody has said so."""
        if not self._tenant:
            raise NoTenant(f"{TITLE} was asked for nobody: say of(tenant) first")
        return self._tenant

    async def get(self, path: str, *params: Param) -> Any:
        """Reads one thing. Raises MarketplaceRefused (NotFound for a 404) or MarketplaceUnavailable."""
        return await self._send("GET", path, params, writes=False)

    async def post(
        self, path: str, *, body: Mapping[str, Any] | None = None, form: Sequence[Param] | None = None
    ) -> Any:
        """Creates one thing, from JSON or from a form."""
        return await self._send("POST", path, (), writes=True, body=body, form=form)

    async def act(self, path: str, action: str, body: Mapping[str, Any] | None = None) -> Any:
        """Does one of the actions of a thing. The action goes in the query, and nowhere else."""
        return await self._send("PUT", path, (("action", action),), writes=True, body=body)

    async def pages(self, path: str, key: str, *params: Param) -> Sequence[Mapping[str, Any]]:
        """All pages of a list: their results with `users` and the like.

        Raises MarketplaceUnavailable for a list that was not seen to its end: one without its entries, the same page
        again, or more than MOST_PAGES.
        """
        found: list[Mapping[str, Any]] = []
        offset = 0
        for _ in range(MOST_PAGES):
            result = await self.get(path, *params, ("limit", PAGE), ("offset", offset))
            listed = result.get(key) if isinstance(result, dict) else None
            if not isinstance(listed, list | dict):
                raise MarketplaceUnavailable(f"{TITLE} did not answer with its list of {key}")
            if listed and found and listed == found[-1][key]:
                raise MarketplaceUnavailable(f"{TITLE} answers with the same page of {key} again")
            entries = len(listed)
            found.append(result)
            if entries < SHORT_PAGE:
                return found
            offset += entries
        raise MarketplaceUnavailable(f"{TITLE} has more than {offset} {key} here; we do not read on")

    async def _send(
        self,
        method: str,
        path: str,
        params: Sequence[Param],
        *,
        writes: bool,
        body: Mapping[str, Any] | None = None,
        form: Sequence[Param] | None = None,
    ) -> Any:
        tenant, endpoint = self.tenant, endpoint_of(method, path)
        self._quiet.check(tenant, endpoint)
        request = Request(
            method=method,
            url=f"{self._url}/{path}",
            writes=writes,
            params=tuple((name, str(value)) for name, value in params),
            body=body,
            form=None if form is None else tuple((name, str(value)) for name, value in form),
        )
        answer = await self._calls.send(tenant, request, _headers)
        self._quiet.hear(tenant, endpoint, answer.headers)
        return result_of(answer, writes=writes)


def _headers(access: Access) -> Mapping[str, str]:
    return {HEADER: access.token.get_secret_value()}

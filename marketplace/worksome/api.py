"""Worksome's one endpoint, for one tenant: an operation goes out, and its root field comes back in shape."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from marketplace.http.access import Access, Accounts
from marketplace.http.calls import Calls
from marketplace.http.graphql import GraphQL
from marketplace.worksome import outcomes
from marketplace.worksome.outcomes import TITLE
from marketplace.worksome.wire import Page
from ports.marketplace import MarketplaceUnavailable, MarketplaceUnknown

T = TypeVar("T", bound=BaseModel)

MOST_PAGES = 40
"""A list that does not end within 1,000 entries is not ours to read through."""


def headers_for(access: Access) -> Mapping[str, str]:
    """Without this Content-Type their gateway takes the call for a forgery: the one real HTTP 400."""
    return {
        "Authorization": f"Bearer {access.token.get_secret_value()}",
        "Content-Type": "application/json",
    }


class Api:
    """Calls of one tenant. `url` is the endpoint, https://api.worksome.com/graphql."""

    def __init__(self, calls: Calls, url: str, tenant: str) -> None:
        self._calls = calls
        self._url = url
        self._tenant = tenant
        self._graph = GraphQL(calls, url, headers_for, outcomes.is_rejected_token)

    def acting_with(self, accounts: Accounts) -> "Api":
        """The same with a token that is not stored yet."""
        return Api(self._calls.acting_with(accounts), self._url, self._tenant)

    async def company(self) -> str:
        """The id of the company that our account acts for. Raises MarketplaceUnavailable."""
        return await self._calls.account(self._tenant)

    async def ask(self, document: str, variables: Mapping[str, Any]) -> Mapping[str, Any]:
        """The whole `data` of a query. Raises MarketplaceRefused or MarketplaceUnavailable."""
        result = await self._graph.run(self._tenant, document, variables, writes=False)
        for root in result.data or {"": None}:
            outcomes.read(result, root)
        return result.data or {}

    async def read(
        self,
        document: str,
        variables: Mapping[str, Any],
        root: str,
        shape: type[T],
        lists: Sequence[tuple[str, ...]] = (),
    ) -> T | None:
        """None where they know no such thing. Raises MarketplaceRefused or MarketplaceUnavailable. `lists` as in
        `outcomes.read`."""
        result = await self._graph.run(self._tenant, document, variables, writes=False)
        found = outcomes.read(result, root, lists)[root]
        try:
            return None if found is None else shape.model_validate(found)
        except ValidationError as odd:
            raise MarketplaceUnavailable(f"{TITLE} answered in another form than we know") from odd

    async def write(self, document: str, given: Mapping[str, Any], root: str, shape: type[T]) -> T:
        """Sends a mutation with this input. Raises the MarketplaceError family."""
        result = await self._graph.run(self._tenant, document, {"input": dict(given)}, writes=True)
        found = outcomes.written(result, root)[root]
        try:
            return shape.model_validate(found)
        except ValidationError as odd:
            raise MarketplaceUnknown(f"{TITLE} answered in another form than we know") from odd

    async def write_list(self, document: str, given: Mapping[str, Any], root: str) -> None:
        """The same for a mutation that answers with a list, of which nothing is needed."""
        result = await self._graph.run(self._tenant, document, {"input": dict(given)}, writes=True)
        outcomes.written(result, root)

    async def every(
        self,
        document: str,
        variables: Mapping[str, Any],
        root: str,
        shape: type[T],
        *,
        readable_only: bool = False,
    ) -> AsyncIterator[T]:
        """Everything in a list that comes in pages. Raises as `read`, and MarketplaceUnavailable for a list that is cut short
        and, unless `readable_only`, for an entry that cannot be read.

        What is not in it is then said not to be there, and may be made anew.
        """
        former: tuple[Any, ...] = ()
        for number in range(1, MOST_PAGES + 1):
            page = await self.read(document, {**variables, "page": number}, root, Page[Any])
            if page is None:
                raise MarketplaceUnavailable(f"{TITLE} did not answer with its list of {root}")
            if not page.model_fields_set >= {"data", "paginator_info"} or (page.data and page.data == former):
                raise MarketplaceUnavailable(
                    f"{TITLE} did not answer with a whole page of its list of {root}"
                )
            former = page.data
            for entry in page.data:
                try:
                    yield shape.model_validate(entry)
                except ValidationError as odd:
                    if not readable_only:
                        raise MarketplaceUnavailable(f"{TITLE} lists something that cannot be read") from odd
            if not page.paginator_info.has_more_pages:
                return
        raise MarketplaceUnavailable(f"{TITLE} has more {root} than we read through")

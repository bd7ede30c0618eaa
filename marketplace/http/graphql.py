"""GraphQL over HTTP: one operation, its data, and the errors that came with it under status 200."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.http.access import Access
from marketplace.http.calls import Answer, Calls, Request, not_let_in
from ports.marketplace import MarketplaceUnavailable, MarketplaceUnknown


@dataclass(frozen=True, slots=True)
class GraphQLError:
    """One entry of `errors`. `path` is empty for an error of the whole operation."""

    message: str
    path: tuple[str | int, ...]
    extensions: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Result:
    """Partial data with errors is normal: `data` may hold some fields while `errors` speak of others."""

    status: int
    data: Mapping[str, Any] | None
    errors: Sequence[GraphQLError]


class GraphQL:
    """An endpoint. `headers_for(access)` gives what goes with every request; `rejected` as in Calls.send."""

    def __init__(
        self,
        calls: Calls,
        url: str,
        headers_for: Callable[[Access], Mapping[str, str]],
        rejected: Callable[[Answer], bool] = not_let_in,
    ) -> None:
        self._calls = calls
        self._url = url
        self._headers_for = headers_for
        self._rejected = rejected

    async def run(self, tenant: str, document: str, variables: Mapping[str, Any], *, writes: bool) -> Result:
        """Sends one operation. Raises as Calls.send, and the same for an answer that is no GraphQL answer:
        under a 4xx, it comes from something on the way that did not let the operation through."""
        body = {"query": document, "variables": dict(variables)}
        request = Request(method="POST", url=self._url, writes=writes, body=body)
        answer = await self._calls.send(tenant, request, self._headers_for, self._rejected)
        found = answer.body if isinstance(answer.body, dict) else {}
        listed = found.get("errors")
        errors = tuple(_error(raw) for raw in listed) if isinstance(listed, list) else ()
        data = found.get("data")
        if not errors and not isinstance(data, dict):
            reason = f"it answered {answer.status} without data"
            is_doubtful = writes and not 400 <= answer.status < 500
            raise MarketplaceUnknown(reason) if is_doubtful else MarketplaceUnavailable(reason)
        return Result(answer.status, data if isinstance(data, dict) else None, errors)


def _error(raw: Any) -> GraphQLError:
    known = raw if isinstance(raw, dict) else {}
    path = known.get("path")
    extensions = known.get("extensions")
    return GraphQLError(
        message=str(known.get("message") or "no reason was given"),
        path=tuple(path) if isinstance(path, list) else (),
        extensions=extensions if isinstance(extensions, dict) else {},
    )

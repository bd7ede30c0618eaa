"""What an answer of Freelancer.com means: a result, a no, nothing happened, or nobody knows.

Success is `{"status": "success", "result": …}`, an error `{"status": "error", "message", "error_code", "request_id"}`
under an HTTP status of 400 or more. The vendor publishes no list of codes [unverified]: a code that is not in the table
goes by its status. A 4xx without that form comes from something on the way, and says nothing about what was asked. 401, 429 and everything from 500 on were decided by marketplace/http/calls.py already.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from gigs.marketplaces import FREELANCER
from marketplace.http.calls import Answer
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown

M = TypeVar("M", bound=BaseModel)

TITLE = FREELANCER.title


class NotFound(MarketplaceRefused):
    """A definite no, because there is no such thing over there."""


class Meaning(StrEnum):
    """What becomes of a call that was answered with an error."""

    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


CODES: Mapping[str, Meaning] = {
    "ExceptionCodes.UNKNOWN_ERROR": Meaning.UNKNOWN,
    "ProjectExceptionCodes.DUPLICATE_BID": Meaning.REFUSED,
}
"""Codes that were seen in a recorded answer; everything else goes by its status."""

STATUSES: Mapping[int, Meaning] = {
    408: Meaning.UNKNOWN,
    423: Meaning.UNAVAILABLE,
    425: Meaning.UNAVAILABLE,
}
"""Where a 4xx is not about what was asked for (RFC 9110, RFC 4918, RFC 8470)."""


def result_of(answer: Answer, *, writes: bool) -> Any:
    """The `result` of a success, None where there was none. Raises the MarketplaceError family."""
    body = answer.body if isinstance(answer.body, dict) else {}
    if 200 <= answer.status < 300 and body and body.get("status", "success") == "success":
        return body.get("result")
    raise error_of(answer.status, body, writes=writes)


def error_of(status: int, body: Mapping[str, Any], *, writes: bool) -> MarketplaceError:
    """The error that this answer is; its text is theirs where they gave one."""
    code = str(body.get("error_code") or "")
    reason = (
        str(body.get("message") or "") or f"{TITLE} answered {status} without a reason ({code or 'no code'})"
    )
    meaning = meaning_of(status, code)
    if meaning is Meaning.REFUSED and body.get("status") != "error":
        return MarketplaceUnavailable(f"{TITLE} answered {status}, and not in its own form")
    if meaning is Meaning.REFUSED:
        return NotFound(reason) if status == 404 else MarketplaceRefused(reason)
    if meaning is Meaning.UNKNOWN and writes:
        return MarketplaceUnknown(reason)
    return MarketplaceUnavailable(reason)


def meaning_of(status: int, code: str) -> Meaning:
    """By code where it is known, else by status: a 4xx was refused before it landed, all else is unknown."""
    by_status = Meaning.REFUSED if 400 <= status < 500 else Meaning.UNKNOWN
    return CODES.get(code) or STATUSES.get(status) or by_status


def read_as(model: type[M], raw: Any, *, writes: bool = False) -> M:
    """Their JSON as one of our models. What cannot be read is unknown after a write, unavailable after a read."""
    try:
        return model.model_validate(raw)
    except ValidationError as odd:
        first = odd.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or model.__name__
        reason = f"{TITLE} answered something that we cannot read: {where}: {first['msg']}"
        raise (MarketplaceUnknown if writes else MarketplaceUnavailable)(reason) from odd


def each_as(model: type[M], raws: Sequence[Any]) -> list[M]:
    """Those that can be read."""
    found: list[M] = []
    for raw in raws:
        with suppress(ValidationError):
            found.append(model.model_validate(raw))
    return found


def values_of(raw: Any) -> list[Any]:
    """The entries of a list or of a map from id to entry: they use both, milestones for one are a map."""
    if isinstance(raw, dict):
        return list(raw.values())
    return list(raw) if isinstance(raw, list) else []

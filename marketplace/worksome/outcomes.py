"""What an answer of Worksome means: nearly everything it has to say comes with HTTP 200.

`extensions.code` tells the gateway's errors apart. One code, DOWNSTREAM_SERVICE_ERROR, stands for everything that the
platform itself said; there the shape decides, and for throttling, alone, the words (docs.worksome.com/errors).

kind              told by                                          a call that writes       one that reads
throttled         “Too Many Requests”                              Unavailable              Unavailable
unauthenticated   extensions.guards                                Unavailable              Unavailable
refused           extensions.validation, a gateway's code,         Refused, their words     Refused, their words
                  “You are not authorized …”
failed            everything else                                  Unknown                  Unavailable

An error below the root field of a mutation (`updateJob.url`) comes after it was carried out: Unknown, whatever its kind.
"""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from gigs.marketplaces import WORKSOME
from marketplace.http.calls import Answer
from marketplace.http.graphql import GraphQLError, Result
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown

TITLE = WORKSOME.title

_GATEWAY = frozenset({"GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED", "BAD_REQUEST", "BAD_USER_INPUT"})
_TOO_MANY = re.compile("too many requests", re.IGNORECASE)
_NOT_ALLOWED = re.compile("not authorized to perform", re.IGNORECASE)


class Kind(StrEnum):
    """What an error says about what happened."""

    THROTTLED = "throttled"
    UNAUTHENTICATED = "unauthenticated"
    REFUSED = "refused"
    NOT_ALLOWED = "not allowed"
    FAILED = "failed"


_OF_ONE = frozenset({Kind.FAILED, Kind.REFUSED})
"""Errors that say nothing about what else was asked for."""


def kind_of(error: GraphQLError) -> Kind:
    """The row of the table above."""
    if _TOO_MANY.search(error.message):
        return Kind.THROTTLED
    if error.extensions.get("guards"):
        return Kind.UNAUTHENTICATED
    if error.extensions.get("validation") or error.extensions.get("code") in _GATEWAY:
        return Kind.REFUSED
    return Kind.NOT_ALLOWED if _NOT_ALLOWED.search(error.message) else Kind.FAILED


def words_of(error: GraphQLError) -> str:
    """Their own words: what is wrong with each field where they say so, else the message."""
    fields = error.extensions.get("validation")
    said = fields.values() if isinstance(fields, Mapping) else ()
    told = [str(line) for lines in said for line in (lines if isinstance(lines, list) else [lines])]
    return " ".join(dict.fromkeys(told)) or error.message


def is_rejected_token(answer: Answer) -> bool:
    """A token that ended: HTTP 200, nothing in data, and the guard that refused it. 401 as well, should it ever come."""
    if answer.status == 401:
        return True
    body = answer.body if isinstance(answer.body, dict) else {}
    errors, data = body.get("errors"), body.get("data")
    held = data.values() if isinstance(data, dict) else ()
    if not isinstance(errors, list) or any(value is not None for value in held):
        return False
    return any(isinstance(one, dict) and _is_of_the_guard(one) for one in errors)


def _is_of_the_guard(error: Mapping[str, Any]) -> bool:
    """Of the whole operation or a root field of it: below that, something was carried out."""
    extensions, path = error.get("extensions"), error.get("path")
    return (
        isinstance(extensions, dict)
        and bool(extensions.get("guards"))
        and len(path if isinstance(path, list) else ()) <= 1
    )


def written(result: Result, root: str) -> Mapping[str, Any]:
    """What a mutation answered. Raises the MarketplaceError family by the table above."""
    found = result.data.get(root) if result.data else None
    if found is not None:
        return {root: found}
    for error in result.errors:
        raise _error(error, writes=True)
    raise MarketplaceUnknown(f"{TITLE} did not say what became of it")


def read(result: Result, root: str, lists: Sequence[tuple[str, ...]] = ()) -> Mapping[str, Any]:
    """What a query answered; `root` is None where they know no such thing.

    Fields that our account may not see are left out of it. An error within an entry of one of these `lists` leaves of that
    entry its id alone, so that it cannot be taken for a whole one. Anything else that is missing makes the whole answer
    one that cannot be relied on: a list with a hole would look like proposals taken back.
    """
    found = result.data.get(root) if result.data else None
    for error in result.errors:
        kind = kind_of(error)
        if found is not None and kind in _OF_ONE and (place := _place_in(lists, error.path)):
            found = _bare(found, place[1:])
        elif found is None or kind is not Kind.NOT_ALLOWED:
            raise _error(error, writes=False)
    return {root: found}


def _place_in(lists: Sequence[tuple[str, ...]], path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Where the entry is that this error is about; empty where it is about more than one."""
    for one in lists:
        if path[: len(one)] == one and len(path) > len(one) and isinstance(path[len(one)], int):
            return path[: len(one) + 1]
    return ()


def _bare(value: Any, place: tuple[str | int, ...]) -> Any:
    """A copy with nothing but its id left of the entry in this place. Raises MarketplaceUnavailable where there is none."""
    if not place:
        return {"id": value["id"]} if isinstance(value, dict) and "id" in value else None
    step, *rest = place
    try:
        inner = _bare(value[step], tuple(rest))
    except (LookupError, TypeError) as odd:
        raise MarketplaceUnavailable(f"{TITLE} answered an error about something that is not there") from odd
    if isinstance(value, dict):
        return {**value, step: inner}
    return [inner if at == step else one for at, one in enumerate(value)]


def _error(error: GraphQLError, *, writes: bool) -> MarketplaceError:
    kind, words = kind_of(error), words_of(error)
    was_done = writes and len(error.path) > 1
    if was_done or (writes and kind is Kind.FAILED):
        return MarketplaceUnknown(f"{TITLE} said: {words}")
    if kind in {Kind.REFUSED, Kind.NOT_ALLOWED}:
        return MarketplaceRefused(words)
    if kind is Kind.THROTTLED:
        return MarketplaceUnavailable(f"{TITLE} asks us to slow down")
    return MarketplaceUnavailable(f"{TITLE} said: {words}")

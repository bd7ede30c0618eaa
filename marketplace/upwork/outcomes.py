"""What an answer of Upwork's means: a yes, a no in its own words, nothing happened, or nobody knows.

Errors come with status 200. What stands in `extensions.classification` is, as observed, `ExecutionAborted` for a missing
permission, which its words tell from whatever else may be aborted, and `500` for a failure within; the other words here are those of graphql-java and of HTTP, and unverified. A
write that failed in a way that is not in the table may have landed.
"""

import logging
import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from gigs.marketplaces import UPWORK
from marketplace.http.graphql import GraphQLError, Result
from marketplace.upwork.operations import Operation
from ports.marketplace import MarketplaceError, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown

log = logging.getLogger(__name__)


class Outcome(StrEnum):
    """What one error says about the operation."""

    REFUSED = "refused"
    MISSING = "missing"
    NO_SCOPE = "no scope"
    FORBIDDEN = "forbidden"
    BUSY = "busy"
    UNKNOWN = "unknown"


class NotAllowed(MarketplaceUnavailable):
    """Our key or our account may not read this: nothing was executed."""


class NoSuchThing(MarketplaceRefused):
    """They do not know what was asked about."""


BY_MESSAGE = (
    (re.compile(r"enough oauth2 permissions/scopes"), Outcome.NO_SCOPE),
    (re.compile(r"^Authorization failed"), Outcome.FORBIDDEN),
    (re.compile(r"^VJCA-\d+ .*incorrect value", re.DOTALL), Outcome.REFUSED),
    (re.compile(r"introspection in good faith"), Outcome.BUSY),
    (re.compile(r"^Exception occurred"), Outcome.UNKNOWN),
)
"""What has been observed; the first that fits counts."""

BY_CLASSIFICATION = {
    "VALIDATIONERROR": Outcome.REFUSED,
    "INVALIDSYNTAX": Outcome.REFUSED,
    "OPERATIONNOTSUPPORTED": Outcome.REFUSED,
    "BAD_REQUEST": Outcome.REFUSED,
    "400": Outcome.REFUSED,
    "403": Outcome.FORBIDDEN,
    "FORBIDDEN": Outcome.FORBIDDEN,
    "404": Outcome.MISSING,
    "NOT_FOUND": Outcome.MISSING,
    "409": Outcome.REFUSED,
    "422": Outcome.REFUSED,
    "429": Outcome.BUSY,
}


def outcome_of(error: GraphQLError) -> Outcome:
    """By its words first, then by its classification; UNKNOWN for what is in neither table."""
    for pattern, outcome in BY_MESSAGE:
        if pattern.search(error.message):
            return outcome
    classification = str(error.extensions.get("classification", "")).upper()
    return BY_CLASSIFICATION.get(classification, Outcome.UNKNOWN)


def settle(result: Result, operation: Operation) -> Any:
    """The value of the operation's field. Partial data is kept, and what it lacks is logged.

    Raises MarketplaceRefused with their text, MarketplaceUnavailable, or MarketplaceUnknown for a write.
    """
    value = None if result.data is None else result.data.get(operation.field)
    if value is not None:
        if result.errors:
            left_out = {"operation": operation.field, "count": len(result.errors)}
            log.warning("%s left something out", UPWORK.title, extra=left_out)
        return value
    if result.errors:
        raise _raised(result, operation)
    if operation.writes:
        raise MarketplaceUnknown(f"{UPWORK.title} answered nothing to {operation.field}")
    if result.data is None or operation.field not in result.data:
        raise MarketplaceUnavailable(f"{UPWORK.title} answered something else than {operation.field}")
    raise NoSuchThing(f"{UPWORK.title} does not know what was asked about.")


def _raised(result: Result, operation: Operation) -> MarketplaceError:
    text = _text(result.errors)
    if operation.writes and any(len(error.path) > 1 for error in result.errors):
        # An error within the answer: the write itself was carried out, and what it answers is lost.
        return MarketplaceUnknown(text)
    found = {outcome_of(error) for error in result.errors}
    if 400 <= result.status < 500 and Outcome.UNKNOWN in found:
        return MarketplaceRefused(text)
    # One doubtful error among harmless ones leaves it doubtful.
    if Outcome.UNKNOWN in found:
        return MarketplaceUnknown(text) if operation.writes else MarketplaceUnavailable(text)
    if Outcome.NO_SCOPE in found:
        text = f"Our key for {UPWORK.title} lacks a permission; the programme lead can add it in {UPWORK.title}’s API Center. {text}"
    if found & {Outcome.NO_SCOPE, Outcome.FORBIDDEN}:
        return MarketplaceRefused(text) if operation.writes else NotAllowed(text)
    if Outcome.BUSY in found:
        return MarketplaceUnavailable(text)
    if Outcome.MISSING in found:
        return NoSuchThing(text)
    return MarketplaceRefused(text)


def _text(errors: Sequence[GraphQLError]) -> str:
    return " ".join(dict.fromkeys(error.message for error in errors))


def unreadable(operation: Operation, why: Exception) -> MarketplaceError:
    """For a yes whose content we do not understand: it was asked for, so a write has landed."""
    said = f"{UPWORK.title}’s answer to {operation.field} cannot be read: {type(why).__name__}"
    return MarketplaceUnknown(said) if operation.writes else MarketplaceUnavailable(said)

"""How much Freelancer.com takes: our pace, their own headers, and the figures that nobody has confirmed."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from gigs.marketplaces import FREELANCER
from marketplace.http.limit import Limit
from marketplace.http.pace import Limits
from ports.clock import left_until
from ports.marketplace import LONGEST_WAIT, MarketplaceUnavailable

LIMITS = Limits(a_second=1, at_once=10)
"""Ours. Their figures are per endpoint and unpublished [unverified]; their headers are obeyed beside it: see Quiet."""


KNOWN_LIMITS = (
    Limit(
        name="title",
        value="100",
        unit="characters",
        verified=False,
        source="one client cuts its titles there",
    ),
    Limit(name="description", value="4000", unit="characters", verified=False, source="in circulation only"),
    Limit(name="skills", value="5", unit="skills", verified=False, source="in circulation only"),
    Limit(name="page", value="100", unit="entries", verified=False, source="clients ask for 50 or 100"),
    Limit(
        name="access token", value="30", unit="days", verified=False, source="documentation, by a third party"
    ),
)

FIELDS: Mapping[str, str] = {"title": "title", "description": "outcome", "skills": "skills"}
"""Where a limit is mended in our form."""


def exceeded(limits: Sequence[Limit], sizes: Mapping[str, int]) -> Mapping[str, str]:
    """What is over a verified limit, by field of the form; one that nobody has confirmed is theirs to refuse."""
    return {
        FIELDS[
            limit.name
        ]: f"{FREELANCER.title} takes at most {int(limit.value):,} {limit.unit} here; there are {size:,}."
        for limit in limits
        if limit.verified and limit.name in FIELDS and (size := sizes.get(limit.name, 0)) > int(limit.value)
    }


_EPOCH = 1_000_000_000
"""A RateLimit-Reset above this is a moment in epoch seconds, one below it a number of seconds [unverified which]."""


class Quiet:
    """Keeps an endpoint quiet for a tenant once its RateLimit-Remaining was 0, until its RateLimit-Reset."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._until: dict[tuple[str, str], datetime] = {}

    def check(self, tenant: str, endpoint: str) -> None:
        """Raises MarketplaceUnavailable, before anything is sent, while the endpoint's calls are used up."""
        until = self._until.get((tenant, endpoint))
        if until is None:
            return
        left = left_until(until, timedelta(seconds=LONGEST_WAIT), self._now()).total_seconds()
        if left > 0:
            raise MarketplaceUnavailable(
                f"{FREELANCER.title} takes no more calls of this kind for a while", left
            )
        del self._until[tenant, endpoint]

    def hear(self, tenant: str, endpoint: str, headers: Mapping[str, str]) -> None:
        """Takes note of what an answer says about the next calls."""
        remaining, reset = headers.get("RateLimit-Remaining", ""), headers.get("RateLimit-Reset", "")
        if remaining.strip() != "0" or not reset.strip().isdigit():
            return
        said = int(reset)
        until = datetime.fromtimestamp(said, UTC) if said > _EPOCH else self._now() + timedelta(seconds=said)
        self._until[tenant, endpoint] = min(until, self._now() + timedelta(seconds=LONGEST_WAIT))


def endpoint_of(method: str, path: str) -> str:
    """What they count by: the path without the ids in it."""
    return f"{method} {re.sub(r'/[0-9]+(?=/)', '/{id}', path)}"

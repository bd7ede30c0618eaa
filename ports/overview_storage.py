"""Every gig of a tenant, for whoever looks after all of them: a page at a time, along indexes."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol

from gigs.gig import Gig, GigState
from gigs.value import Value


class Wanted(Value):
    """Which gigs: "" and None are any. `team` is the requester's department, `month` that of the draft, as `2026-05`."""

    state: GigState | None = None
    team: str = ""
    month: str = ""
    market: str = ""


def month_of(gig: Gig) -> str:
    """The month in which the gig was begun (UTC), as `2026-05`."""
    return f"{gig.created_at.astimezone(UTC):%Y-%m}"


def market_of(gig: Gig) -> str:
    """The marketplace it is on, or is meant for."""
    if gig.listing:
        return gig.listing.marketplace
    return gig.brief.marketplace if gig.brief else gig.form.marketplace


class Overviews(Protocol):
    """Gigs of one tenant that were submitted at least once or ended; never a draft."""

    async def newest(self, tenant: str, wanted: Wanted, before: int, limit: int) -> Sequence[Gig]:
        """Those with a number below `before`, the highest first."""

    async def unmoved(
        self, tenant: str, states: frozenset[GigState], before: datetime, skip: int, limit: int
    ) -> Sequence[Gig]:
        """Those in these states that have not changed since `before`, the longest unmoved first."""

    async def awaiting(self, tenant: str, skip: int, limit: int) -> Sequence[Gig]:
        """Those that wait for anybody's answer, the longest waiting first."""

    async def teams(self, tenant: str, most: int) -> Sequence[str]:
        """The first so many departments of requesters, by name."""

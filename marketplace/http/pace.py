"""How many calls a marketplace may get from us: a token bucket in this process, a count a day for all of them."""

from typing import Protocol

from aiolimiter import AsyncLimiter

from gigs.value import Value
from ports.marketplace import MarketplaceUnavailable


class Limits(Value):
    """Published figures, or ours well under them where there are none; docs/marketplaces.md says which are verified.

    `at_once` calls may follow each other directly; then one each `1 / a_second`. None for no limit a day.
    """

    a_second: float
    at_once: int
    a_day: int | None = None


class Meter(Protocol):
    """Counts every call, across replicas and restarts."""

    async def count(self, tenant: str, marketplace: str) -> int:
        """One more call today (UTC); how many that makes for this account."""


class Uncounted:
    """The Meter port for a command that runs once: counts for itself."""

    def __init__(self) -> None:
        self.calls = 0

    async def count(self, tenant: str, marketplace: str) -> int:  # noqa: ARG002
        """See Meter."""
        self.calls += 1
        return self.calls


class Pace:
    """Lets a call go when it may. One for each provider: a marketplace counts by IP address as much as by account."""

    def __init__(self, limits: Limits, meter: Meter) -> None:
        self._limits = limits
        self._meter = meter
        self._bucket = AsyncLimiter(limits.at_once, limits.at_once / limits.a_second)

    async def wait(self, tenant: str, marketplace: str) -> None:
        """Returns when it is this call's turn. Raises MarketplaceUnavailable when today's calls are used up."""
        used = await self._meter.count(tenant, marketplace)
        if self._limits.a_day is not None and used > self._limits.a_day:
            raise MarketplaceUnavailable(
                f"we have asked it {self._limits.a_day:,} times today, which is all that it allows"
            )
        await self._bucket.acquire()

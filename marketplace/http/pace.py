"""How many calls a marketplace may get from us: a token bucket in this process, a count a day for all of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Protocol

from gigs.value import Value
from marketplace.http.bucket import Bucket
from ports.marketplace import MarketplaceUnavailable, Turn


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


@dataclass(slots=True)
class _Held:
    """The turn of whoever is calling. `has_token` until its first call is made."""

    turn: Turn = field(default_factory=Turn)
    has_token: bool = True


_held: ContextVar[_Held | None] = ContextVar("held", default=None)


def something_left() -> None:
    """Whoever is calling has begun to send something that writes."""
    if (held := _held.get()) is not None:
        held.turn.sent = True


class Pace:
    """Lets a call go when it may. One for each provider: a marketplace counts by IP address as much as by account.

    What is called within a turn, and every call that writes, goes before the readings that wait.
    """

    def __init__(self, limits: Limits, meter: Meter) -> None:
        self._limits = limits
        self._meter = meter
        self._bucket = Bucket(limits.at_once, limits.a_second)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[Turn]:
        """See `ports.marketplace.Marketplace.turn`. A turn within a turn is the same one."""
        if (outer := _held.get()) is not None:
            yield outer.turn
            return
        await self._bucket.take(ahead=True)
        held = _Held()
        before = _held.set(held)
        try:
            yield held.turn
        finally:
            _held.reset(before)
            if held.has_token:
                self._bucket.give_back()

    async def wait(self, tenant: str, marketplace: str, *, ahead: bool = False) -> None:
        """Returns when it is this call's turn. Raises MarketplaceUnavailable when today's calls are used up."""
        used = await self._meter.count(tenant, marketplace)
        if self._limits.a_day is not None and used > self._limits.a_day:
            raise MarketplaceUnavailable(
                f"we have asked it {self._limits.a_day:,} times today, which is all that it allows"
            )
        held = _held.get()
        if held is not None and held.has_token:
            held.has_token = False
            return
        await self._bucket.take(ahead=ahead or held is not None)

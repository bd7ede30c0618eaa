"""Background work, as whoever enqueues it and whoever does it see it."""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from gigs.value import Value


class Job(Value):
    """Background work: one outside effect. `key` makes enqueueing it twice one piece of work."""

    name: ClassVar[str]
    queue: ClassVar[str]

    @property
    @abstractmethod
    def key(self) -> str:
        """Unique per effect, such as `post:TENANT:12:1`."""

    @property
    def part(self) -> str:
        """What it shares its places with; empty where a whole queue does."""
        return ""


class MarketJob(Job):
    """A call to a marketplace. Each marketplace has places of its own, so one that hangs delays no other."""

    queue: ClassVar[str] = "market"

    market: str = ""
    """Its name; empty in what an earlier release enqueued."""

    @property
    def part(self) -> str:
        return self.market


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job to be enqueued: `delay` from now, and under a name of its own when it is `again`."""

    job: Job
    delay: timedelta | None = None
    again: str = ""


class TryLater(Exception):
    """A job could not finish now. `after` is in seconds; None leaves it to the engine's back-off.

    `counts` False means the wait is part of the plan (a quarantine), not a failed attempt.
    """

    def __init__(self, reason: str, after: float | None = None, *, counts: bool = True) -> None:
        super().__init__(reason)
        self.after = after
        self.counts = counts

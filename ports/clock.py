"""The sources of time and of unguessable names."""

from datetime import datetime, timedelta
from typing import Protocol

SKEW = timedelta(minutes=5)
"""More than the clocks of two replicas differ. What is further ahead than this was written by a clock that has stepped back since."""


def is_within(at: datetime, span: timedelta, now: datetime) -> bool:
    """Whether less than `span` has gone by since `at`. What lies in the future was written by a clock that was ahead: it's long ago."""
    return timedelta() <= now - at < span


def left_until(until: datetime, most: timedelta, now: datetime) -> timedelta:
    """How long is left of a wait that was never longer than `most`; nothing of one that seems to be, because the clock was ahead."""
    left = until - now
    return left if timedelta() < left <= most else timedelta()


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""


class Ids(Protocol):
    """The only source of unguessable names."""

    def new(self, prefix: str) -> str:
        """A fresh id such as `FC-7K3M9QXB2D`, at least 50 random bits behind the prefix."""

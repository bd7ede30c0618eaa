"""The sources of time and of unguessable names."""

from datetime import datetime, timedelta
from typing import Protocol

SKEW = timedelta(minutes=5)
"""More than the clocks of two replicas differ. What is further ahead than this was written by a clock that has stepped back since."""


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""


class Ids(Protocol):
    """The only source of unguessable names."""

    def new(self, prefix: str) -> str:
        """A fresh id such as `FC-7K3M9QXB2D`, at least 50 random bits behind the prefix."""

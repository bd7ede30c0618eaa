"""The sources of time and of unguessable names."""

from datetime import datetime
from typing import Protocol


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""


class Ids(Protocol):
    """The only source of unguessable names."""

    def new(self, prefix: str) -> str:
        """A fresh id such as `FC-7K3M9QXB2D`, at least 50 random bits behind the prefix."""

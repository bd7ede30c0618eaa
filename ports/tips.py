"""Tips for whoever posts their first gig: one at each step, on the card that's shown anyway."""

from enum import StrEnum
from typing import Protocol

from gigs.people import PersonKey


class TipsState(StrEnum):
    """Whether somebody is shown tips. Whoever isn't known here is new, and is."""

    ON = "on"
    OFF = "off"
    OVER = "over"
    """Their first gig was closed."""


class Tips(Protocol):
    """By person."""

    async def wanted(self, person: PersonKey) -> bool:
        """Whether they're shown."""

    async def put(self, person: PersonKey, state: TipsState) -> None:
        """Inserts or replaces."""

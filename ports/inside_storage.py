"""What work inside needs of the store: the skills that people show, and who is concerned by which offer."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gigs.gig import Gig
from gigs.people import PersonKey
from ports.retention import Deleted, Position


class Part(StrEnum):
    """What a colleague has to do with a gig that is with colleagues now."""

    HAND = "hand"
    """Their hand is up."""
    WORK = "work"
    """They do the work."""
    HOURS = "hours"
    """They're asked about somebody's hours."""


class Skills(Protocol):
    """The skills that people named. Two are the same where `gigs.skills.folded` makes them so."""

    async def put(self, person: PersonKey, skills: Sequence[str], at: datetime) -> None:
        """These and no others; none of them is forgetting."""

    async def of(self, person: PersonKey) -> Sequence[str]:
        """As they wrote them."""

    async def who_has(self, tenant: str, skill: str, limit: int) -> Sequence[PersonKey]:
        """Whoever named it last comes first."""

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Up to `limit` that were last named before."""


class Hands(Protocol):
    """Gigs by the colleagues they concern; written by the save of the gig."""

    async def gigs_of(self, person: PersonKey, part: Part, limit: int) -> Sequence[Gig]:
        """The highest number first."""

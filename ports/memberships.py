"""Who is in which team, as Teams last said, so that it isn't asked about every notice."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from gigs.people import PersonKey
from gigs.value import Value


class Membership(Value):
    """What Teams answered when it was asked whether this person is in this team."""

    tenant: str
    team: str
    person: str
    is_member: bool
    checked_at: datetime


class Memberships(Protocol):
    """By (tenant, person, team). How long an answer holds is for the reader to say."""

    async def get(self, person: PersonKey, team: str) -> Membership | None:
        """None when Teams was not asked, or the answer was forgotten."""

    async def of(self, person: PersonKey) -> Sequence[Membership]:
        """In every team that Teams was asked about."""

    async def put(self, memberships: Sequence[Membership]) -> None:
        """Inserts or replaces."""

    async def forget_team(self, tenant: str, team: str) -> None:
        """Somebody came to this team or left it."""

    async def forget(self, before: datetime) -> int:
        """Deletes what was answered earlier; how many."""

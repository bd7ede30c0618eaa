"""What is on a marketplace by a reference of ours that this database doesn't know, and the mark that tells a restored backup."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gigs.people import Person
from gigs.value import Value


class StrayKind(StrEnum):
    """What was found."""

    LISTING = "listing"
    OFFER = "offer"


class StrayState(StrEnum):
    """While one is open or being closed, nothing is created with this account. `used`: what was taken over has found its gig.
    `apart`: it belongs to no gig, and stays over there as it is."""

    OPEN = "open"
    CLOSING = "closing"
    TAKEN = "taken"
    USED = "used"
    CLOSED = "closed"
    APART = "apart"


class Stray(Value):
    """A listing, or an offer on the listing of `gig`, that we made after the backup this database was restored from.

    Of a listing, `gig` is the one that a lead chose for it; 0 while nobody has. `at` is when it was made, as far as they say.
    """

    tenant: str
    marketplace: str
    id: str
    kind: StrayKind
    reference: str
    title: str = ""
    url: str = ""
    proposal: str = ""
    gig: int = 0
    found_at: datetime
    state: StrayState = StrayState.OPEN
    answered_by: Person | None = None
    hired: bool | None = None
    """Whether somebody works under it, as we last saw it; None where that isn't known."""
    contract_url: str = ""
    """Where that contract is to be seen, or ended."""
    at: datetime | None = None
    note: str = ""
    """Why it was kept apart, in the lead's words."""
    refused: str = ""
    """Why the marketplace didn't close it, in its own words."""

    @property
    def holds(self) -> bool:
        """True while nothing is created because of it."""
        return self.state in {StrayState.OPEN, StrayState.CLOSING}


class Strays(Protocol):
    """By (tenant, marketplace, id). One stays on record when it was answered."""

    async def add(self, stray: Stray) -> bool:
        """False when it is known already."""

    async def of(self, tenant: str, marketplace: str) -> Sequence[Stray]:
        """All of them, whatever was answered."""

    async def get(self, tenant: str, marketplace: str, stray_id: str) -> Stray | None: ...

    async def change(self, before: Stray, after: Stray) -> bool:
        """False when somebody was faster."""


class Generation(Value):
    """`mark` grows with every call that creates something, so a database whose mark is lower than one that was kept beside it
    is a backup. Whoever restores one renews `id`."""

    id: str
    mark: int
    restored_at: datetime | None = None


class Generations(Protocol):
    """The one that this database is now, and those it was before: they're restored along with it."""

    async def current(self) -> Generation: ...

    async def next(self) -> Generation:
        """With its mark one higher."""

    async def has_ended(self, generation_id: str) -> bool:
        """Whether this database was once, or was declared to come after, the one with this id: a mark of it says nothing new."""

    async def bring_back(self, latest: datetime, to: datetime) -> None:
        """A restore later than `latest`, of a clock that was ahead, was at `to`."""

    async def renew(self, former: Generation, new_id: str, at: datetime, seen: str = "") -> bool:
        """This database was restored: from now on it is another one, and `former` has ended, and so has the one that was `seen` beside
        it. False when somebody else has said so since `former` was read."""

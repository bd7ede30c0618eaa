"""What programme leads made of lessons, who saw one and whom it helped. The lesson itself stands in its gig's summary."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from gigs.people import PersonKey
from gigs.value import Value


class Curated(Value):
    """What a lead made of the lesson of `gig`: other words, or `retired`, or told by the lesson of gig `merged_into`.

    `sources` are the gigs whose lessons were merged into this one: its words are shown to those who may read all of them.
    """

    tenant: str
    gig: int
    do_again: str = ""
    do_differently: str = ""
    sources: tuple[int, ...] = ()
    merged_into: int = 0
    retired: bool = False
    by: PersonKey
    at: datetime


class Worth(NamedTuple):
    """How many gigs it was shown for, and how many people it helped."""

    shown: int = 0
    helped: int = 0


class Lessons(Protocol):
    """By (tenant, gig)."""

    async def put(self, curated: Curated) -> None:
        """Inserts or replaces."""

    async def curated(self, tenant: str, gigs: Sequence[int]) -> Mapping[int, Curated]:
        """Of those of these that a lead made something of."""

    async def show(self, person: PersonKey, gigs: Sequence[int], drafted: int, at: datetime) -> None:
        """Counts each of these as shown to this person for the gig `drafted`, once."""

    async def help(self, person: PersonKey, gig: int, at: datetime) -> bool:
        """Counts it as helpful to this person; False where it was counted before."""

    async def helped(self, person: PersonKey, gigs: Sequence[int]) -> frozenset[int]:
        """Those of these that helped this person."""

    async def worth(self, tenant: str, gigs: Sequence[int]) -> Mapping[int, Worth]:
        """Of those of these that were shown or helped."""

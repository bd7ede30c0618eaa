"""Summaries of closed gigs. Nothing here can be read without saying who reads."""

from collections.abc import Sequence
from typing import Protocol

from gigs.brief import Category
from gigs.people import PersonKey
from gigs.summary import Summary
from gigs.value import Value


class Reader(Value):
    """On whose behalf summaries are read; made by `use_cases.permissions.authorize_summary.reader` alone."""

    person: PersonKey
    division: str
    is_lead: bool


class SummariesWanted(Value):
    """Which of those that the reader may read: None and "" are any. `before` is a gig's number, for paging; 0 is none."""

    domain: Category | None = None
    division: str = ""
    template: str = ""
    before: int = 0


class Summaries(Protocol):
    """By (tenant, gig). What is withdrawn is read by its owners alone."""

    async def put(self, summary: Summary) -> None:
        """Inserts or replaces."""

    async def of_gig(self, reader: Reader, gig: int) -> Summary | None:
        """None where this reader may not know of it."""

    async def of_gigs(self, reader: Reader, gigs: Sequence[int]) -> Sequence[Summary]:
        """Those of these that the reader may read, in the order of `gigs`."""

    async def newest(self, reader: Reader, wanted: SummariesWanted, limit: int) -> Sequence[Summary]:
        """The highest numbers first."""

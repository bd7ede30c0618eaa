"""Case studies of closed gigs, each beside its gig's summary. Nothing here can be read without saying who reads."""

from collections.abc import Sequence
from typing import Protocol

from gigs.brief import Category
from gigs.case_study import CaseStudy
from gigs.summary import Summary
from gigs.value import Value
from ports.summary_storage import Reader


class CaseOfGig(Value):
    """A case study, and the summary of its gig, which it never outlives."""

    study: CaseStudy
    summary: Summary


class CasesWanted(Value):
    """Which of those that the reader may read: None is any. `before` is a gig's number, for paging; 0 is none."""

    domain: Category | None = None
    before: int = 0


class CaseStudies(Protocol):
    """By (tenant, gig). Every change is guarded by the version as read."""

    async def add(self, study: CaseStudy, summary: Summary) -> CaseStudy:
        """As version 1. Raises GigChanged where there is one already."""

    async def save(self, before: CaseStudy, after: CaseStudy) -> CaseStudy:
        """`after` with the next version. Raises GigChanged unless the version still is `before`'s."""

    async def of_gig(self, reader: Reader, gig: int) -> CaseOfGig | None:
        """None where there is none, or this reader may not know of it (`gigs.case_study.is_shown`)."""

    async def published(self, reader: Reader, wanted: CasesWanted, limit: int) -> Sequence[CaseOfGig]:
        """The highest numbers first."""

    async def proposed(self, reader: Reader, limit: int) -> Sequence[CaseOfGig]:
        """Those that wait for a programme lead, the lowest number first; none for anybody else."""

    async def own(self, reader: Reader, limit: int) -> Sequence[CaseOfGig]:
        """Those of gigs whose requester the reader is, in whatever state, the highest numbers first."""

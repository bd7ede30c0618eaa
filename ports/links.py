"""Addresses that can be opened without an account, until they expire."""

from typing import Protocol

from gigs.value import Value
from ports.overview_storage import Wanted


class AuditLink(Value):
    """What an auditor's link carries: one gig, who made it, and a name of its own by which its openings are known."""

    id: str
    tenant: str
    gig: int
    by: str


class OverviewLink(Value):
    """What a programme lead's export carries: who asked for it, and which gigs it is about."""

    tenant: str
    by: str
    what: str
    wanted: Wanted = Wanted()


class CaseLink(Value):
    """What the link to a case study's page carries: which gig's, and who opens it; it shows what they may read then."""

    tenant: str
    gig: int
    by: str


class Links(Protocol):
    """Makes addresses that can be opened without an account, until they expire."""

    def address(self, link: AuditLink) -> str:
        """The whole address, signed and dated. Raises NoLinks."""

    def export(self, link: OverviewLink) -> str:
        """The whole address of a file, signed and dated; it ends sooner than an auditor's. Raises NoLinks."""

    def case_study(self, link: CaseLink) -> str:
        """The whole address of a case study's page, as long as an export's. Raises NoLinks."""

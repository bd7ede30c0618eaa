"""Addresses that can be opened without an account, until they expire."""

from typing import Protocol

from gigs.value import Value


class AuditLink(Value):
    """What an auditor's link carries: one gig, who made it, and a name of its own by which its openings are known."""

    id: str
    tenant: str
    gig: int
    by: str


class Links(Protocol):
    """Makes addresses that can be opened without an account, until they expire."""

    def address(self, link: AuditLink) -> str:
        """The whole address, signed and dated. Raises NoLinks."""

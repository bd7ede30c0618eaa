"""Who is who in a tenant."""

from collections.abc import Sequence
from typing import Protocol

from gigs.people import Person, PersonKey


class DirectoryUnavailable(Exception):
    """The directory does not answer now; it can be asked again. The message is a sentence for people."""


class Directory(Protocol):
    """Who is who in a tenant. May take a moment (Graph), so it is never asked inside a transaction.

    Raises DirectoryUnavailable when it does not answer and nothing recent enough is known.
    """

    async def person(self, key: PersonKey) -> Person | None:
        """The person, or None when the tenant does not know them or their account is not active."""

    async def by_address(self, tenant: str, address: str) -> Person | None:
        """The active person with this e-mail address, without regard to case; None when there is none."""

    async def search(self, tenant: str, text: str) -> Sequence[Person]:
        """Active people whose name or address may fit these words: rather too many than too few, in no order.

        Whom of them somebody means is decided elsewhere (`use_cases/colleagues/names.py`).
        """

    async def group(self, tenant: str, name: str) -> Sequence[Person]:
        """The active people in a group, by name; empty when there is no such group. Always in the same order."""

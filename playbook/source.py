"""Where a template or a best practice comes from."""

from enum import StrEnum


class Source(StrEnum):
    """Who wrote it."""

    OURS = "ours"
    """Ships with the product."""
    ORGANISATION = "organisation"
    """A file in the organisation’s folder."""
    MADE = "made"
    """Made out of a closed gig by a programme lead, kept in the database."""

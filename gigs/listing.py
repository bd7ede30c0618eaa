"""A gig on a marketplace: its listing there, and the listings that it has left."""

from datetime import datetime

from gigs.value import Value


class Listing(Value):
    """The gig as it appears on a marketplace. `reference` is ours and stands in the listing itself."""

    id: str
    marketplace: str
    reference: str
    url: str = ""
    posted_at: datetime


class FormerListing(Value):
    """A listing that the gig has left. Nothing is posted elsewhere before it is known to be closed.

    `refused` is why we could not close it, in the marketplace's words: then its requester does, by hand.
    """

    listing: Listing
    left_at: datetime
    closed_at: datetime | None = None
    refused: str = ""

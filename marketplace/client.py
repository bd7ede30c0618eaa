"""The marketplace protocol: what every provider offers, what it answers, and how it fails.

Every call ends in one of three ways. A yes returns. A definite no raises MarketplaceRefused (they said no) or
MarketplaceUnavailable (nothing happened; try later). Anything that may or may not have happened raises
MarketplaceUnknown, and the caller looks it up before it ever tries again.

MarketplaceError
  MarketplaceRefused      `.reason` is the marketplace's own text, for the requester
  MarketplaceUnavailable  nothing landed: throttled, down, unreachable; `.retry_after` in seconds when they said so
  MarketplaceUnknown      it may have landed: time-out, reset, server error
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Protocol

from gigs.brief import Category, PriceType, Visibility
from gigs.contract import Contract
from gigs.gig import Listing
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal
from gigs.value import Value

LONGEST_WAIT = 900.0
"""Seconds: whoever asks for a longer pause than this is asked again all the same."""


class MarketplaceError(Exception):
    """A call to a marketplace did not end in a yes."""


class MarketplaceRefused(MarketplaceError):
    """A definite no. `reason` is their own text: a stranger's words, shown escaped to the requester."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class MarketplaceUnavailable(MarketplaceError):
    """Nothing happened over there. `retry_after` is in seconds, None when they did not say, never over LONGEST_WAIT."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = None if retry_after is None else min(retry_after, LONGEST_WAIT)


class MarketplaceUnknown(MarketplaceError):
    """It may have happened over there. Look it up; never try again blind."""


class Capability(StrEnum):
    """What a provider's API can do. Where one is missing, the step is a link that finishes on the marketplace."""

    POST = "post"
    CLOSE = "close"
    PROPOSALS = "proposals"
    SHORTLIST = "shortlist"
    DECLINE = "decline"
    OFFER = "offer"
    MILESTONES = "milestones"
    RELEASE = "release"
    REVIEW = "review"


class Rhythm(Value):
    """How often a marketplace is read for one gig, and how long new proposals gather before they are announced."""

    quick: timedelta
    slow: timedelta
    gather: timedelta


class PostRequest(Value):
    """What becomes public. `reference` is unique to this post and must come back from `find_listing`."""

    reference: str
    title: str
    description: str
    category: Category
    skills: tuple[str, ...]
    price_type: PriceType
    rate: Money
    hours: int | None
    start: date
    due: date
    visibility: Visibility


class OfferRequest(Value):
    """An offer to one freelancer. `total` is the sum of the milestones."""

    reference: str
    listing_id: str
    proposal_id: str
    title: str
    total: Money
    milestones: tuple[PlannedMilestone, ...]
    start: date
    due: date


class Review(Value):
    """What the freelancer is told and shown for at the end; `rating` is 1 to 5."""

    rating: int
    hire_again: bool
    comment: str = ""


class Marketplace(Protocol):
    """One marketplace. Every method may raise the MarketplaceError family, and nothing else that is expected."""

    @property
    def name(self) -> str:
        """The word in settings, briefs and rows: `sandbox`."""

    @property
    def title(self) -> str:
        """What people call it: `Sandbox marketplace`."""

    @property
    def capabilities(self) -> frozenset[Capability]:
        """What its API can do."""

    @property
    def rhythm(self) -> Rhythm:
        """How often to read it."""

    async def post(self, request: PostRequest) -> Listing:
        """Create the listing. Not idempotent: see `find_listing`."""

    async def find_listing(self, reference: str) -> Listing | None:
        """Look our reference up in our own list (not in search). None means: not there at this moment."""

    async def close_listing(self, listing_id: str, reason: str) -> None:
        """Take the listing down; closing a closed listing is a yes."""

    async def proposals(self, listing_id: str) -> Sequence[Proposal]:
        """All proposals so far, with `standing` NEW or WITHDRAWN; what we did with them is ours to know."""

    async def shortlist(self, proposal_id: str) -> None:
        """Mark a proposal; marking twice is a yes."""

    async def decline(self, proposal_id: str, reason: str) -> None:
        """Say no to a proposal; declining twice is a yes."""

    async def offer(self, request: OfferRequest) -> Contract:
        """Offer the work. Not idempotent: see `find_offer`."""

    async def find_offer(self, reference: str) -> Contract | None:
        """Look an offer up by our reference in our own list."""

    async def contract(self, contract_id: str) -> Contract:
        """The contract as it stands: offered, accepted, milestones, deliverables, payments."""

    async def release(self, contract_id: str, milestone_id: str, amount: Money, reference: str) -> None:
        """Accept the deliverable and pay the milestone. Whether it happened is read from `contract`."""

    async def send_back(
        self, contract_id: str, milestone_id: str, reason: str, deliverable_id: str = ""
    ) -> None:
        """Ask the freelancer to change what was handed in; sending back twice is a yes.

        With `deliverable_id`, a later deliverable is never sent back by a repeated call: that too is a yes.
        """

    async def review(self, contract_id: str, review: Review) -> None:
        """Rate the freelancer at the end; rating twice is a yes."""

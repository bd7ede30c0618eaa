"""The marketplace protocol: what every provider offers, what it answers, and how it fails.

Every call ends in one of three ways. A yes returns. A definite no raises MarketplaceRefused (they said no) or
MarketplaceUnavailable (nothing happened; try later). Anything that may or may not have happened raises
MarketplaceUnknown, and the caller looks it up before it ever tries again.

MarketplaceError
  MarketplaceRefused      `.reason` is the marketplace's own text, for the requester
  MarketplaceUnavailable  nothing landed: throttled, down, unreachable; `.retry_after` in seconds when they said so
    MarketplaceUnsure     a look-up that no later look will settle
  MarketplaceUnknown      it may have landed: time-out, reset, server error
"""

import re
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol, Self

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.contract import Contract, Milestone
from gigs.gig import Listing
from gigs.money import Money
from gigs.proposal import PlannedMilestone, ProposalList
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
    """Nothing happened over there. `retry_after` is in seconds, never over LONGEST_WAIT, and None when they did not say,
    or named a moment that is past by our clock: whoever asks again then waits as long as we do by ourselves."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = min(retry_after, LONGEST_WAIT) if retry_after else None


class MarketplaceUnsure(MarketplaceUnavailable):
    """A look-up was answered, and what they say can never tell: only a person can, on their own pages."""


class MarketplaceUnknown(MarketplaceError):
    """It may have happened over there. Look it up; never try again blind."""


class Capability(StrEnum):
    """What a provider's API can do. Where one is missing, the step is a link that finishes on the marketplace."""

    POST = "post"
    UPDATE = "update"
    CLOSE = "close"
    PROPOSALS = "proposals"
    MESSAGE = "message"
    SHORTLIST = "shortlist"
    DECLINE = "decline"
    OFFER = "offer"
    WITHDRAW_OFFER = "withdraw_offer"
    FUND = "fund"
    """Work on a milestone begins when it is funded over there, and that is ours to do."""
    RELEASE = "release"
    SEND_BACK = "send_back"
    REVIEW = "review"
    INVITE = "invite"
    """Somebody who did work before can be invited to a listing."""
    PROFILE = "profile"
    """The address of a proposal is the freelancer's own page, which may be linked to."""
    SKILLS = "skills"
    """It has a catalogue of skills of its own, and takes no others."""


class ExtraField(StrEnum):
    """What a listing there says beyond the fields that every brief has; the value is the field's name."""

    EXPERIENCE = "experience"
    WEEKLY_HOURS = "weekly_hours"
    SCREENING = "screening"
    VISIBILITY = "visibility"


class Rhythm(Value):
    """How often a marketplace is read for one gig, and how long new proposals gather before they are announced."""

    quick: timedelta
    slow: timedelta
    gather: timedelta


class Skill(Value):
    """A skill as the marketplace's own catalogue has it."""

    id: str
    name: str


class PostRequest(Value):
    """What becomes public. `reference` is unique to this post and must come back from `find_listing`.

    `description` has the reference in it already. `hours` are the most there may be in all, for an hourly price.
    """

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
    experience: Experience | None = None
    weekly_hours: int | None = None
    screening: tuple[str, ...] = ()
    """Questions to every freelancer who answers."""


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


@dataclass(slots=True)
class Turn:
    """What has become of a turn. `sent`: a call that writes has begun to leave, so it may have happened over there."""

    sent: bool = False


class Ours(Value):
    """A listing or an offer over there that we made: `reference` is how we called it, empty where they keep none of ours."""

    id: str
    reference: str
    title: str = ""
    url: str = ""
    proposal: str = ""
    """Of an offer: the proposal that it answers."""
    at: datetime | None = None


REFERENCE: Final = re.compile(r"(?<![\w-])FC-[0-9A-Z]{10,20}(?![\w-])")
"""One of our references in a text."""


class Marketplace(Protocol):
    """One marketplace. Every call may raise the MarketplaceError family, and nothing else that is expected."""

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
    def asks(self) -> frozenset[ExtraField]:
        """What the form has to ask for it."""

    @property
    def rhythm(self) -> Rhythm:
        """How often to read it."""

    @property
    def keeps_for(self) -> timedelta | None:
        """How long their content may lie in our store since it was last read; None for as long as we like."""

    def of(self, tenant: str) -> Self:
        """The same marketplace, acting with the account that this tenant has connected."""

    def turn(self) -> AbstractAsyncContextManager[Turn]:
        """Begins when a call may be sent, at our own pace: before every reading that waits, and its first call waits no
        more. To be taken before an intent is written. Raises MarketplaceUnavailable while nothing is sent at all.
        """

    def problems(self, request: PostRequest) -> Mapping[str, str]:
        """What would surely be refused there, by field of the form, as a sentence. Asks nobody; only what is verified."""

    def public(self, request: PostRequest) -> Sequence[tuple[str, str]]:
        """Everything that will be public there, as (what it is called there, what it will say)."""

    async def find_skills(self, text: str, most: int = 10) -> Sequence[Skill]:
        """Skills of their catalogue that are called something like this, the likeliest first."""

    async def post(self, request: PostRequest) -> Listing:
        """Create the listing. Not idempotent: see `find_listing`."""

    async def find_listing(self, reference: str) -> Listing | None:
        """Look our reference up in our own list (not in search). None means: not there at this moment."""

    async def own_listings(self) -> Sequence[Ours]:
        """Every listing with a reference of ours, the closed ones of lately too. Raises where the list cannot be read to its end."""

    async def own_offers(self, listing_id: str) -> Sequence[Ours]:
        """Every offer on this listing that stands or was accepted, whoever of ours made it."""

    async def update_listing(self, listing_id: str, request: PostRequest) -> None:
        """Make the listing say this; twice is a yes."""

    async def close_listing(self, listing_id: str, reason: str) -> None:
        """Take the listing down; closing a closed listing is a yes."""

    async def proposals(self, listing_id: str, since: datetime | None = None) -> ProposalList:
        """All proposals, or at least those that came or changed after `since`.

        Each is read on its own: one that cannot be read is in `unread`, and stops none of the others. `status` is NEW or WITHDRAWN; what we did with them is ours to know.
        """

    async def message(self, listing_id: str, proposal_id: str, text: str) -> None:
        """Write to the freelancer behind a proposal. Not idempotent: see `has_message`."""

    async def has_message(self, listing_id: str, proposal_id: str, text: str) -> bool:
        """Whether we have written this to them already."""

    async def invite(self, listing_id: str, freelancer_id: str, text: str) -> None:
        """Ask somebody to answer a listing. Not idempotent: see `is_invited`."""

    async def is_invited(self, listing_id: str, freelancer_id: str) -> bool:
        """Whether we have asked them. Raises where they don't say whom we asked, unless they say that it's nobody."""

    async def shortlist(self, listing_id: str, proposal_id: str) -> None:
        """Mark a proposal; marking twice is a yes."""

    async def decline(self, listing_id: str, proposal_id: str, reason: str) -> None:
        """Say no to a proposal; declining twice is a yes."""

    async def offer(self, request: OfferRequest) -> Contract:
        """Offer the work. Not idempotent: see `find_offer`."""

    async def find_offer(self, request: OfferRequest) -> Contract | None:
        """Look this offer up over there: by its reference where they keep it, else by its proposal."""

    async def withdraw_offer(self, contract_id: str, reason: str) -> None:
        """Withdraw an offer that was not answered; twice is a yes. Refused once it was accepted."""

    async def contract(self, contract_id: str, known: Contract | None = None) -> Contract:
        """The contract as it stands: offered, accepted, milestones, deliverables, payments.

        `known` is how we last knew it, for a marketplace that does not keep the plan of an offer.
        """

    async def fund(self, contract_id: str, milestone: Milestone, reference: str) -> None:
        """Fund a milestone. Not idempotent; whether it happened is read from `contract`."""

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

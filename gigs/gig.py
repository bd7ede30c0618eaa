"""The gig: one piece of outside work from draft to lesson, and the states it goes through.

draft ─submit─▶ in_approval ─every step's yes─▶ approved ─posted─▶ listed ─first proposal─▶ reviewing
                  │  ▲  └─reject─▶ rejected        ├─refused by the marketplace─▶ changes_asked
      ask changes │  │ submit again                └─not posted in time─▶ expired
                  ▼  │
    changes_asked, expired (nobody answered in time)

reviewing ─hire─▶ hiring ─freelancer accepts─▶ active ─last release─▶ completed ─rate─▶ closed
    ▲  │ offer above the approved sum   ▲  └─freelancer declines─▶ reviewing
    │  └─▶ offer_in_approval ─approve───┘
    └──────────────┘ reject / ask for changes

listed, reviewing ─change it, or move it to another marketplace─▶ changes_asked
approved ─first inside─▶ offered_inside ─a colleague is picked─▶ inside ─accepted─▶ completed
    ▲  nobody in time, sent out ─┘                                  └─steps back─▶ changes_asked

withdraw leads to cancelled from every state before hiring, and from inside.
"""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from gigs.approval import Advice, Approval, Review
from gigs.brief import Brief, BriefForm, Unsettled
from gigs.choice import Choice
from gigs.contract import Contract, Milestone
from gigs.inside import InsideOffer
from gigs.listing import FormerListing as FormerListing
from gigs.listing import Listing as Listing
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.route import Route
from gigs.value import Value, formerly
from translation.catalogue import _


class GigState(StrEnum):
    """Where a gig stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    CHANGES_ASKED = "changes_asked"
    EXPIRED = "expired"
    REJECTED = "rejected"
    APPROVED = "approved"
    OFFERED_INSIDE = "offered_inside"
    INSIDE = "inside"
    LISTED = "listed"
    REVIEWING = "reviewing"
    OFFER_IN_APPROVAL = "offer_in_approval"
    HIRING = "hiring"
    ACTIVE = "active"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


EDITABLE = frozenset({GigState.DRAFT, GigState.CHANGES_ASKED, GigState.EXPIRED})
ON_MARKET = frozenset({GigState.LISTED, GigState.REVIEWING, GigState.OFFER_IN_APPROVAL})
WITH_COLLEAGUES = frozenset({GigState.OFFERED_INSIDE, GigState.INSIDE})
WITHDRAWABLE = EDITABLE | ON_MARKET | WITH_COLLEAGUES | {GigState.IN_APPROVAL, GigState.APPROVED}
IN_APPROVAL = frozenset({GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL})
ENDED = frozenset({GigState.REJECTED, GigState.CLOSED, GigState.CANCELLED})
OVER = ENDED | {GigState.COMPLETED}
"""Nothing more is asked, posted, offered or paid; a completed gig is still to be rated."""


class Funding(Value):
    """A milestone that is to be funded on the marketplace. `answered` means that they took the order.

    Whether the money is there is the contract's to say: the milestone then waits no longer.
    """

    milestone_id: str
    amount: Money
    at: datetime
    answered: bool = False


class Extension(Value):
    """More money that the requester wants for work under way, and why; the approved sum stays until the yes."""

    amount: Money
    reason: str


class Closing(Value):
    """What was learned. `rating` 1-5 goes to the freelancer, `requester_score` 0-10 is how the requester found it.

    The lesson is what to `do_again` and what to `do_differently`; `lesson` is that of a gig closed when it was one text.
    """

    rating: int = Field(ge=1, le=5)
    hire_again: bool
    requester_score: int = Field(ge=0, le=10)
    lesson: str = ""
    do_again: str = ""
    do_differently: str = ""
    closed_at: datetime


class Verdict(Value):
    """What the requester said to one deliverable. Whether it was paid is the marketplace's to say.

    `amount` is what accepting it was to pay; None for one that was sent back, or accepted before this was kept.
    """

    deliverable_id: str
    accepted: bool
    amount: Money | None = None
    reason: str = ""
    at: datetime


class Gig(Value):
    """One gig. `version` counts changes (optimistic lock), `revision` counts what was put to approvers.

    `route` is that of the present revision, under the policy it was submitted under. `confirmed` are the sentences of
    the policy's checklist that the requester confirmed. An approved gig that is not posted by `valid_until` expires.
    `former_contracts` are the ids of offers that came to nothing; `withdrawing_offer` is true while one is being withdrawn,
    `withdrawing_because` what its requester wrote about that.
    `former_owners` owned it once, alone or with others; whoever ever did decides nothing about it.
    `copy_of` is the gig whose brief it began with, `continued_as` the newest that an owner began anew once this one had ended.
    `template` is the id of the template that filled in the brief, empty where none did.
    `notice_due` is when the requester hears of the proposals that came in; until then more of them join the same notice.
    """

    tenant: str
    number: int
    requester: Person
    co_owners: tuple[Person, ...] = ()
    former_owners: tuple[Person, ...] = ()
    state: GigState = GigState.DRAFT
    version: int = 0
    revision: int = 0
    form: BriefForm = BriefForm()
    unsettled: tuple[Unsettled, ...] = ()
    brief: Brief | None = None
    former_brief: Brief | None = None
    route: Route | None = None
    confirmed: tuple[str, ...] = ()
    approvals: tuple[Approval, ...] = ()
    advice: tuple[Advice, ...] = ()
    submitted_at: datetime | None = None
    approved: Money | None = None
    valid_until: datetime | None = None
    inside: InsideOffer | None = None
    review: Review | None = None
    extension: Extension | None = None
    listing: Listing | None = None
    former_listings: tuple[FormerListing, ...] = ()
    proposals: int = 0
    notice_due: datetime | None = None
    choice: Choice | None = None
    offers: int = 0
    withdrawing_offer: bool = Field(False, validation_alias=formerly("withdrawing_offer", "taking_back"))
    withdrawing_because: str = ""
    former_contracts: tuple[str, ...] = ()
    contract: Contract | None = None
    fundings: tuple[Funding, ...] = ()
    verdicts: tuple[Verdict, ...] = ()
    closing: Closing | None = None
    note: str = ""
    template: str = ""
    copy_of: int | None = None
    continued_as: int | None = None
    created_at: datetime
    changed_at: datetime

    @property
    def owners(self) -> tuple[Person, ...]:
        """The requester, and those whom they named beside them."""
        return (self.requester, *self.co_owners)

    @property
    def ever_owners(self) -> frozenset[PersonKey]:
        """Whoever owns it or once did."""
        return frozenset(one.key for one in (*self.owners, *self.former_owners))

    @property
    def title(self) -> str:
        """What people call it; a draft may not have a title yet."""
        return (self.brief.title if self.brief else self.form.title) or _("Untitled gig")

    @property
    def checked_brief(self) -> Brief:
        """The brief of a gig that was submitted at least once. A draft has none: that would be a bug of ours."""
        if self.brief is None:
            raise ValueError(f"gig {self.number} has no checked brief")
        return self.brief

    @property
    def still_up(self) -> tuple[FormerListing, ...]:
        """Former listings that are not known to be closed."""
        return tuple(one for one in self.former_listings if one.closed_at is None)

    @property
    def open_approvals(self) -> tuple[Approval, ...]:
        """Whom the gig waits for right now."""
        extending = self.state is GigState.ACTIVE and self.extension is not None
        if self.state not in IN_APPROVAL and not extending:
            return ()
        return tuple(a for a in self.approvals if a.is_open and a.revision == self.revision)

    @property
    def next_at(self) -> datetime | None:
        """When the approvals' clock has to look at this gig next; None when nothing is timed."""
        times = [one.next_at for one in self.open_approvals]
        if self.state is GigState.APPROVED and self.valid_until:
            times.append(self.valid_until)
        if self.state is GigState.OFFERED_INSIDE and self.inside:
            times += self.inside.times
        went_ahead = self.state not in {GigState.REJECTED, GigState.CANCELLED}
        if self.review and self.review.by is None and self.review.remind_at and went_ahead:
            times.append(self.review.remind_at)
        return min(times, default=None)

    @property
    def committed(self) -> Money | None:
        """What this gig holds of its budget: asked for, approved, or in the end paid; None when it holds nothing.

        More money that is being asked for is held too: it could not be given twice.
        """
        nothing = EDITABLE | {GigState.REJECTED, GigState.CANCELLED}
        if self.brief is None or self.state in nothing or self.done_inside:
            return None
        if self.state in {GigState.COMPLETED, GigState.CLOSED} and self.contract:
            return self.contract.released
        held = self.approved or self.brief.budget
        if self.extension:
            return held + self.extension.amount
        asks_more = self.state is GigState.OFFER_IN_APPROVAL and self.choice and self.choice.total > held
        return self.choice.total if self.choice and asks_more else held

    @property
    def done_inside(self) -> bool:
        """True once a colleague was picked to do the work: then it costs no money outside."""
        return self.inside is not None and self.inside.picked is not None

    @property
    def offers_on_site(self) -> bool:
        """True while a person has to make the offer on the marketplace itself, or we have not found it yet."""
        chosen = self.choice is not None and bool(self.choice.reference)
        return self.state is GigState.HIRING and chosen and self.contract is None

    def has_lapsed(self, now: datetime) -> bool:
        """True when it was approved and the approval has run out."""
        return self.state is GigState.APPROVED and self.valid_until is not None and self.valid_until <= now

    def approval_of(self, person: PersonKey) -> Approval | None:
        """This person's open approval, if the gig waits for them."""
        return next((a for a in self.open_approvals if a.approver.key == person), None)

    def was_asked(self, person: PersonKey) -> bool:
        """True when this person is or was one of the gig's approvers, or one was asked in their place."""
        return any(person in {a.approver.key, a.instead_of and a.instead_of.key} for a in self.approvals)

    def reviews(self, person: PersonKey) -> bool:
        """True when this person is asked to look at an emergency afterwards."""
        return self.review is not None and any(one.key == person for one in self.review.reviewers)

    def advises(self, person: PersonKey) -> bool:
        """True when this person's opinion was asked for."""
        return any(one.adviser.key == person for one in self.advice)

    def person(self, key: PersonKey) -> Person | None:
        """Somebody whom this gig concerns, as they were when it did."""
        return next((person for person in self.involved if person.key == key), None)

    @property
    def involved(self) -> tuple[Person, ...]:
        """The requester, and everybody who was asked, replaced, asked for advice or to review, or raised a hand."""
        replaced = (a.instead_of for a in self.approvals if a.instead_of)
        reviewers = self.review.reviewers if self.review else ()
        advisers = (one.adviser for one in self.advice)
        owned = (*self.owners, *self.former_owners)
        colleagues = self.inside.people if self.inside else ()
        asked = (a.approver for a in self.approvals)
        return (*owned, *asked, *replaced, *advisers, *reviewers, *colleagues)

    def contract_milestone(self, milestone_id: str) -> Milestone | None:
        """This milestone of the contract as we last saw it."""
        return self.contract.milestone(milestone_id) if self.contract else None

    def funding_of(self, milestone_id: str) -> Funding | None:
        """What was asked for this milestone's money, if it was."""
        return next((one for one in self.fundings if one.milestone_id == milestone_id), None)

    def verdict_on(self, deliverable_id: str) -> Verdict | None:
        """What the requester said to this deliverable, if they have."""
        return next((v for v in self.verdicts if v.deliverable_id == deliverable_id), None)

"""The gig: one piece of outside work from draft to lesson, and the states it goes through.

draft ─submit─▶ in_approval ─approve─▶ approved ─posted─▶ listed ─first proposal─▶ reviewing
                  │  ▲  └─reject─▶ rejected   └─refused by the marketplace─▶ changes_asked
      ask changes │  │ submit again
                  ▼  │
            changes_asked

reviewing ─hire─▶ hiring ─freelancer accepts─▶ active ─last release─▶ completed ─rate─▶ closed
    ▲  │ offer above the approved sum   ▲  └─freelancer declines─▶ reviewing
    │  └─▶ offer_in_approval ─approve───┘
    └──────────────┘ reject / ask for changes

withdraw leads to cancelled from every state before hiring.
"""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from gigs.approval import Approval
from gigs.brief import Brief, BriefForm
from gigs.contract import Contract, Milestone
from gigs.money import Money
from gigs.people import Person, PersonKey
from gigs.value import Value


class GigState(StrEnum):
    """Where a gig stands."""

    DRAFT = "draft"
    IN_APPROVAL = "in_approval"
    CHANGES_ASKED = "changes_asked"
    REJECTED = "rejected"
    APPROVED = "approved"
    LISTED = "listed"
    REVIEWING = "reviewing"
    OFFER_IN_APPROVAL = "offer_in_approval"
    HIRING = "hiring"
    ACTIVE = "active"
    COMPLETED = "completed"
    CLOSED = "closed"
    CANCELLED = "cancelled"


EDITABLE = frozenset({GigState.DRAFT, GigState.CHANGES_ASKED})
ON_MARKET = frozenset({GigState.LISTED, GigState.REVIEWING, GigState.OFFER_IN_APPROVAL})
WITHDRAWABLE = EDITABLE | ON_MARKET | {GigState.IN_APPROVAL, GigState.APPROVED}
ENDED = frozenset({GigState.REJECTED, GigState.CLOSED, GigState.CANCELLED})


class Listing(Value):
    """The gig as it appears on a marketplace. `reference` is ours and stands in the listing itself."""

    id: str
    marketplace: str
    reference: str
    url: str = ""
    posted_at: datetime


class Choice(Value):
    """The proposal the requester wants to hire, and what the offer will cost in all."""

    proposal_id: str
    freelancer: str
    total: Money


class Closing(Value):
    """What was learned. `rating` 1-5 goes to the freelancer, `requester_score` 0-10 is how the requester found it."""

    rating: int = Field(ge=1, le=5)
    hire_again: bool
    requester_score: int = Field(ge=0, le=10)
    lesson: str
    closed_at: datetime


class Verdict(Value):
    """What the requester said to one deliverable. Whether it was paid is the marketplace's to say."""

    deliverable_id: str
    accepted: bool
    reason: str = ""
    at: datetime


class Gig(Value):
    """One gig. `version` counts changes (optimistic lock), `revision` counts submissions of the brief.

    `notice_due` is when the requester hears of the proposals that came in; until then more of them join the same notice.
    """

    tenant: str
    number: int
    requester: Person
    state: GigState = GigState.DRAFT
    version: int = 0
    revision: int = 0
    form: BriefForm = BriefForm()
    brief: Brief | None = None
    former_brief: Brief | None = None
    approvals: tuple[Approval, ...] = ()
    approved: Money | None = None
    listing: Listing | None = None
    proposals: int = 0
    notice_due: datetime | None = None
    choice: Choice | None = None
    offers: int = 0
    contract: Contract | None = None
    verdicts: tuple[Verdict, ...] = ()
    closing: Closing | None = None
    note: str = ""
    created_at: datetime
    changed_at: datetime

    @property
    def title(self) -> str:
        """What people call it; a draft may not have a title yet."""
        return (self.brief.title if self.brief else self.form.title) or "Untitled gig"

    @property
    def checked_brief(self) -> Brief:
        """The brief of a gig that was submitted at least once. A draft has none: that would be a bug of ours."""
        if self.brief is None:
            raise ValueError(f"gig {self.number} has no checked brief")
        return self.brief

    @property
    def open_approvals(self) -> tuple[Approval, ...]:
        """Whom the gig waits for right now."""
        if self.state not in {GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL}:
            return ()
        return tuple(a for a in self.approvals if a.is_open and a.revision == self.revision)

    def approval_of(self, person: PersonKey) -> Approval | None:
        """This person's open approval, if the gig waits for them."""
        return next((a for a in self.open_approvals if a.approver.key == person), None)

    def was_asked(self, person: PersonKey) -> bool:
        """True when this person is or was one of the gig's approvers."""
        return any(a.approver.key == person for a in self.approvals)

    def person(self, key: PersonKey) -> Person | None:
        """The requester or an approver of this gig, as they were when it concerned them."""
        involved = [self.requester, *(a.approver for a in self.approvals)]
        return next((person for person in involved if person.key == key), None)

    def contract_milestone(self, milestone_id: str) -> Milestone | None:
        """This milestone of the contract as we last saw it."""
        return self.contract.milestone(milestone_id) if self.contract else None

    def verdict_on(self, deliverable_id: str) -> Verdict | None:
        """What the requester said to this deliverable, if they have."""
        return next((v for v in self.verdicts if v.deliverable_id == deliverable_id), None)

"""Who was asked to say yes to what, what they said, and what the clock will do meanwhile."""

from datetime import datetime
from enum import StrEnum

from gigs.money import Money
from gigs.people import Person
from gigs.value import Value


class Purpose(StrEnum):
    """What an approval is about: the whole gig before it is posted, or only money above the approved sum.

    EXCESS is that of one offer, EXTENSION more money for work that is under way.
    """

    POST = "post"
    EXCESS = "excess"
    EXTENSION = "extension"


class Decision(StrEnum):
    """An approver's answer."""

    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    REJECTED = "rejected"


class Came(StrEnum):
    """How somebody came to be asked: named by the route, or in another's place."""

    ASKED = "asked"
    PASSED_ON = "passed_on"
    DELEGATED = "delegated"
    ESCALATED = "escalated"
    SUCCEEDED = "stood_in"
    TAKEN_BACK = "taken_back"


class Ended(StrEnum):
    """Why an answer is no longer awaited although none was given."""

    HANDED_OVER = "handed_over"
    EXPIRED = "expired"
    NOT_NEEDED = "not_needed"


class Times(Value):
    """When the clock acts on one question; None where it does not. `due` is when it expires."""

    remind: datetime | None = None
    delegate: datetime | None = None
    escalate: datetime | None = None
    due: datetime


class Approval(Value):
    """One person asked in one step of one revision. `amount` is what a yes allows: the budget, or the difference only.

    `fingerprint` is that of the brief's fields which the step concerns. `instead_of` is whom the route named.
    `ended_because` is what whoever withdrew the question wrote. `carried_from` is the revision in which the yes was given, 0 for this one: nobody was asked again.
    """

    purpose: Purpose
    revision: int
    step: int = 1
    approver: Person
    amount: Money
    fingerprint: str
    asked_at: datetime
    due_at: datetime
    remind_at: datetime | None = None
    delegate_at: datetime | None = None
    escalate_at: datetime | None = None
    reminded_at: datetime | None = None
    came: Came = Came.ASKED
    instead_of: Person | None = None
    decision: Decision | None = None
    decided_at: datetime | None = None
    reason: str = ""
    ended: Ended | None = None
    ended_at: datetime | None = None
    ended_because: str = ""
    carried_from: int = 0

    @property
    def is_open(self) -> bool:
        """True while an answer is awaited."""
        return self.decision is None and self.ended is None

    @property
    def answer_by(self) -> datetime:
        """Until when it is this person's to answer: then it goes to somebody else, or expires."""
        return min(self.escalate_at, self.due_at) if self.escalate_at else self.due_at

    @property
    def next_at(self) -> datetime:
        """When the clock acts on this question next."""
        times = (self.remind_at, self.delegate_at, self.escalate_at)
        return min([self.due_at, *(each for each in times if each)])


class Advice(Value):
    """A colleague asked for their opinion; the answer binds nobody and the question stays where it was."""

    asked_by: Person
    adviser: Person
    question: str
    asked_at: datetime
    answer: str = ""
    answered_at: datetime | None = None


class Review(Value):
    """A look at an emergency after the fact, by any one of the reviewers. `fine` False leaves a concern on record."""

    reviewers: tuple[Person, ...]
    due_at: datetime
    remind_at: datetime | None
    by: Person | None = None
    at: datetime | None = None
    fine: bool | None = None
    note: str = ""

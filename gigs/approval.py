"""Who was asked to say yes to what, and what they said."""

from datetime import datetime
from enum import StrEnum

from gigs.money import Money
from gigs.people import Person
from gigs.value import Value


class Purpose(StrEnum):
    """What an approval is about: the whole gig before it is posted, or only the excess of an offer."""

    POST = "post"
    EXCESS = "excess"


class Decision(StrEnum):
    """An approver's answer."""

    APPROVED = "approved"
    CHANGES_ASKED = "changes_asked"
    REJECTED = "rejected"


class Approval(Value):
    """One person asked about one revision. `amount` is what a yes allows: the budget, or the difference only."""

    purpose: Purpose
    revision: int
    approver: Person
    amount: Money
    fingerprint: str
    asked_at: datetime
    due_at: datetime
    decision: Decision | None = None
    decided_at: datetime | None = None
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """True while an answer is awaited."""
        return self.decision is None

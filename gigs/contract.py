"""The accepted offer: milestones, what is handed in for them, and what has been paid."""

from datetime import datetime
from enum import StrEnum

from gigs.money import Money
from gigs.value import Value


class MilestoneState(StrEnum):
    """Where a milestone stands, as the marketplace says."""

    WAITING = "waiting"
    ACTIVE = "active"
    SUBMITTED = "submitted"
    SENT_BACK = "sent_back"
    RELEASED = "released"


class Deliverable(Value):
    """What a freelancer handed in. Its text and link are a stranger's words.

    `purged` means that they had to leave our store again.
    """

    id: str
    text: str
    link: str = ""
    submitted_at: datetime
    purged: bool = False


class Milestone(Value):
    """A part of the contract with its own amount."""

    id: str
    title: str
    amount: Money
    state: MilestoneState
    deliverable: Deliverable | None = None
    note: str = ""


class ContractState(StrEnum):
    """Where the contract stands, as the marketplace says."""

    OFFERED = "offered"
    ACTIVE = "active"
    DECLINED = "declined"
    COMPLETED = "completed"
    ENDED = "ended"


class Contract(Value):
    """What was offered to, and maybe accepted by, one freelancer. `id` is the marketplace's."""

    id: str
    proposal_id: str
    freelancer: str
    total: Money
    state: ContractState
    url: str = ""
    milestones: tuple[Milestone, ...] = ()

    def milestone(self, milestone_id: str) -> Milestone | None:
        """The milestone with this id, if it is one of ours."""
        return next((m for m in self.milestones if m.id == milestone_id), None)

    @property
    def released(self) -> Money:
        """What has been paid out so far."""
        zero = self.total - self.total
        return sum((m.amount for m in self.milestones if m.state is MilestoneState.RELEASED), zero)

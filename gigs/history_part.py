"""A milestone as a history entry keeps it."""

from gigs.contract import Milestone, MilestoneState
from gigs.money import Money
from gigs.value import Value


class Part(Value):
    """A milestone as it stood then. `title` is what it is called in the contract."""

    id: str
    title: str
    amount: Money
    state: MilestoneState


def part(milestone: Milestone | None) -> Part | None:
    """The milestone as an entry keeps it."""
    if milestone is None:
        return None
    return Part(id=milestone.id, title=milestone.title, amount=milestone.amount, state=milestone.state)

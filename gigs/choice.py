"""What the requester has chosen: a proposal, and what the offer will cost."""

from gigs.money import Money
from gigs.value import Value


class Choice(Value):
    """The proposal the requester wants to hire, and what the offer will cost in all.

    `reference` is ours, and there only where the offer is made by a person on the marketplace itself. `reason` is why
    the requester wants this one although it costs more than was approved; empty where it doesn't.
    """

    proposal_id: str
    freelancer: str
    total: Money
    reference: str = ""
    reason: str = ""

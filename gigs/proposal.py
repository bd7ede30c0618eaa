"""A freelancer's answer to a listing."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field

from gigs.brief import PriceType
from gigs.money import Money
from gigs.value import Value, formerly


class ProposalStatus(StrEnum):
    """What the requester has done with a proposal, or the freelancer since."""

    NEW = "new"
    SHORTLISTED = "shortlisted"
    DECLINED = "declined"
    OFFERED = "offered"
    HIRED = "hired"
    WITHDRAWN = "withdrawn"
    FORMER = "former"
    """Its listing was given up; it is kept, and not compared any more."""


GONE = frozenset({ProposalStatus.DECLINED, ProposalStatus.WITHDRAWN, ProposalStatus.FORMER})
"""Nobody can be hired on these any more; they are not counted as proposals to compare."""


class PlannedMilestone(Value):
    """A part of the work as the freelancer proposes to split it."""

    title: str
    amount: Money


class Answered(Value):
    """A freelancer's answer to one of the questions that the listing asked. Both are shown as a stranger's words."""

    question: str
    answer: str


class Proposal(Value):
    """One proposal. `rate` is the whole price when fixed, the price of an hour when hourly.

    `rating` is 0 to 5 whatever the marketplace counts in; `rating_there` is how it is said over there. `purged` means
    that the marketplace's words had to leave our store again.
    """

    id: str
    freelancer_id: str
    freelancer: str
    country: str = ""
    rating: Decimal | None = None
    rating_there: str = ""
    jobs_done: int | None = None
    price_type: PriceType
    rate: Money
    days: int | None = None
    letter: str
    milestones: tuple[PlannedMilestone, ...] = ()
    answers: tuple[Answered, ...] = ()
    url: str = ""
    purged: bool = False
    received_at: datetime
    status: ProposalStatus = Field(ProposalStatus.NEW, validation_alias=formerly("status", "standing"))
    reason: str = ""

    def total(self, hours: int | None) -> Money:
        """What hiring would cost in all: for an hourly rate, over the most hours the brief allows."""
        return self.rate.times(hours) if self.price_type is PriceType.HOURLY and hours else self.rate


class UnreadProposal(Value):
    """A proposal that is on the marketplace and could not be read. `id` is empty where not even that is known.

    `reason` is for the log and the operator; it quotes no letter.
    """

    id: str
    reason: str


class ProposalList(tuple[Proposal, ...]):  # noqa: SLOT001 - a tuple of any length can have none
    """The proposals of a listing that could be read; `unread` are the others."""

    unread: tuple[UnreadProposal, ...]

    def __new__(cls, proposals: Iterable[Proposal] = (), unread: Iterable[UnreadProposal] = ()) -> Self:
        """Of one that was both, what was read counts."""
        found = super().__new__(cls, proposals)
        read = {one.id for one in found}
        found.unread = tuple(one for one in unread if one.id not in read)
        return found


def left_to_compare(proposals: Iterable[Proposal]) -> int:
    """How many were neither declined nor withdrawn, and belong to the present listing."""
    return sum(proposal.status not in GONE for proposal in proposals)

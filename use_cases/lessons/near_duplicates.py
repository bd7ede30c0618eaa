"""Somebody here did nearly the same before: what it cost, whether they'd do it again, and whether they can be asked."""

from collections.abc import Sequence

from gigs.errors import GigNotFound, NotAllowed
from gigs.money import Money
from gigs.people import Person
from gigs.summary import Summary
from gigs.talent import FreelancerKey
from gigs.value import Value
from use_cases.lessons.near import Near
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary

MOST = 2


class NearDuplicate(Value):
    """A gig that is nearly the same, as far as it may be told. `cost` is None for work that cost no money outside.

    `freelancer` is who did it, where the talent pool knows them."""

    gig: int
    title: str
    by: str
    is_own: bool
    division: str
    month: str
    cost: Money | None
    again: bool
    can_copy: bool
    can_ask: bool
    freelancer: FreelancerKey | None = None


def near_duplicates(
    who: Person, found: Sequence[Near], *, besides: int, at_least: float
) -> tuple[NearDuplicate, ...]:
    """The nearest of these, without the one that this gig is a copy of: whoever copied it knows it."""
    same = [one.summary for one in found if one.nearness >= at_least and one.summary.gig != besides]
    return tuple(_duplicate(who, one) for one in same[:MOST])


def _duplicate(who: Person, summary: Summary) -> NearDuplicate:
    is_own = who.key in summary.owners
    return NearDuplicate(
        gig=summary.gig,
        title=summary.title,
        by=summary.by,
        is_own=is_own,
        division=summary.division,
        month=summary.month,
        cost=summary.cost,
        again=summary.hire_again,
        can_copy=_may_copy(who, summary),
        can_ask=bool(summary.by) and not is_own,
    )


def _may_copy(who: Person, summary: Summary) -> bool:
    try:
        authorize_summary(who, SummaryVerb.COPY_BRIEF, summary)
    except (GigNotFound, NotAllowed):
        return False
    return True

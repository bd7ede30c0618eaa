"""The summary of a closed gig: what its requester lets others learn from it, and who may read it."""

from datetime import datetime
from enum import StrEnum

from gigs.brief import Category, DataTier
from gigs.gig import Gig
from gigs.money import Money
from gigs.people import PersonKey
from gigs.value import Value


class Audience(StrEnum):
    """Who may read a summary, from few to many."""

    LEADS = "leads"
    """The programme leads."""
    DIVISION = "division"
    """They and the requester's department."""
    EVERYBODY = "everybody"
    """Everybody in the organisation."""


class Sharing(Value):
    """What the requester chose at closing. `named` shows their name, `brief` lets readers copy the brief."""

    audience: Audience = Audience.LEADS
    named: bool = False
    brief: bool = False
    withdrawn: bool = False


class Summary(Value):
    """One closed gig, as much of it as others may ever learn. Who may is `is_readable`.

    `owners` never leave this value: they're whose choice `sharing` is. `by` is the requester's name, empty unless they
    agreed to show it. `division` is their department when the gig was closed, `month` that of closing (UTC), as `2026-05`.
    `marketplace` is empty for work that was done inside, and `cost` is None then. `days` are those from the start of the
    work to closing. `do_again` and `do_differently` are the lesson. `template` is the id of the template it began with.
    """

    tenant: str
    gig: int
    owners: tuple[PersonKey, ...]
    by: str = ""
    title: str
    domain: Category
    tier: DataTier
    division: str
    month: str
    marketplace: str
    cost: Money | None
    days: int | None
    skills: tuple[str, ...] = ()
    outcome: str
    rating: int
    hire_again: bool
    requester_score: int
    do_again: str = ""
    do_differently: str = ""
    template: str = ""
    sharing: Sharing = Sharing()
    closed_at: datetime


def summary_of(gig: Gig, sharing: Sharing) -> Summary:
    """The summary of a closed gig. Raises ValueError for one that isn't: that would be a bug of ours."""
    brief, closing = gig.checked_brief, gig.closing
    if closing is None:
        raise ValueError(f"gig {gig.number} isn’t closed")
    return Summary(
        tenant=gig.tenant,
        gig=gig.number,
        owners=tuple(one.key for one in gig.owners),
        by=gig.requester.name if sharing.named else "",
        title=brief.title,
        domain=brief.category,
        tier=brief.data_tier,
        division=gig.requester.department,
        month=f"{closing.closed_at:%Y-%m}",
        marketplace=gig.listing.marketplace if gig.listing else "",
        cost=gig.contract.released if gig.contract else None,
        days=_days(gig, closing.closed_at),
        skills=brief.skills,
        outcome=brief.outcome,
        rating=closing.rating,
        hire_again=closing.hire_again,
        requester_score=closing.requester_score,
        do_again=closing.do_again or closing.lesson,
        do_differently=closing.do_differently,
        template=gig.template,
        sharing=sharing,
        closed_at=closing.closed_at,
    )


def _days(gig: Gig, closed_at: datetime) -> int | None:
    """From the brief's first day of work; None where the work was closed before it."""
    days = (closed_at.date() - gig.checked_brief.start).days
    return days if days >= 0 else None


def is_for_everybody(summary: Summary) -> bool:
    """Whether it may be read by anybody in its organisation, of whatever department."""
    return is_readable(summary, PersonKey(tenant=summary.tenant, object_id=""), "", is_lead=False)


def is_readable(summary: Summary, person: PersonKey, division: str, *, is_lead: bool) -> bool:
    """Whether this person, of this department, may know of it at all. What's withdrawn is its owners' alone."""
    if person.tenant != summary.tenant:
        return False
    if person in summary.owners:
        return True
    if summary.sharing.withdrawn:
        return False
    if is_lead:
        return True
    if summary.tier is not DataTier.GENERAL:
        return False
    if summary.sharing.audience is Audience.EVERYBODY:
        return True
    return summary.sharing.audience is Audience.DIVISION and bool(division) and division == summary.division

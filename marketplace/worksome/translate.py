"""Our words and Worksome's: what a job says, and what a bid is to us. Nothing here asks anybody.

Worksome has no category of work, no questions to freelancers and no cap on hours: the first two are left out, the
cap is said in the description.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from typing import Any

from gigs.brief import Experience, PriceType, Visibility
from gigs.gig import Listing
from gigs.marketplaces import WORKSOME
from gigs.money import MINOR_DIGITS
from gigs.proposal import Proposal, ProposalStatus
from marketplace.worksome.limits import CURRENCIES
from marketplace.worksome.money import from_number, to_number
from marketplace.worksome.outcomes import TITLE
from marketplace.worksome.wire import Bid, Candidate, Job
from ports.marketplace import MarketplaceUnavailable, PostRequest

NAME = WORKSOME.name

RATE_TYPES = {PriceType.FIXED: "FIXED", PriceType.HOURLY: "HOURLY"}
PRICE_TYPES = {theirs: ours for ours, theirs in RATE_TYPES.items()}
"""A bid by the day, week or month is none of ours."""

VISIBILITIES = {
    Visibility.PUBLIC: ("VISIBLE_FOR_MARKETPLACE", "everybody on the marketplace"),
    Visibility.INVITE_ONLY: ("VISIBLE_FOR_TRUSTED_CONTACTS", "the trusted contacts of our company"),
}

EXPERIENCES = {
    Experience.ENTRY: ("JUNIOR",),
    Experience.INTERMEDIATE: ("MID_LEVEL",),
    Experience.EXPERT: ("SENIOR", "EXPERT"),
}

GONE = frozenset({"CANCELLED"})
"""States of a bid that was withdrawn. REJECTED is ours to know, and so is everything that is new to us."""

DRAFT, ENDED_JOB = "DRAFT", frozenset({"COMPLETED", "REMOVED"})


def problems(request: PostRequest) -> Mapping[str, str]:
    """By field of the form; only what their schema rules out."""
    currency = request.rate.currency
    if currency in CURRENCIES:
        return {}
    able = ", ".join(sorted(CURRENCIES & MINOR_DIGITS.keys()))
    return {"currency": f"{TITLE} cannot post a job in {currency}. It can in {able}."}


def described(request: PostRequest) -> str:
    """The description as it is sent."""
    cap = request.hours if request.price_type is PriceType.HOURLY else None
    return f"{request.description}\n\nAt most {cap} hours in all." if cap else request.description


def public(request: PostRequest) -> Sequence[tuple[str, str]]:
    """Everything that a freelancer can read, by Worksome's names."""
    paid = f"{request.rate} an hour" if request.price_type is PriceType.HOURLY else f"{request.rate} in all"
    lines = [
        ("Job title", request.title),
        ("Description", described(request)),
        ("Skills", ", ".join(request.skills)),
        ("Rate", paid),
        (
            "Start and end date",
            f"{request.start.day} {request.start:%b %Y} to {request.due.day} {request.due:%b %Y}",
        ),
        ("Location", "Remote"),
        ("Visible to", VISIBILITIES[request.visibility][1]),
    ]
    if request.experience:
        levels = " or ".join(
            level.replace("_", " ").capitalize() for level in EXPERIENCES[request.experience]
        )
        lines.append(("Expected experience", levels))
    return lines


def draft_name(request: PostRequest) -> str:
    """What a job is called until it is published: a new job takes no identifier of ours, so its name carries it."""
    return f"{request.title} [{request.reference}]"


def job_input(job_id: str, request: PostRequest) -> dict[str, Any]:
    """Everything a job says, for updateJob. Raises MarketplaceRefused for money that a number cannot hold."""
    given: dict[str, Any] = {
        "id": job_id,
        "name": request.title,
        "description": described(request),
        "skills": list(request.skills),
        "rateType": {"type": RATE_TYPES[request.price_type], "rate": to_number(request.rate)},
        "startDate": request.start.isoformat(),
        "startDateTimeframe": "ON_DATE",
        "endDate": request.due.isoformat(),
        "endDateTimeframe": "ON_DATE",
        "locationPreference": {"preference": "REMOTE_ONLY"},
        "requiredWorkers": 1,
        "visibility": [VISIBILITIES[request.visibility][0]],
    }
    if request.experience:
        given["expectedExperienceLevel"] = list(EXPERIENCES[request.experience])
    return given


def listing_of(job: Job, reference: str) -> Listing:
    """A published job. Raises MarketplaceUnavailable for one without a moment of publication."""
    posted = job.published_at or job.created_at
    if posted is None:
        raise MarketplaceUnavailable(f"{TITLE} does not say when job {job.number} was published")
    return Listing(
        id=job.id, marketplace=NAME, reference=reference, url=job.url or "", posted_at=_aware(posted)
    )


def proposal_of(bid: Bid, candidate: Candidate | None, rate_type: str | None) -> Proposal:
    """A bid as a proposal. It has no moment of its own: its candidate's counts, else its conversation's day.

    Raises MarketplaceUnavailable for one without a price, by the day or month, or in a currency that we cannot hold: a
    price that we made up would be worse than none.
    """
    price_type = PRICE_TYPES.get((bid.rate_type or rate_type or "").upper())
    if price_type is None or bid.rate is None or bid.worker is None:
        raise MarketplaceUnavailable(f"{TITLE} does not say who bids at which price, in full or by the hour")
    worker = bid.worker
    country = worker.address.country.name if worker.address and worker.address.country else None
    return Proposal(
        id=bid.id,
        freelancer_id=worker.id,
        freelancer=worker.name,
        country=country or "",
        price_type=price_type,
        rate=from_number(bid.rate, bid.currency),
        letter=bid.brief or "",
        url=(bid.conversation.url if bid.conversation else None) or "",
        received_at=_received(bid, candidate),
        status=ProposalStatus.WITHDRAWN if bid.status.upper() in GONE else ProposalStatus.NEW,
    )


def _received(bid: Bid, candidate: Candidate | None) -> datetime:
    if candidate and candidate.created_at:
        return _aware(candidate.created_at)
    if bid.conversation and bid.conversation.created_at:
        return datetime.combine(bid.conversation.created_at, time(), UTC)
    raise MarketplaceUnavailable(f"{TITLE} does not say when a bid came in")


def _aware(moment: datetime) -> datetime:
    """Their moments end in Z; one without is taken to be UTC too."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

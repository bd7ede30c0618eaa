"""Our words and those of Freelancer.com: money, briefs, listings, proposals. No I/O.

Amounts over there are decimal numbers in the project's currency, not cents; times are epoch seconds.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from gigs.brief import PriceType, Visibility
from gigs.gig import Listing
from gigs.marketplaces import FREELANCER
from gigs.money import MINOR_DIGITS, Money
from gigs.proposal import PlannedMilestone, Proposal, ProposalStatus
from gigs.value import Value
from marketplace.freelancer.outcomes import TITLE
from marketplace.freelancer.wire import Bid, MilestoneRequest, Project, Reputation, User
from ports.marketplace import MarketplaceUnavailable, MarketplaceUnknown, PostRequest

NAME = FREELANCER.name

ONLY_PUBLIC = f"{TITLE} shows every listing of ours to everybody; choose public, or another marketplace."
FULL_WEEK = 40
"""Hours a week, for a brief that does not say how many."""

DURATIONS: Sequence[tuple[int, str, str]] = (
    (6, "LESS_THAN_ONE_WEEK", "Less than a week"),
    (28, "ONE_TO_FOUR_WEEKS", "One to four weeks"),
    (92, "ONE_TO_THREE_MONTHS", "One to three months"),
    (184, "THREE_TO_SIX_MONTHS", "Three to six months"),
)
"""Days from start to due at most, their word, and what people read. Longer is ONGOING."""

LONGEST = ("ONGOING", "More than six months")
PENDING_REQUEST = "pending"
"""The state of a milestone request that nobody has answered: the freelancer's own plan."""


class ProjectTerms(Value):
    """What never changes about a project, and every amount in it depends on."""

    project_id: int
    currency: str
    price_type: PriceType
    url: str
    posted_at: datetime


def moment(seconds: int) -> datetime:
    """Their epoch seconds."""
    return datetime.fromtimestamp(seconds, UTC)


# Money.


def money(amount: Decimal | None, currency: str | None, what: str) -> Money:
    """An amount of theirs. Raises MarketplaceUnavailable, naming what it is, for one that cannot be what it says."""
    if amount is None or currency is None:
        raise MarketplaceUnavailable(f"{TITLE} did not say how much {what} is")
    if currency not in MINOR_DIGITS:
        raise MarketplaceUnavailable(f"{TITLE} says {what} in {currency}, a currency that we do not keep")
    unit = Decimal(1).scaleb(-MINOR_DIGITS[currency])
    exact = amount.quantize(unit)
    if exact != amount:
        raise MarketplaceUnavailable(
            f"{TITLE} says {what} is {currency} {amount}, which would be {currency} {exact}: we do not guess"
        )
    return Money(amount=_plain(exact), currency=currency)


def _plain(amount: Decimal) -> Decimal:
    """Whole amounts without decimals, so that 1200.0 of theirs is 1200 of ours."""
    return amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount


def number(amount: Money) -> int | float:
    """An amount as a number in their JSON: whole, or with the few decimals that a double keeps exactly in writing."""
    value = amount.amount
    return int(value) if value == value.to_integral_value() else float(value)


def check_currency(found: str | None, terms: ProjectTerms, what: str) -> None:
    """Raises MarketplaceUnavailable when something is not in its project's currency."""
    if found is not None and found != terms.currency:
        raise MarketplaceUnavailable(
            f"{TITLE} says {what} is in {found}, but its project in {terms.currency}: we do not guess"
        )


# Listings.


def description_of(request: PostRequest) -> str:
    """The text of the listing: the brief's, its dates and most hours, and our reference, by which it is found again."""
    lines = [
        request.description,
        f"Dates: {request.start.day} {request.start:%b %Y} to {request.due.day} {request.due:%b %Y}",
    ]
    if request.hours:
        lines.append(f"At most {request.hours} hours in all.")
    if request.reference and not carries(request.description, request.reference):
        lines.append(f"Reference: {request.reference}")
    return "\n\n".join(lines)


def carries(text: str | None, reference: str) -> bool:
    """True when this very reference, and not only a longer one, stands in the text."""
    return re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", text or "") is not None


def project_body(request: PostRequest, currency_id: int, jobs: Sequence[int]) -> dict[str, Any]:
    """What is sent to create the project. The budget has no room: both ends are what the brief offers."""
    amount = number(request.rate)
    body: dict[str, Any] = {
        "title": request.title,
        "description": description_of(request),
        "currency": {"id": currency_id},
        "budget": {"minimum": amount, "maximum": amount},
        "jobs": [{"id": job} for job in jobs],
        "type": "FIXED",
    }
    if request.price_type is PriceType.HOURLY:
        body["type"] = "HOURLY"
        body["hourly_project_info"] = {
            "commitment": {"hours": weekly_hours(request), "interval": "WEEK"},
            "duration_enum": duration_of(request)[0],
        }
    return body


def duration_of(request: PostRequest) -> tuple[str, str]:
    """Their word for the time from start to due, and what people read there."""
    days = (request.due - request.start).days
    return next(((word, shown) for most, word, shown in DURATIONS if days <= most), LONGEST)


def weekly_hours(request: PostRequest) -> int:
    """As the brief says, else all its hours spread over its weeks, at most a full week."""
    if request.weekly_hours:
        return request.weekly_hours
    weeks = max(-(-(request.due - request.start).days // 7), 1)
    return min(-(-(request.hours or FULL_WEEK) // weeks), FULL_WEEK)


def public_of(request: PostRequest, skills: Sequence[str]) -> Sequence[tuple[str, str]]:
    """Every line of the listing that anybody can read, as (their label, text)."""
    is_hourly = request.price_type is PriceType.HOURLY
    lines = [
        ("Project name", request.title),
        ("Details", description_of(request)),
        ("Skills", ", ".join(skills)),
        ("Payment", "By the hour" if is_hourly else "Fixed price"),
        ("Budget", f"{request.rate} an hour" if is_hourly else str(request.rate)),
    ]
    if is_hourly:
        lines += [("Hours a week", str(weekly_hours(request))), ("Duration", duration_of(request)[1])]
    return [*lines, ("Visible to", "Everybody")]


def sizes_of(request: PostRequest) -> Mapping[str, int]:
    """How much the listing has of what they may limit."""
    return {
        "title": len(request.title),
        "description": len(description_of(request)),
        "skills": len(request.skills),
    }


def is_public(request: PostRequest) -> bool:
    """False for a brief that must not be seen by everybody."""
    return request.visibility is Visibility.PUBLIC


def listing_of(project: Project, reference: str, site: str, at: datetime) -> Listing:
    """The listing; `at` is when it was posted where they do not say so."""
    posted = project.submitted
    return Listing(
        id=str(project.id),
        marketplace=NAME,
        reference=reference,
        url=page_of(project, site),
        posted_at=at if posted is None else moment(posted),
    )


def page_of(project: Project, site: str) -> str:
    """Its page for people."""
    return f"{site}/projects/{project.seo_url or project.id}"


def created(project: Project, request: PostRequest, site: str, at: datetime) -> Listing:
    """The listing that a yes speaks of. Raises MarketplaceUnknown when it is not in the currency that was asked for."""
    code = project.currency.code if project.currency else None
    if code is not None and code != request.rate.currency:
        raise MarketplaceUnknown(f"{TITLE} made a listing in {code} of one in {request.rate.currency}")
    return listing_of(project, request.reference, site, at)


def terms_of(project: Project, site: str) -> ProjectTerms:
    """Raises MarketplaceUnavailable where they do not say in which currency, or how it is paid."""
    code = project.currency.code if project.currency else None
    kinds = {"fixed": PriceType.FIXED, "hourly": PriceType.HOURLY}
    kind = kinds.get((project.type or "").lower())
    if code is None or kind is None:
        raise MarketplaceUnavailable(f"{TITLE} does not say how project {project.id} is paid")
    return ProjectTerms(
        project_id=project.id,
        currency=code,
        price_type=kind,
        url=page_of(project, site),
        posted_at=moment(project.submitted or 0),
    )


# Proposals.


def proposal_of(
    bid: Bid, user: User | None, terms: ProjectTerms, asked: Sequence[MilestoneRequest], site: str
) -> Proposal:
    """A bid as a proposal. Their milestone requests are the freelancer's plan where they add up to the whole price."""
    rate = money(bid.amount, terms.currency, f"bid {bid.id}")
    rating, said, done = rating_of(bid.reputation or (user.reputation if user else None))
    is_hourly = terms.price_type is PriceType.HOURLY
    return Proposal(
        id=str(bid.id),
        freelancer_id=str(bid.bidder_id),
        freelancer=user.shown_name if user else f"Freelancer {bid.bidder_id}",
        country=country_of(user),
        rating=rating,
        rating_there=said,
        jobs_done=done,
        price_type=terms.price_type,
        rate=rate,
        days=None if is_hourly else bid.period,
        letter=bid.description or "",
        milestones=() if is_hourly else plan_of(asked, rate),
        url=f"{site}/u/{user.username}" if user and user.username else "",
        received_at=moment(bid.submitted) if bid.submitted else terms.posted_at,
        status=ProposalStatus.WITHDRAWN if bid.retracted else ProposalStatus.NEW,
    )


def plan_of(asked: Sequence[MilestoneRequest], rate: Money) -> tuple[PlannedMilestone, ...]:
    """The freelancer's milestones, oldest first; none where they do not add up to the price."""
    planned = tuple(
        PlannedMilestone(
            title=(one.description or "").strip() or f"Part {place}",
            amount=money(one.amount, rate.currency, f"milestone request {one.id}"),
        )
        for place, one in enumerate(sorted(asked, key=lambda one: one.id), start=1)
        if (one.status or PENDING_REQUEST).lower() == PENDING_REQUEST
    )
    return planned if sum(one.amount.amount for one in planned) == rate.amount else ()


def country_of(user: User | None) -> str:
    """Where they say that they are."""
    place = user.location.country if user and user.location else None
    return (place.name if place else None) or ""


def rating_of(reputation: Reputation | None) -> tuple[Decimal | None, str, int | None]:
    """0 to 5, how it is said over there, and how many jobs were done. Nobody's rating is 0 for want of reviews."""
    history = reputation.entire_history if reputation else None
    if history is None:
        return None, "", None
    done = history.complete if history.complete is not None else history.all
    if history.overall is None or not history.reviews:
        return None, "", done
    rating = history.overall.quantize(Decimal("0.1"))
    noun = "review" if history.reviews == 1 else "reviews"
    return rating, f"{rating} of 5 from {history.reviews:,} {noun}", done


def users_of(results: Sequence[Mapping[str, Any]]) -> Mapping[int, Any]:
    """The `users` maps beside a list, as one; null and an empty list, which they also send, are none."""
    found: dict[int, Any] = {}
    for result in results:
        users = result.get("users")
        if isinstance(users, dict):
            found |= {
                int(key): raw
                for key, raw in users.items()
                if str(key).isascii() and str(key).isdigit() and len(str(key)) <= 18
            }
    return found

"""Our words for a listing in Upwork's, and what will be public there. Nothing is asked here."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from gigs.brief import Category, Experience, PriceType, Visibility
from gigs.marketplaces import UPWORK
from gigs.value import Value
from marketplace.upwork.limits import SMALLEST_MILESTONE
from marketplace.upwork.money import CURRENCY, job_amount, only_dollars
from ports.marketplace import PostRequest

PUBLISHED = "REQUESTED"
"""JobPostingStatus of a post that is to be seen. Inferred: the enum has no OPEN, and no live example was found."""

CLOSED = "CANCELLED"
"""JobPostingStatus that closes a post. Inferred: there is no mutation to close or delete one."""

ALL_CLOSED = frozenset({CLOSED, "FILLED", "DELETED_DRAFT"})

EXPERIENCE = {
    Experience.ENTRY: "ENTRY_LEVEL",
    Experience.INTERMEDIATE: "INTERMEDIATE",
    Experience.EXPERT: "EXPERT",
}
ACCESS = {Visibility.PUBLIC: "PUBLIC_INDEX", Visibility.INVITE_ONLY: "ACCESS_PRIVATE"}
VISIBLE = {
    Visibility.PUBLIC: f"Anybody, on and off {UPWORK.title}",
    Visibility.INVITE_ONLY: "Only freelancers who are invited",
}
FULL_TIME_HOURS = 30

CATEGORIES = {
    Category.DESIGN: ("Design & Creative", "Graphic, Editorial & Presentation Design"),
    Category.WRITING: ("Writing", "Content Writing"),
    Category.TRANSLATION: ("Translation", "Translation & Localization Services"),
    Category.PRESENTATION: ("Design & Creative", "Graphic, Editorial & Presentation Design"),
    Category.RESEARCH: ("Admin Support", "Market Research & Product Reviews"),
    Category.MARKETING: ("Sales & Marketing", "Digital Marketing"),
    Category.SOFTWARE: ("Web, Mobile & Software Dev", "Web Development"),
    Category.VIDEO: ("Design & Creative", "Video & Animation"),
    Category.OTHER: ("Admin Support", "Virtual Assistance"),
}
"""Category and subcategory by their labels in the catalogue, which gives the ids. The labels are those of their site,
and unverified against the API: one that is not there any more is refused, never replaced."""

DURATIONS = (
    (31, "less than 1 month"),
    (92, "1 to 3 months"),
    (183, "3 to 6 months"),
    (10_000, "more than 6"),
)
"""Days and how the label of their duration begins; a label that is not there is left out of the post."""


class Filing(Value):
    """Where a job is filed, in their ids. `skills` are (id, "") from the catalogue, or ("", words) that it lacks."""

    category: str
    subcategory: str
    duration: str | None
    skills: tuple[tuple[str, str], ...]


def said(request: PostRequest) -> str:
    """The description, with our reference in it whoever wrote it."""
    if holds_reference(request.reference, request.description):
        return request.description
    return f"{request.description}\n\n{request.reference}"


def holds_reference(reference: str, text: str | None) -> bool:
    """True for the whole reference, not for the beginning of a longer one."""
    return re.search(rf"(?<![\w-]){re.escape(reference)}(?![\w-])", text or "") is not None


def job_request(request: PostRequest, organization: str, filing: Filing) -> dict[str, Any]:
    """What creates and what changes a post have in common. Raises MarketplaceRefused for an amount it cannot say."""
    body: dict[str, Any] = {
        "organizationId": organization,
        "jobPostingInfo": _info(request, filing),
        "sandsJobPost": {"status": "PUBLISHED", "additionalSkills": [_skill(*one) for one in filing.skills]},
        "annotations": {
            "tags": [request.reference],
            "customFields": [{"key": "reference", "value": request.reference}],
        },
    }
    if request.screening:
        body["questions"] = [{"question": question} for question in request.screening]
    return body


def _skill(id_: str, words: str) -> dict[str, str]:
    return {"skillId": id_} if id_ else {"freetext": words}


def _info(request: PostRequest, filing: Filing) -> dict[str, Any]:
    info: dict[str, Any] = {
        "title": request.title,
        "description": said(request),
        "access": ACCESS[request.visibility],
        "categoryId": filing.subcategory,
        "groupId": filing.category,
        "freelancersToHire": 1,
        "durationType": "ONE_TIME_PROJECT",
        **_paid(request),
    }
    if filing.duration:
        info["durationId"] = filing.duration
    if request.experience:
        info["experienceLevel"] = EXPERIENCE[request.experience]
    if request.weekly_hours:
        info["engagementType"] = "FULL_TIME" if request.weekly_hours >= FULL_TIME_HOURS else "PART_TIME"
    return info


def _paid(request: PostRequest) -> dict[str, Any]:
    amount = job_amount(request.rate)
    if request.price_type is PriceType.FIXED:
        return {"type": "FIXED_PRICE", "amount": amount, "freelancerMilestonesAllowed": True}
    return {
        "type": "HOURLY",
        "hourlyBudgetType": "MANUAL",
        "hourlyBudgetMin": amount,
        "hourlyBudgetMax": amount,
    }


def problems(request: PostRequest, *, offers: bool) -> Mapping[str, str]:
    """See Marketplace.problems: a currency that a post has no field for, and the one verified limit.

    With `offers` we make the offers ourselves, and those are at a fixed price; without, a person can make hourly ones.
    """
    if request.rate.currency != CURRENCY:
        return {"currency": only_dollars(request.rate)}
    if request.price_type is PriceType.FIXED and request.rate.amount < SMALLEST_MILESTONE:
        return {"amount": f"{UPWORK.title}’s smallest milestone is USD 5; raise the price to at least that."}
    if request.price_type is PriceType.HOURLY and offers:
        return {
            "price_type": f"On {UPWORK.title} I can make offers at a fixed price only; please choose that."
        }
    return {}


def public(request: PostRequest) -> Sequence[tuple[str, str]]:
    """See Marketplace.public."""
    hourly = request.price_type is PriceType.HOURLY
    category, subcategory = CATEGORIES[request.category]
    lines = [
        ("Title", request.title),
        ("Description", said(request)),
        ("Category", f"{category}: {subcategory}"),
        ("Skills", ", ".join(request.skills)),
        ("Hourly rate" if hourly else "Budget", f"{request.rate} an hour" if hourly else str(request.rate)),
        ("Project length", _length(request)),
        ("Visible to", VISIBLE[request.visibility]),
    ]
    if request.experience:
        lines.append(("Experience level", EXPERIENCE[request.experience].replace("_", " ").capitalize()))
    if request.weekly_hours:
        more = request.weekly_hours >= FULL_TIME_HOURS
        lines.append(("Hours a week", "30 or more" if more else "less than 30"))
    return [*lines, *(("Screening question", question) for question in request.screening)]


def duration_label(request: PostRequest) -> str:
    """How their label for this length begins, in small letters."""
    days = (request.due - request.start).days
    return next(label for most, label in DURATIONS if days <= most or most == DURATIONS[-1][0])


def _length(request: PostRequest) -> str:
    return duration_label(request).capitalize()


def moment(text: str | None) -> datetime | None:
    """Their time, in UTC: ISO 8601, or milliseconds since 1970 (which of them is unverified). Raises ValueError."""
    if not text:
        return None
    if text.isdigit():
        return datetime.fromtimestamp(int(text) / 1000, UTC)
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def wire_time(at: datetime) -> str:
    """Our time as they write it; the format of their filters is unverified."""
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"

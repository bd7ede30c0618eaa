"""Freelancer.com's shapes as the stand-in sends them: ids that are whole numbers, and the catalogue it has."""

import re
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from gigs.brief import Category
from gigs.contract import ContractState, MilestoneState
from gigs.proposal import Proposal, ProposalStatus

OWNER = 4_100_001
PROJECT, BID, USER, THREAD, PAYMENT, REQUEST = (number * 10_000_000 for number in (2, 3, 4, 5, 6, 8))

CURRENCIES = {
    1: ("USD", "$", "US Dollar", "US"),
    4: ("GBP", "£", "British Pounds", "UK"),
    8: ("EUR", "€", "Euro", "EU"),
}
LOWEST = {(1, "fixed"): 10.0, (1, "hourly"): 2.0, (4, "fixed"): 20.0, (4, "hourly"): 2.0}
LOWEST |= {(8, "fixed"): 8.0, (8, "hourly"): 2.0}

JOBS = {
    20: ("Graphic Design", 3, Category.DESIGN),
    1688: ("PowerPoint", 3, Category.PRESENTATION),
    2710: ("Storytelling", 2, Category.OTHER),
    1092: ("Content Writing", 2, Category.WRITING),
    22: ("Translation", 10, Category.TRANSLATION),
    135: ("Research", 2, Category.RESEARCH),
    1411: ("Marketing", 6, Category.MARKETING),
    116: ("Software Development", 1, Category.SOFTWARE),
    1650: ("Video Editing", 3, Category.VIDEO),
    878: ("Anything Goes", 99, Category.OTHER),
    32: ("Logo Design", 3, Category.DESIGN),
    33: ("Logo", 3, Category.DESIGN),
    58: ("Illustration", 3, Category.DESIGN),
}
CATEGORIES = {
    1: "Websites, IT & Software",
    2: "Writing & Content",
    3: "Design, Media & Architecture",
    6: "Sales & Marketing",
    10: "Translation & Languages",
    99: "Other",
}

WEEKS = {
    "LESS_THAN_ONE_WEEK": 1,
    "ONE_TO_FOUR_WEEKS": 3,
    "ONE_TO_THREE_MONTHS": 8,
    "THREE_TO_SIX_MONTHS": 18,
    "ONGOING": 30,
    "UNSPECIFIED": 4,
}

AWARDS = {
    ContractState.OFFERED: "pending",
    ContractState.ACTIVE: "awarded",
    ContractState.COMPLETED: "awarded",
    ContractState.DECLINED: "rejected",
    ContractState.ENDED: "revoked",
}
PAYMENTS = {
    MilestoneState.ACTIVE: "frozen",
    MilestoneState.SUBMITTED: "requested_release",
    MilestoneState.SENT_BACK: "requested_release",
    MilestoneState.RELEASED: "cleared",
}


def seconds(at: datetime) -> int:
    return int(at.timestamp())


def bid_number(proposal_id: str) -> int:
    """30000102 for L1-P2."""
    listing, _, place = proposal_id.removeprefix("L").partition("-P")
    return BID + int(listing) * 100 + int(place)


def proposal_id(bid: int) -> str:
    """L1-P2 for 30000102."""
    listing, place = divmod(bid - BID, 100)
    return f"L{listing}-P{place}"


def user_number(freelancer_id: str) -> int:
    return USER + int(freelancer_id.removeprefix("F"))


def currency(number: int) -> dict[str, Any]:
    code, sign, name, country = CURRENCIES[number]
    return {
        "id": number,
        "code": code,
        "sign": sign,
        "name": name,
        "country": country,
        "exchange_rate": 1.0,
        "is_external": False,
    }


def currency_number(code: str) -> int:
    return next(number for number, known in CURRENCIES.items() if known[0] == code)


def job(number: int) -> dict[str, Any]:
    name, category, _ = JOBS[number]
    return {
        "id": number,
        "name": name,
        "category": {"id": category, "name": CATEGORIES[category]},
        "active_project_count": None,
        "seo_url": name.lower().replace(" ", "_"),
        "seo_info": None,
        "local": False,
        "questions": None,
    }


def reputation(proposal: Proposal) -> dict[str, Any]:
    overall = float(proposal.rating) + 0.0013 if proposal.rating is not None else 0.0
    return {
        "entire_history": {
            "overall": overall,
            "reviews": (proposal.jobs_done or 0) if proposal.rating is not None else 0,
            "all": (proposal.jobs_done or 0) + 3,
            "complete": proposal.jobs_done or 0,
            "on_time": 0.99,
        }
    }


def user(proposal: Proposal) -> dict[str, Any]:
    return {
        "id": user_number(proposal.freelancer_id),
        "username": re.sub(r"\W+", "", proposal.freelancer).lower(),
        "display_name": proposal.freelancer,
        "public_name": proposal.freelancer,
        "role": "freelancer",
        "location": {"country": {"name": proposal.country, "code": "xx"}, "city": None},
        "reputation": reputation(proposal),
        "hourly_rate": None,
    }


def bid(proposal: Proposal, award: ContractState | None) -> dict[str, Any]:
    listing = int(proposal.id.partition("-")[0][1:])
    return {
        "id": bid_number(proposal.id),
        "bidder_id": user_number(proposal.freelancer_id),
        "project_id": PROJECT + listing,
        "project_owner_id": OWNER,
        "amount": float(proposal.rate.amount),
        "period": proposal.days,
        "description": proposal.letter,
        "retracted": proposal.status is ProposalStatus.WITHDRAWN,
        "award_status": AWARDS[award] if award else None,
        "paid_status": None,
        "complete_status": "complete" if award is ContractState.COMPLETED else None,
        "milestone_percentage": 100,
        "reputation": reputation(proposal),
        "time_submitted": seconds(proposal.received_at),
        "submitdate": seconds(proposal.received_at),
        "shortlisted": None,
        "hidden": None,
        "sponsored": None,
        "frontend_bid_status": "active",
    }


def milestone_requests(proposal: Proposal) -> dict[str, Any]:
    """The freelancer's plan as requests that nobody has answered; they are kept as a map."""
    number = bid_number(proposal.id)
    first = REQUEST + (number - BID) * 10
    return {
        str(first + place): {
            "id": first + place,
            "bid_id": number,
            "project_id": PROJECT + int(proposal.id.partition("-")[0][1:]),
            "amount": float(step.amount.amount),
            "description": step.title,
            "status": "pending",
        }
        for place, step in enumerate(proposal.milestones)
    }


def budget_number(raw: object) -> Decimal | None:
    """A number that may be money; a text is not."""
    return Decimal(str(raw)) if isinstance(raw, int | float) and not isinstance(raw, bool) else None


def in_days(days: int) -> timedelta:
    return timedelta(days=days)

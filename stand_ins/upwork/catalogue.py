"""The stand-in's catalogue and ids: numbers as long as Upwork's, made from the sandbox's own."""

import re
from typing import Any

from ports.marketplace import MarketplaceRefused

CATEGORIES = {
    "Admin Support": ("Data Entry & Transcription Services", "Market Research & Product Reviews", "Virtual Assistance"),
    "Design & Creative": ("Branding & Logo Design", "Graphic, Editorial & Presentation Design", "Video & Animation"),
    "Sales & Marketing": ("Digital Marketing", "Marketing, PR & Brand Strategy"),
    "Translation": ("Translation & Localization Services",),
    "Web, Mobile & Software Dev": ("Web Development", "Mobile Development"),
    "Writing": ("Content Writing", "Editing & Proofreading Services"),
}  # fmt: skip
SKILLS = (
    "PowerPoint",
    "PowerPoint Presentation",
    "Presentation Design",
    "Storytelling",
    "Copywriting",
    "Python",
    "Logo Design",
    "Graphic Design",
    "Illustration",
    "Adobe Illustrator",
    "Brand Identity",
    "Vector Graphic",
    "Video Editing",
    "Web Development",
    "English to German Translation",
    "Proofreading",
    "Market Research",
    "Data Analysis",
)
DURATIONS = ("Less than 1 month", "1 to 3 months", "3 to 6 months", "More than 6 months")
REASONS = {
    "JOB_POSTING_CLOSE": (("11", "Hired someone else", "HIRED"), ("12", "Job was cancelled", "CANCEL")),
    "PROPOSAL_REJECT": (("21", "Too expensive", "PRICE"), ("22", "Other", "OTHER")),
    "CONTRACT_END_FIXED": (("31", "No longer needed", "NO_NEED"), ("32", "Job completed successfully", "API_REAS_COMPLETE")),
    "CONTRACT_END_HOURLY": (),
}  # fmt: skip


def categories() -> list[dict[str, Any]]:
    """As ontologyCategories answers."""
    found = []
    for number, (label, parts) in enumerate(CATEGORIES.items(), start=1):
        under = [
            {"id": str(531_000_000 + 100 * number + place), "preferredLabel": part, "slug": part.lower()}
            for place, part in enumerate(parts, start=1)
        ]
        group = {
            "id": str(531_000_000 + 100 * number),
            "preferredLabel": label,
            "slug": label.lower(),
            "subcategories": under,
        }
        found.append(group)
    return found


def subcategory(group_id: str, id_: str) -> str:
    """Its label. Raises MarketplaceRefused for a pair that does not belong together."""
    for group in categories():
        for part in group["subcategories"]:
            if (group["id"], part["id"]) == (group_id, id_):
                return str(part["preferredLabel"])
    raise MarketplaceRefused("categoryId has incorrect value")


def skill_id(name: str) -> str:
    return str(1_031_626_000_000_000_000 + SKILLS.index(name))


def skill_name(id_: str) -> str:
    for name in SKILLS:
        if skill_id(name) == id_:
            return name
    raise MarketplaceRefused("skillId has incorrect value")


def job_id(number: int) -> str:
    return str(1_800_000_000_000_000_000 + number)


def job_number(id_: str) -> int:
    return _number(id_, 1_800_000_000_000_000_000, "job posting")


def proposal_id(own: str) -> str:
    """From the sandbox's `L3-P2`."""
    listing, place = re.findall(r"\d+", own)
    return str(1_700_000_000_000_000_000 + 100 * int(listing) + int(place))


def proposal_own(id_: str) -> str:
    number = _number(id_, 1_700_000_000_000_000_000, "proposal")
    return f"L{number // 100}-P{number % 100}"


def user_id(own: str) -> str:
    return str(1_424_242_424_242_424_000 + int(own.removeprefix("F")))


def user_own(id_: str) -> str:
    return f"F{_number(id_, 1_424_242_424_242_424_000, 'user', 100):02}"


def offer_id(number: int) -> str:
    return str(50_000_000 + number)


def offer_number(id_: str) -> int:
    return _number(id_, 50_000_000, "offer", 10_000_000)


def contract_id(number: int) -> str:
    return str(40_000_000 + number)


def contract_number(id_: str) -> int:
    return _number(id_, 40_000_000, "contract", 10_000_000)


def milestone_id(contract: int, place: int, *, in_offer: bool) -> str:
    """Other ids in the offer than in the contract: whether that is so over there is not known."""
    return str((200_000_000 if in_offer else 300_000_000) + 100 * contract + place)


def milestone_own(id_: str) -> tuple[str, str]:
    """The sandbox's contract and milestone."""
    number = _number(id_, 300_000_000, "milestone", 100_000_000)
    return f"C{number // 100}", f"C{number // 100}-M{number % 100}"


def submission_id(own: str) -> str:
    """From the sandbox's `C1-M2-D3`."""
    contract, milestone, version = map(int, re.findall(r"\d+", own))
    return str(600_000_000 + 10_000 * contract + 100 * milestone + version)


def _number(id_: str, first: int, what: str, most: int = 100_000_000) -> int:
    number = int(id_) - first if id_.isdigit() else -1
    if not 0 < number < most:
        raise MarketplaceRefused(f"There is no such {what}.")
    return number

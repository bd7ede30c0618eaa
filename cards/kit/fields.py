"""Our words for everything that a brief holds: its fields, categories, prices, tiers, currencies."""

from collections.abc import Mapping

from gigs.brief import Category, DataTier, Experience, PriceType, Visibility
from gigs.route import Route

CATEGORIES: dict[Category, str] = {
    Category.DESIGN: "Design",
    Category.WRITING: "Writing and editing",
    Category.TRANSLATION: "Translation",
    Category.PRESENTATION: "Presentations",
    Category.RESEARCH: "Research",
    Category.MARKETING: "Marketing",
    Category.SOFTWARE: "Software",
    Category.VIDEO: "Video and audio",
    Category.OTHER: "Something else",
}

PRICE_TYPES: dict[PriceType, str] = {PriceType.FIXED: "Fixed price", PriceType.HOURLY: "By the hour"}

TIERS: dict[DataTier, str] = {
    DataTier.GENERAL: "General",
    DataTier.CONFIDENTIAL: "Confidential",
    DataTier.HIGHLY_CONFIDENTIAL: "Highly confidential",
}

TIER_CHOICES: dict[DataTier, str] = {
    DataTier.GENERAL: "General: nothing we couldn’t put on our website",
    DataTier.CONFIDENTIAL: "Confidential: internal, or under a non-disclosure agreement",
    DataTier.HIGHLY_CONFIDENTIAL: "Highly confidential: personal data, customer data, unreleased figures",
}

VISIBILITIES: dict[Visibility, str] = {
    Visibility.PUBLIC: "Public: every freelancer can find it",
    Visibility.INVITE_ONLY: "Invite only: just the freelancers who are invited",
}

EXPERIENCE: dict[Experience, str] = {
    Experience.ENTRY: "Entry level: new to this kind of work",
    Experience.INTERMEDIATE: "Intermediate: has done it several times",
    Experience.EXPERT: "Expert: known for it",
}

CURRENCIES: dict[str, str] = {
    "USD": "USD, US dollar",
    "EUR": "EUR, euro",
    "GBP": "GBP, pound sterling",
    "AUD": "AUD, Australian dollar",
    "CAD": "CAD, Canadian dollar",
    "CHF": "CHF, Swiss franc",
    "INR": "INR, Indian rupee",
    "JPY": "JPY, Japanese yen",
    "SEK": "SEK, Swedish krona",
    "DKK": "DKK, Danish krone",
    "NOK": "NOK, Norwegian krone",
}

FIELDS: dict[str, str] = {
    "title": "Title",
    "outcome": "Outcome",
    "deliverables": "Deliverables",
    "acceptance": "How it is checked",
    "category": "Category",
    "skills": "Skills",
    "price_type": "Price",
    "amount": "Amount",
    "rate": "Amount",
    "hours": "Hours (at most)",
    "currency": "Currency",
    "start": "Start",
    "due": "Due",
    "data_tier": "Data the freelancer sees",
    "cost_centre": "Cost centre",
    "visibility": "Visibility",
    "marketplace": "Marketplace",
    "experience": "Experience",
    "weekly_hours": "Hours a week (at most)",
    "screening": "Questions to freelancers",
    "links": "Links",
    "purchase_order": "Purchase order",
    "emergency": "Why it cannot wait",
    "answers": "Answers",
}
"""Labels of the brief's fields, on the form, in its list of problems, and in the list of changes."""

NEEDED = frozenset(
    {
        *("title", "outcome", "deliverables", "acceptance", "category", "skills", "price_type", "amount"),
        *("currency", "start", "due", "data_tier", "cost_centre", "visibility", "marketplace"),
    }
)
"""What a brief cannot be submitted without, wherever the form asks for it. Hours are needed for hourly work only."""


def marked(label: str) -> str:
    """The label of a field that is needed. A mark, because a field that the client requires would block a draft too."""
    return f"{label} *"


def label_of(name: str) -> str:
    """What the input of this field is called on the form."""
    return marked(FIELDS[name]) if name in NEEDED else FIELDS[name]


def answered(answers: Mapping[str, bool], route: Route | None) -> str:
    """The answers to the policy's questions, as a line: `Will they work on site? No. Will we set the hours? Yes.`"""
    asked = route.questions if route else {}
    return " ".join(
        f"{asked.get(name) or name + ':'} {'Yes' if yes else 'No'}." for name, yes in answers.items()
    )

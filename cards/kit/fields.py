"""Our words for everything that a brief holds: its fields, categories, prices, tiers, currencies."""

from collections.abc import Mapping

from cards.kit.labels import Labels
from gigs.brief import Category, DataTier, Experience, PriceType, Visibility
from gigs.route import Route
from translation.catalogue import N_, _

CATEGORIES: Labels[Category, str] = Labels(
    {
        Category.DESIGN: N_("Design"),
        Category.WRITING: N_("Writing and editing"),
        Category.TRANSLATION: N_("Translation"),
        Category.PRESENTATION: N_("Presentations"),
        Category.RESEARCH: N_("Research"),
        Category.MARKETING: N_("Marketing"),
        Category.SOFTWARE: N_("Software"),
        Category.VIDEO: N_("Video and audio"),
        Category.OTHER: N_("Other"),
    },
    _,
)

PRICE_TYPES: Labels[PriceType, str] = Labels(
    {PriceType.FIXED: N_("Fixed price"), PriceType.HOURLY: N_("Hourly rate")}, _
)

TIERS: Labels[DataTier, str] = Labels(
    {
        DataTier.GENERAL: N_("General"),
        DataTier.CONFIDENTIAL: N_("Confidential"),
        DataTier.HIGHLY_CONFIDENTIAL: N_("Highly confidential"),
    },
    _,
)

TIER_CHOICES: Labels[DataTier, str] = Labels(
    {
        DataTier.GENERAL: N_("General: nothing we couldn’t put on our website"),
        DataTier.CONFIDENTIAL: N_("Confidential: internal, or covered by a non-disclosure agreement"),
        DataTier.HIGHLY_CONFIDENTIAL: N_(
            "Highly confidential: personal data, customer data, unreleased figures"
        ),
    },
    _,
)

VISIBILITIES: Labels[Visibility, str] = Labels(
    {
        Visibility.PUBLIC: N_("Public: any freelancer can find it"),
        Visibility.INVITE_ONLY: N_("Invite only: only the freelancers who are invited"),
    },
    _,
)

EXPERIENCE: Labels[Experience, str] = Labels(
    {
        Experience.ENTRY: N_("Entry level: new to this kind of work"),
        Experience.INTERMEDIATE: N_("Intermediate: has done it several times"),
        Experience.EXPERT: N_("Expert: known for it"),
    },
    _,
)

CURRENCIES: Labels[str, str] = Labels(
    {
        "USD": N_("USD, US dollar"),
        "EUR": N_("EUR, euro"),
        "GBP": N_("GBP, pound sterling"),
        "AUD": N_("AUD, Australian dollar"),
        "CAD": N_("CAD, Canadian dollar"),
        "CHF": N_("CHF, Swiss franc"),
        "INR": N_("INR, Indian rupee"),
        "JPY": N_("JPY, Japanese yen"),
        "SEK": N_("SEK, Swedish krona"),
        "DKK": N_("DKK, Danish krone"),
        "NOK": N_("NOK, Norwegian krone"),
    },
    _,
)

FIELDS: Labels[str, str] = Labels(
    {
        "title": N_("Title"),
        "outcome": N_("Outcome"),
        "deliverables": N_("Deliverables"),
        "acceptance": N_("How it’s checked"),
        "category": N_("Category"),
        "skills": N_("Skills"),
        "price_type": N_("Price"),
        "amount": N_("Amount"),
        "rate": N_("Amount"),
        "hours": N_("Maximum hours"),
        "currency": N_("Currency"),
        "start": N_("Start"),
        "due": N_("Due"),
        "data_tier": N_("Data the freelancer sees"),
        "cost_centre": N_("Cost centre"),
        "visibility": N_("Visibility"),
        "marketplace": N_("Marketplace"),
        "experience": N_("Experience"),
        "weekly_hours": N_("Maximum hours per week"),
        "screening": N_("Questions to freelancers"),
        "links": N_("Links"),
        "purchase_order": N_("Purchase order"),
        "emergency": N_("Why it can’t wait"),
        "answers": N_("Answers"),
    },
    _,
)
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
        (_("{question} Yes.") if yes else _("{question} No.")).format(question=asked.get(name) or f"{name}:")
        for name, yes in answers.items()
    )

"""The freelancers of the sandbox: who they are, what they charge and how they write."""

from decimal import Decimal
from enum import StrEnum

from gigs.value import Value


class Style(StrEnum):
    """How a freelancer answers a listing."""

    STEADY = "steady"
    PREMIUM = "premium"
    TEMPLATED = "templated"
    POOR = "poor"
    BUSY = "busy"


class Freelancer(Value):
    """One of the cast. `craft` is how they describe themselves in a letter."""

    id: str
    name: str
    country: str
    style: Style
    rating: Decimal | None
    jobs_done: int
    craft: str


def _of(
    id_: str, name: str, country: str, style: Style, rating: str | None, jobs: int, craft: str
) -> Freelancer:
    return Freelancer(
        id=id_,
        name=name,
        country=country,
        style=style,
        rating=Decimal(rating) if rating else None,
        jobs_done=jobs,
        craft=craft,
    )


CAST: tuple[Freelancer, ...] = (
    _of("F01", "Amara Okonkwo", "Nigeria", Style.STEADY, "4.9", 87, "I run a two-person studio in Lagos"),
    _of("F02", "Tomáš Dvořák", "Czechia", Style.STEADY, "4.8", 142, "I have freelanced for eleven years"),
    _of("F03", "Lucía Ferreyra", "Argentina", Style.STEADY, "4.7", 39, "I work in your afternoon hours"),
    _of("F04", "Hyun-woo Park", "South Korea", Style.STEADY, "4.9", 61, "I came from an agency in Seoul"),
    _of(
        "F05", "Ingrid Solheim", "Norway", Style.PREMIUM, "5.0", 208, "I lead a senior team of four in Bergen"
    ),
    _of(
        "F06",
        "Malik Desai",
        "India",
        Style.PREMIUM,
        "5.0",
        311,
        "I have done this for three listed companies",
    ),
    _of("F07", "Ryan Cole", "United States", Style.TEMPLATED, "4.2", 512, "7+ years"),
    _of("F08", "Sofia Marinova", "Bulgaria", Style.TEMPLATED, "4.1", 433, "8+ years"),
    _of("F09", "Bilal Ahmed", "Pakistan", Style.TEMPLATED, "4.3", 620, "9+ years"),
    _of("F10", "Kev D.", "United Kingdom", Style.POOR, "2.6", 4, "cheap and fast"),
    _of("F11", "pixel_wizard_88", "Philippines", Style.POOR, None, 0, "today already"),
    _of("F12", "Noor van Dijk", "Netherlands", Style.BUSY, "4.9", 95, "I am between two long projects"),
)

DECLINES_OFFERS = "Noor van Dijk"
"""Answers every public listing with a good letter, and says no to every offer."""

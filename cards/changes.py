"""What changed between two briefs, field by field, old and new."""

from cards.kit.elements import Body
from cards.kit.fields import CATEGORIES, EXPERIENCE, FIELDS, PRICE_TYPES, TIERS, VISIBILITIES, answered
from cards.kit.texts import day, line, own, run, words
from cards.kit.words import market
from gigs.brief import Brief
from gigs.links import as_lines
from gigs.route import Route

SHOWN = 500
"""The most bytes of an old or new value here; the new one stands in full further down the card."""


def changes(old: Brief, new: Brief, route: Route | None = None) -> Body:
    """One line per changed field: its name, the old value struck through, the new one. `route` knows the questions."""
    before, after = shown(old, route), shown(new, route)
    return [
        line(
            own(f"{FIELDS[name]}  ", bold=True),
            run(before[name], most=SHOWN, struck=True, subtle=True),
            "  →  ",
            run(after[name], most=SHOWN),
            spacing="Small",
        )
        for name in before
        if before[name] != after[name]
    ]


def changed(old: Brief, new: Brief) -> Body:
    """Only the names of the fields that changed."""
    before, after = shown(old), shown(new)
    return [words(", ".join(FIELDS[name] for name in before if before[name] != after[name]))]


def shown(brief: Brief, route: Route | None = None) -> dict[str, str]:
    """Each field as people read it."""
    return {
        "title": brief.title,
        "outcome": brief.outcome,
        "deliverables": "; ".join(brief.deliverables),
        "acceptance": brief.acceptance,
        "category": CATEGORIES[brief.category],
        "skills": ", ".join(brief.skills),
        "price_type": PRICE_TYPES[brief.price_type],
        "rate": str(brief.rate),
        "hours": str(brief.hours) if brief.hours else "none",
        "start": day(brief.start),
        "due": day(brief.due),
        "data_tier": TIERS[brief.data_tier],
        "cost_centre": brief.cost_centre,
        "visibility": VISIBILITIES[brief.visibility],
        "marketplace": market(brief.marketplace),
        "experience": EXPERIENCE[brief.experience] if brief.experience else "any",
        "weekly_hours": str(brief.weekly_hours) if brief.weekly_hours else "any",
        "screening": " / ".join(brief.screening) or "none",
        "links": as_lines(brief.links, ": ").replace("\n", "; ") or "none",
        "purchase_order": brief.purchase_order or "none",
        "emergency": brief.emergency or "can wait",
        "answers": answered(brief.answers, route) or "none",
    }

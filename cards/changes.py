"""What changed between two briefs, field by field, old and new; and who had asked for changes, in their words."""

from cards.kit.elements import Body, section
from cards.kit.fields import CATEGORIES, EXPERIENCE, FIELDS, PRICE_TYPES, TIERS, VISIBILITIES, answered
from cards.kit.texts import day, line, own, run, said, sentence, words
from cards.kit.words import market
from gigs.approval import Approval
from gigs.asking import changes_asked_before
from gigs.brief import Brief
from gigs.links import as_lines
from gigs.route import Route
from translation.catalogue import _
from translation.formats import number
from use_cases.permissions.gig_page import GigPage

SHOWN = 500
"""The most bytes of an old or new value here; the new one stands in full further down the card."""


def since_last_time(page: GigPage, *, is_short: bool = False) -> Body:
    """On a brief that was submitted again: what was asked of it, and what its requester did about that."""
    gig, asked = page.gig, changes_asked_before(page.gig)
    told: Body = [item for one in asked for item in _asked(page, one)]
    if gig.brief and gig.former_brief and gig.former_brief != gig.brief:
        old = gig.former_brief
        told += changed(old, gig.brief) if is_short else changes(old, gig.brief, gig.route)
    elif asked:
        told.append(words(_("The brief is the same as before."), spacing="Small"))
    return [section(_("What changed since the last time"), *told)] if told else []


def _asked(page: GigPage, one: Approval) -> Body:
    is_mine = page.viewer is not None and page.viewer.key == one.approver.key
    if is_mine:
        asked = sentence(_("You asked for changes:"), spacing="Small")
    else:
        who = run(one.approver.name, bold=True, most=120)
        asked = sentence(_("{who} asked for changes:"), spacing="Small", who=who)
    return [asked, said(f"“{one.reason}”", most=1500, spacing="Small")]


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
    none, any_, can_wait = _("none"), _("any"), _("can wait")
    return {
        "title": brief.title,
        "outcome": brief.outcome,
        "deliverables": "; ".join(brief.deliverables),
        "acceptance": brief.acceptance,
        "category": CATEGORIES[brief.category],
        "skills": ", ".join(brief.skills),
        "price_type": PRICE_TYPES[brief.price_type],
        "rate": str(brief.rate),
        "hours": number(brief.hours) if brief.hours else none,
        "start": day(brief.start),
        "due": day(brief.due),
        "data_tier": TIERS[brief.data_tier],
        "cost_centre": brief.cost_centre,
        "visibility": VISIBILITIES[brief.visibility],
        "marketplace": market(brief.marketplace),
        "experience": EXPERIENCE[brief.experience] if brief.experience else any_,
        "weekly_hours": number(brief.weekly_hours) if brief.weekly_hours else any_,
        "screening": " / ".join(brief.screening) or none,
        "links": as_lines(brief.links, ": ").replace("\n", "; ") or none,
        "purchase_order": brief.purchase_order or none,
        "emergency": brief.emergency or can_wait,
        "answers": answered(brief.answers, route) or none,
    }

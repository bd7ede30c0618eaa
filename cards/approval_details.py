"""What an approver looks up only now and then, folded below the buttons: the brief, its rules, the approval steps."""

from collections.abc import Sequence

from cards.kit.elements import Body, buttons, fact_said, facts, fold, numbered, section, small, toggle
from cards.kit.fields import CATEGORIES, EXPERIENCE, FIELDS, TIERS, VISIBILITIES, answered
from cards.kit.inputs import button
from cards.kit.nodes import CardElement
from cards.kit.texts import line, own, run, said, shortened
from cards.kit.words import market
from cards.links import links_of
from cards.programme_team import ask_row, ask_team
from cards.route import steps_of, why
from gigs.brief import Brief
from gigs.gig import Gig
from translation.catalogue import _
from translation.formats import number

_CONFIRMED = 8
_FOLDED = "details"


def folded(gig: Gig, most: int, *, about_more: bool) -> Body:
    """Closed until it is asked for; where a client cannot fold, it is simply the rest of the card. Beside it, the question to the programme team.

    What the requester confirmed is left out where the question is `about_more` money.
    """
    rest: Body = [*steps_of(gig), *why(gig, warned=True)]
    if gig.brief:
        rest = [*_brief(gig, gig.brief, most, about_more=about_more), *rest]
    if not rest:
        return [ask_row(gig.number)]
    opens = toggle(_("Brief and approval steps"), _FOLDED)
    return [buttons(opens, ask_team(gig.number)), fold(_FOLDED, rest)]


def _brief(gig: Gig, brief: Brief, most: int, *, about_more: bool) -> Body:
    body: Body = [
        section(FIELDS["outcome"], said(shortened(brief.outcome, most), most=2 * most)),
        section(FIELDS["deliverables"], *numbered(brief.deliverables, most)),
        section(FIELDS["acceptance"], said(shortened(brief.acceptance, most), most=2 * most)),
    ]
    body += links_of(brief, most) if brief.links else []
    texts = (brief.outcome, brief.acceptance, "".join(brief.deliverables))
    if any(len(text.encode()) > most for text in texts):
        opens = button(_("Read the whole brief"), "read_brief", inputs=False, gig=gig.number)
        body.append(buttons(opens))
    body.append(section(_("Details"), rules(gig, brief)))
    return body if about_more else [*body, *_confirmed(gig.confirmed)]


def _confirmed(items: Sequence[str]) -> Body:
    if not items:
        return []
    ticked: Body = [
        line(own("✓  ", color="Good", bold=True), run(text, most=200), spacing="Small")
        for text in items[:_CONFIRMED]
    ]
    if len(items) > _CONFIRMED:
        ticked.append(small(_("and {n} more").format(n=number(len(items) - _CONFIRMED)), "Small"))
    return [section(_("Confirmed by the requester"), *ticked)]


def rules(gig: Gig, brief: Brief) -> CardElement:
    """What the company wants to know about a brief."""
    where = gig.requester.department
    return facts(
        (_("Asked by"), fact_said(f"{gig.requester.name}, {where}" if where else gig.requester.name)),
        (FIELDS["cost_centre"], fact_said(brief.cost_centre)),
        (FIELDS["purchase_order"], fact_said(brief.purchase_order) if brief.purchase_order else ""),
        (_("Data"), TIERS[brief.data_tier]),
        (FIELDS["answers"], fact_said(answered(brief.answers, gig.route), 600) if brief.answers else ""),
        (FIELDS["category"], CATEGORIES[brief.category]),
        (FIELDS["skills"], fact_said(", ".join(brief.skills), 600)),
        (FIELDS["experience"], EXPERIENCE[brief.experience] if brief.experience else ""),
        (_("Hours a week"), number(brief.weekly_hours) if brief.weekly_hours else ""),
        (FIELDS["screening"], fact_said(" / ".join(brief.screening), 600) if brief.screening else ""),
        (FIELDS["visibility"], VISIBILITIES[brief.visibility]),
        (FIELDS["marketplace"], fact_said(market(brief.marketplace))),
    )

"""What somebody decided: gig, verdict, money, when, and their own words."""

from datetime import datetime

from cards.kit.elements import Body, as_of, badge, banner, entry, fit, frame, row, small
from cards.kit.inputs import button
from cards.kit.nodes import Action, CardElement, Container
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, moment, run, words
from cards.kit.words import DECISIONS
from gigs.approval import Purpose
from ports.approval_storage import Decided
from translation.catalogue import N_, _, n_
from use_cases.showing.my_decisions import MyDecisions

_WHAT = {
    Purpose.POST: N_("Gig {number} · {amount}"),
    Purpose.EXCESS: N_("Gig {number} · {amount} extra for an offer"),
    Purpose.EXTENSION: N_("Gig {number} · {amount} more for work under way"),
}


def my_decisions_card(page: MyDecisions, at: datetime) -> AdaptiveCard:
    """The newest first; a row opens the gig as long as this person may see it."""
    return fit(lambda most: _card(page, at, most), (600, 200, 80))


def _card(page: MyDecisions, at: datetime, most: int) -> AdaptiveCard:
    n = len(page.decided)
    body: Body = [banner(_("What I decided"))]
    if not page.decided:
        body.append(words(_("You haven’t decided anything yet. When you do, you’ll find it here.")))
    for place, one in enumerate(page.decided):
        body.append(_row(one, most, first=place == 0, opens=one.gig in page.opens))
    body.append(as_of(at))
    actions: list[Action] = []
    if page.following:
        actions.append(button(_("Older"), "my_decisions", inputs=False, first=page.following))
    actions.append(button(_("What waits for me"), "approvals", inputs=False))
    decisions = n_(
        "What I decided: {n} decision on this page.", "What I decided: {n} decisions on this page.", n
    )
    return frame(body, actions, summary=decisions.format(n=n))


def _row(one: Decided, most: int, *, first: bool, opens: bool) -> CardElement:
    look = DECISIONS[one.verdict]
    left: Body = [
        line(run(one.title, bold=True, most=120)),
        small(_(_WHAT[one.purpose]).format(number=one.gig, amount=one.amount)),
        small(moment(one.at)),
    ]
    if one.reason:
        left.append(line(run(f"“{one.reason}”", most=most, size="Small"), spacing="None"))
    shown = row(left, [badge(look.label, look.style, "Right")])
    if not opens:
        return Container(items=[shown], separator=not first or None, spacing="Medium")
    title = _("Open the approval of gig {number}").format(number=one.gig)
    return entry([shown], button(title, "show_approval", inputs=False, gig=one.gig), first=first)

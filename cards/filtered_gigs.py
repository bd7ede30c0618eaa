"""Gigs that somebody asked for in words: on top what was understood of it, then each gig that fits."""

from datetime import date, datetime

from cards.all_gigs import chosen, overview_row
from cards.kit.elements import Body, as_of, banner, fit, frame, small
from cards.kit.inputs import button
from cards.kit.nodes import Action, CardElement, RichTextBlock
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, own, run, sentence, words
from cards.kit.words import STATES, market
from cards.lists import own_row
from cards.programme_team import ask_row
from translation import formats
from translation.catalogue import _, n_
from use_cases.showing.filtered_gigs import MOST_READ, FilteredGigs

_NAME = 80
_DOT = (own(" · "),)


def filtered_gigs_card(found: FilteredGigs, at: datetime) -> AdaptiveCard:
    """Each row opens its gig; a filter that was misunderstood is seen on top."""
    return fit(lambda most: _card(found, at, most), (150, 80, 40))


def _understood(found: FilteredGigs) -> CardElement:
    """What narrows the list down: “Rejected · over EUR 1,000.00 · started in May 2026”."""
    one = found.wanted
    parts: list[RichTextBlock] = []
    if one.state:
        parts.append(line(own(STATES[one.state].label)))
    if found.over:
        parts.append(sentence(_("over {amount}"), amount=str(found.over)))
    if found.under:
        parts.append(sentence(_("under {amount}"), amount=str(found.under)))
    if one.month:
        parts.append(sentence(_("started in {month}"), month=_month(one.month)))
    if one.market:
        parts.append(sentence(_("on {marketplace}"), marketplace=market(one.market)))
    if one.team:
        parts.append(sentence(_("team “{team}”"), team=run(one.team, most=_NAME)))
    if one.waits_for:
        parts.append(sentence(_("waiting for “{name}”"), name=run(one.waits_for, most=_NAME)))
    runs = [run for place, part in enumerate(parts) for run in [*_DOT[: place > 0], *part["inlines"]]]
    return line(*runs)


def _month(month: str) -> str:
    return formats.month(date.fromisoformat(f"{month}-01"))


def _card(found: FilteredGigs, at: datetime, most: int) -> AdaptiveCard:
    title = _("All gigs") if found.among_all else _("My gigs")
    body: Body = [banner(title), _understood(found)]
    body += [small(told, "Small") for told in _told(found)]
    if not found.gigs:
        body.append(words(_("No gig fits this."), spacing="Medium"))
    for place, gig in enumerate(found.gigs):
        first = place == 0
        body.append(
            overview_row(gig, at, most, first=first) if found.among_all else own_row(gig, first=first)
        )
    body += [as_of(at), ask_row()]
    count = len(found.gigs)
    summary = n_("{title}: {n} gig on this page.", "{title}: {n} gigs on this page.", count)
    return frame(body, _actions(found), summary=summary.format(title=title, n=count))


def _told(found: FilteredGigs) -> list[str]:
    """What the list leaves out, so that nobody takes it for more than it is."""
    told: list[str] = []
    if found.wanted.is_everybodys and not found.among_all:
        told.append(_("Only a programme lead can see everybody’s gigs. These are yours."))
    if found.more:
        told.append(_("These are the first that fit; there are more."))
    if found.only_newest:
        told.append(_("I looked through {n} gigs. Older ones may fit, too.").format(n=MOST_READ))
    if found.uncounted:
        left_out = n_(
            "{n} gig in a currency without an exchange rate isn’t compared.",
            "{n} gigs in currencies without an exchange rate aren’t compared.",
            found.uncounted,
        )
        told.append(left_out.format(n=found.uncounted))
    return told


def _actions(found: FilteredGigs) -> list[Action]:
    mine = button(_("My gigs"), "my_gigs", inputs=False)
    if not found.among_all:
        return [mine]
    return [
        button(_("All gigs with filters"), "all_gigs", inputs=False, filled=chosen(found.filters)),
        mine,
    ]

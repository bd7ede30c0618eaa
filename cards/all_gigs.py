"""A programme lead's lists: every gig, what is stuck, what waits for an answer; filters, pages and a file of all of it."""

from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import quote, unquote

from cards.kit.elements import (
    Body,
    as_of,
    badge,
    banner,
    buttons,
    entry,
    fit,
    fold,
    frame,
    row,
    small,
    toggle,
)
from cards.kit.inputs import button, choice, own_page
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import day_of, line, run, words
from cards.kit.words import STATES, ball_of, market
from gigs.brief import clean
from gigs.gig import Gig, GigState
from ports.overview_storage import Wanted
from translation import formats
from translation.catalogue import N_, _, n_
from use_cases.permissions.authorize import Role
from use_cases.showing.all_gigs import STUCK_AFTER, Overview, Which

VERBS = {Which.ALL: "all_gigs", Which.STUCK: "stuck_gigs", Which.OPEN: "open_approvals"}
_TITLES = {
    Which.ALL: N_("All gigs"),
    Which.STUCK: N_("Stuck gigs"),
    Which.OPEN: N_("Open approvals"),
}
_ANY = "any"
_FOLDED = "filters"
_LONGEST = 120
"""Of a choice as it is sent back: a team's name is percent-encoded, so that no client reads anything into it."""
_FIELDS = ("of_state", "of_team", "of_month", "of_market")


def all_gigs_card(page: Overview) -> AdaptiveCard:
    """One page; each row opens its gig."""
    return fit(lambda most: _card(page, most), (150, 80, 40))


def _card(page: Overview, most: int) -> AdaptiveCard:
    title = _(_TITLES[page.which])
    body: Body = [banner(title), small(_told(page.which), "Small")]
    if page.which is Which.ALL:
        body += _filters(page)
    if not page.gigs:
        body.append(words(_("No gigs here."), spacing="Medium"))
    body += [overview_row(gig, page.at, most, first=place == 0) for place, gig in enumerate(page.gigs)]
    body.append(as_of(page.at))
    shown = len(page.gigs)
    summary = n_("{title}: {n} gig on this page.", "{title}: {n} gigs on this page.", shown)
    return frame(body, _actions(page), summary=summary.format(title=title, n=shown))


def _told(which: Which) -> str:
    if which is Which.ALL:
        return _("Newest first. Drafts aren’t shown.")
    if which is Which.OPEN:
        return _("Gigs that need somebody’s approval, longest waiting first.")
    days = STUCK_AFTER.days
    return n_(
        "Gigs without any change for {n} day or more, longest first. Gigs where a freelancer is working aren’t shown.",
        "Gigs without any change for {n} days or more, longest first. Gigs where a freelancer is working aren’t shown.",
        days,
    ).format(n=days)


def wanted_of(inputs: Mapping[str, str]) -> Wanted:
    """What was chosen in the filters, as a stranger may have typed it: what isn't a choice is any."""
    chosen = {name: clean(unquote(inputs.get(name, "").strip()[:_LONGEST])) for name in _FIELDS}
    chosen = {name: "" if value == _ANY else value for name, value in chosen.items()}
    state = next((one for one in GigState if one.value == chosen["of_state"]), None)
    return Wanted(state=state, team=chosen["of_team"], month=chosen["of_month"], market=chosen["of_market"])


def chosen(wanted: Wanted) -> dict[str, str]:
    """As a press sends it: `wanted_of` reads it again."""
    state = wanted.state.value if wanted.state else ""
    values = (state, quote(wanted.team), wanted.month, wanted.market)
    return {name: value or _ANY for name, value in zip(_FIELDS, values, strict=True)}


def _filters(page: Overview) -> Body:
    now = chosen(page.wanted)
    options = {
        "of_state": (_("State"), [(s.value, STATES[s].label) for s in GigState if s is not GigState.DRAFT]),
        "of_team": (_("Team"), [(sent, team) for team in page.teams if len(sent := quote(team)) <= _LONGEST]),
        "of_month": (_("Month started"), [(month, _month(month)) for month in page.months]),
        "of_market": (_("Marketplace"), [(name, market(name)) for name in page.markets]),
    }
    fields: Body = [
        choice(name, label, [(_ANY, _("Any")), *given], now[name]) for name, (label, given) in options.items()
    ]
    apply = button(_("Apply filters"), VERBS[Which.ALL], style="positive")
    on = [label for name, (label, _) in options.items() if now[name] != _ANY]
    title = _("Filter: {fields}").format(fields=", ".join(on)) if on else _("Filter")
    return [buttons(toggle(title, _FOLDED)), fold(_FOLDED, [*fields, buttons(apply)])]


def _month(month: str) -> str:
    return formats.month(date.fromisoformat(f"{month}-01"))


def overview_row(gig: Gig, at: datetime, most: int, *, first: bool) -> CardElement:
    """One gig as a programme lead sees it in a list."""
    look, days = STATES[gig.state], (at - gig.changed_at).days
    who = (
        f"{gig.requester.name}, {gig.requester.department}"
        if gig.requester.department
        else gig.requester.name
    )
    money = gig.approved or (gig.brief.budget if gig.brief else None)
    unchanged = n_("unchanged for {n} day", "unchanged for {n} days", days).format(n=days)
    since = _("changed {day}").format(day=day_of(gig.changed_at)) if days < 1 else unchanged
    told = [_("Gig {number}").format(number=gig.number), *([str(money)] if money else []), since]
    left: Body = [
        line(run(gig.title, bold=True, most=most)),
        line(run(who, most=most, size="Small"), spacing="None"),
        line(run(ball_of(gig, Role.LEAD).headline, most=most, size="Small"), spacing="None"),
        small(" · ".join(told)),
    ]
    opens = button(_("Open gig {number}").format(number=gig.number), "show_gig", inputs=False, gig=gig.number)
    return entry([row(left, [badge(look.label, look.style, "Right")])], opens, first=first)


def _actions(page: Overview) -> list[Action]:
    verb, filters = VERBS[page.which], chosen(page.wanted)
    actions: list[Action] = []
    if page.following:
        more = button(_("More"), verb, inputs=False, filled=filters, first=page.following)
        actions.append(more)
    actions += own_page(_("Export as CSV"), page.export)
    others = [which for which in Which if which is not page.which]
    actions += [button(_(_TITLES[which]), VERBS[which], inputs=False) for which in others]
    return actions

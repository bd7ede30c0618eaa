"""The talent pool: the freelancers that fit what somebody looks for."""

from collections.abc import Mapping
from datetime import datetime

from cards.freelancer import name_of, price_of, record_of
from cards.kit.elements import Body, as_of, badge, banner, buttons, entry, fit, frame, row, small
from cards.kit.fields import CATEGORIES
from cards.kit.inputs import asks, button, choice, text_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, sentence, words
from cards.kit.words import market
from gigs.brief import Category, clean
from translation.catalogue import _, n_
from use_cases.talent.find_talent import TalentPage, TalentWanted
from use_cases.talent.talent_page import TalentEntry

TEXT, DOMAIN, MARKET = "talent_text", "talent_domain", "talent_market"
_ANY = "any"
_SENT_BACK = 400
"""Bytes of what was looked for, as it goes with a button."""


def talent_card(page: TalentPage, at: datetime, *, is_lead: bool, first: int = 0) -> AdaptiveCard:
    """One page, which began at `first`; each row opens a freelancer."""
    return fit(lambda most: _card(page, at, most, first, is_lead=is_lead), (150, 80, 40))


def _card(page: TalentPage, at: datetime, most: int, first: int, *, is_lead: bool) -> AdaptiveCard:
    n = len(page.entries)
    body: Body = [banner(_("Talent pool")), small(_whose(is_lead=is_lead), "Small"), *_search(page)]
    if not page.entries:
        body.append(words(_nothing(page, first), spacing="Medium"))
    body += [_row(one, most, first=place == 0) for place, one in enumerate(page.entries)]
    if page.unfinished:
        told = _("I’ve looked through the newest gigs. “Look further” continues with older ones.")
        body.append(small(told, "Small"))
    body.append(as_of(at))
    actions: list[Action] = []
    if page.following:
        title = _("Look further") if page.unfinished else _("More")
        chosen = _chosen(page.wanted)
        actions.append(button(title, "talent", inputs=False, filled=chosen, first=page.following))
    if is_lead:
        actions.append(button(_("Marked “do-not-hire”"), "list_marks", inputs=False))
    summary = n_("Talent pool: {n} freelancer on this page.", "Talent pool: {n} freelancers on this page.", n)
    return frame(body, actions, summary=summary.format(n=n))


def _whose(*, is_lead: bool) -> str:
    if is_lead:
        return _("Freelancers your organisation has worked with, the newest work first.")
    return _(
        "Freelancers from gigs that you may read about, the newest work first. No other gigs are counted."
    )


def _nothing(page: TalentPage, first: int) -> str:
    if page.unfinished:
        return _("Nobody fits so far.")
    if first:
        return _("There’s nobody else.")
    if page.wanted == TalentWanted():
        return _("There’s nobody here yet. Freelancers appear once a gig with them is closed.")
    return _(
        "Nobody fits. Every word has to fit in full: a part of a name, a skill, a category or a marketplace."
    )


def wanted_of(inputs: Mapping[str, str]) -> TalentWanted:
    """What was looked for, as a stranger may have typed it: what isn't a choice is any."""
    domain = next((one for one in Category if one.value == inputs.get(DOMAIN)), None)
    where = clean(inputs.get(MARKET, ""))[:60]
    return TalentWanted(
        text=clean(inputs.get(TEXT, "")), domain=domain, marketplace="" if where == _ANY else where
    )


def _chosen(wanted: TalentWanted) -> dict[str, str]:
    domain = wanted.domain.value if wanted.domain else _ANY
    text = clean(wanted.text).encode()[:_SENT_BACK].decode(errors="ignore")
    return {TEXT: text, DOMAIN: domain, MARKET: wanted.marketplace or _ANY}


def _search(page: TalentPage) -> Body:
    now = _chosen(page.wanted)
    domains = [(one.value, title) for one, title in CATEGORIES.items()]
    fields: Body = [
        text_field(TEXT, _("Name or skill"), page.wanted.text, hint=_("For example PowerPoint")),
        choice(DOMAIN, _("Category"), [(_ANY, _("Any")), *domains], now[DOMAIN]),
    ]
    if len(page.markets) > 1:
        markets = [(name, market(name)) for name in page.markets]
        fields.append(choice(MARKET, _("Marketplace"), [(_ANY, _("Any")), *markets], now[MARKET]))
    form = asks(_("Search"), fields, [button(_("Find freelancers"), "talent", style="positive")])
    text = run(page.wanted.text, most=300, bold=True)
    looked = [sentence(_("Looking for {what}"), what=text, spacing="Small")] if page.wanted.text else []
    return [*looked, buttons(form)]


def _row(one: TalentEntry, most: int, *, first: bool) -> CardElement:
    left: Body = [line(run(name_of(one), bold=True, most=most)), small(record_of(one))]
    if one.skills:
        left.append(line(run(", ".join(one.skills), most=2 * most, size="Small"), spacing="None"))
    if one.price:
        left.append(small(price_of(one)))
    mark = [badge(_("Do-not-hire"), "Attention", "Right")] if one.mark else []
    opens = button(
        _("Open this freelancer"),
        "show_freelancer",
        inputs=False,
        market=one.key.marketplace,
        freelancer=one.key.freelancer,
    )
    return entry([row(left, mark)] if mark else left, opens, first=first)

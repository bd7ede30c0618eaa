"""What is told about work that is with colleagues: to whoever offered, to its requester, to whoever agrees to hours."""

from typing import NamedTuple

from cards.kit.elements import Body, as_of, callout, frame
from cards.kit.inputs import button
from cards.kit.nodes import ContainerStyle
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import line, run, said
from cards.kit.words import gig_header, market_of
from ports.notice_facts import InsideNews
from ports.notices import Notice
from translation.catalogue import N_, _
from use_cases.permissions.gig_page import GigPage


class _Told(NamedTuple):
    tone: ContainerStyle
    headline: str
    detail: str
    button: tuple[str, str]


_GIG = (N_("Show the gig"), "show_gig")
_OFFER = (N_("Show the work"), "show_offer")
_HOURS = (N_("Answer"), "show_hours")
_EDIT = (N_("Edit and resubmit"), "edit_brief")

_TO_OWNERS = {
    InsideNews.RAISED: _Told(
        "accent", N_("{person} offers to do it"), N_("See why and when, and pick whom you want."), _GIG
    ),
    InsideNews.WAITING: _Told(
        "warning",
        N_("Colleagues offer to do it"),
        N_("Pick one before their days are over, or I’ll post it to {market}."),
        _GIG,
    ),
    InsideNews.AGREED: _Told(
        "good", N_("{by} agreed to {person}’s hours"), N_("You can pick {person} now."), _GIG
    ),
    InsideNews.DECLINED: _Told(
        "emphasis", N_("{by} declined {person}’s hours"), N_("{person} can offer fewer hours."), _GIG
    ),
    InsideNews.SILENT: _Told(
        "warning",
        N_("{by} didn’t answer about {person}’s hours"),
        N_("{person} can’t be picked for now. They can raise their hand again."),
        _GIG,
    ),
    InsideNews.OUT: _Told(
        "emphasis", N_("The days for colleagues are over"), N_("I’m posting it to {market} now."), _GIG
    ),
    InsideNews.DONE: _Told(
        "accent", N_("{by} says it’s done"), N_("Accept it, or say what’s missing."), _GIG
    ),
    InsideNews.STEPPED_BACK: _Told(
        "warning",
        N_("{by} can’t do it after all"),
        N_(
            "Submit it again: colleagues are asked again, or it’s posted. Approvals that still hold count. Reason:"
        ),
        _EDIT,
    ),
}
_TO_COLLEAGUES = {
    InsideNews.AGREED: _Told(
        "good", N_("{by} agreed to your hours"), N_("{requester} chooses, and I’ll tell you."), _OFFER
    ),
    InsideNews.DECLINED: _Told("warning", N_("{by} declined your hours"), N_("Reason:"), _OFFER),
    InsideNews.SILENT: _Told(
        "warning",
        N_("{by} didn’t answer about your hours"),
        N_("Your hand isn’t up any more. Talk to them, then raise it again."),
        _OFFER,
    ),
    InsideNews.REMINDED: _Told(
        "accent",
        N_("{person}’s hours need your answer"),
        N_("Without an answer they can’t be chosen."),
        _HOURS,
    ),
    InsideNews.PICKED: _Told("good", N_("{by} picked you"), N_("Go ahead, and say when it’s done."), _OFFER),
    InsideNews.NOT_PICKED: _Told(
        "emphasis",
        N_("{by} picked another colleague"),
        N_("Thank you for offering. Nothing is left to do."),
        _OFFER,
    ),
    InsideNews.OUT: _Told(
        "emphasis",
        N_("It goes to freelancers after all"),
        N_("Nobody was picked. Thank you for offering."),
        _OFFER,
    ),
    InsideNews.ENDED: _Told(
        "emphasis", N_("{by} withdrew this gig"), N_("Nothing is left to do. Reason:"), _OFFER
    ),
    InsideNews.TAKEN_BACK: _Told(
        "emphasis",
        N_("{by} took the work back"),
        N_("Nothing is left to do. Reason:"),
        (N_("My skills"), "my_skills"),
    ),
    InsideNews.NOT_YET: _Told("warning", N_("{by} says something’s missing"), N_("What they wrote:"), _OFFER),
    InsideNews.ACCEPTED: _Told("good", N_("{by} accepted your work"), N_("Thank you!"), _OFFER),
    InsideNews.CLOSED: _Told(
        "good",
        N_("The work you did is closed"),
        N_("You can add its skills to those you show to colleagues."),
        (N_("Add its skills to mine"), "add_skills"),
    ),
}


def inside_told(notice: Notice, page: GigPage) -> AdaptiveCard:
    """A short card with the one button that helps now."""
    gig, facts = page.gig, notice.facts
    told = _told(notice, page)
    known = {
        "by": facts.by.name if facts.by else gig.requester.name,
        "person": facts.person.name if facts.person else _("A colleague"),
        "requester": gig.requester.name,
        "market": market_of(gig),
    }
    headline, detail = _(told.headline).format_map(known), _(told.detail).format_map(known)
    more: Body = [said(f"“{facts.reason}”", most=1500)] if facts.reason else []
    title, verb = told.button
    person = facts.person.key.object_id if facts.person and facts.person.key else None
    about = person if verb == "show_hours" else None
    press = button(
        _(title), verb, style="positive", inputs=False, gig=gig.number, revision=gig.revision, person=about
    )
    body = [
        gig_header(gig),
        callout(told.tone, headline, line(run(detail, most=600), spacing="Small"), as_of(page.at)),
        *more,
    ]
    return frame(body, [press], summary=f"{gig.title}. {headline}")


def _told(notice: Notice, page: GigPage) -> _Told:
    news = notice.facts.news
    if news is None:
        raise ValueError("news about colleagues says nothing")
    owns = any(one.key == notice.to for one in page.gig.owners)
    first, second = (_TO_OWNERS, _TO_COLLEAGUES) if owns else (_TO_COLLEAGUES, _TO_OWNERS)
    return first.get(news) or second[news]

"""Every notice as a card, and the cards that stay in a chat and are drawn again when their gig changes."""

from collections.abc import Callable
from typing import NamedTuple

from microsoft_teams.cards import AdaptiveCard
from microsoft_teams.cards.core import Action, ContainerStyle

from cards.approval import approval_card
from cards.delivery import deliverable_card
from cards.delivery import subject_of as delivered
from cards.elements import Body, callout, frame
from cards.gig import channel_card, gig_card, gig_header
from cards.inputs import button, link
from cards.texts import count, line, run, said
from cards.trouble import needs_a_person
from cards.words import freelancer_of, market, market_of
from gigs.approval import Purpose
from gigs.gig import Gig
from use_cases.gig_page import GigPage
from use_cases.notices import STAYS, Notice, NoticeKind, View


class Told(NamedTuple):
    """How a kind of notice is told. `button` is (title, verb); the listing's link is added where `listed`."""

    tone: ContainerStyle
    headline: str
    detail: str
    button: tuple[str, str]
    listed: bool = False


_SHOW = ("Show the gig", "show_gig")

TOLD: dict[NoticeKind, Told] = {
    NoticeKind.APPROVER_UNREACHED: Told(
        "warning",
        "I cannot reach {by}",
        "Your gig waits for their answer. Please ask them to open a chat with me: the question is then there.",
        _SHOW,
    ),
    NoticeKind.APPROVED: Told(
        "good",
        "Approved by {by}",
        "It goes to {market} by itself. I tell you when proposals arrive.",
        _SHOW,
    ),
    NoticeKind.CHANGES_ASKED: Told(
        "warning",
        "{by} asks for changes",
        "Your brief is kept. Change it and submit again.",
        ("Edit and resubmit", "edit_brief"),
    ),
    NoticeKind.REJECTED: Told(
        "attention", "Rejected by {by}", "This gig ends here. Nothing was posted.", _SHOW
    ),
    NoticeKind.POSTING_REFUSED: Told(
        "warning",
        "{market} did not take it",
        "Change the brief and submit it again.",
        ("Edit and resubmit", "edit_brief"),
    ),
    NoticeKind.PROPOSALS_ARRIVED: Told(
        "accent",
        "{proposals} to compare",
        "Shortlist, decline, or hire.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.EXCESS_TURNED_DOWN: Told(
        "warning",
        "{by} turned the difference down",
        "No offer was sent. Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_ACCEPTED: Told(
        "good", "{freelancer} accepted", "Work has started. I tell you when something is handed in.", _SHOW
    ),
    NoticeKind.OFFER_DECLINED: Told(
        "warning",
        "{freelancer} declined the offer",
        "Choose somebody else.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.OFFER_REFUSED: Told(
        "warning",
        "{market} did not take the offer",
        "Choose again.",
        ("Review proposals", "review_proposals"),
    ),
    NoticeKind.RELEASE_REFUSED: Told(
        "attention",
        "The money was not released",
        "Nothing was paid. This is why:",
        ("Look at it again", "show_deliverable"),
    ),
    NoticeKind.SEND_BACK_REFUSED: Told(
        "attention",
        "The work was not sent back",
        "{market} did not pass it on, so it waits for your verdict again.",
        ("Look at it again", "show_deliverable"),
    ),
    NoticeKind.LISTING_OPEN: Told(
        "warning",
        "The listing is still on {market}",
        "I could not close it. Please close it there yourself, or freelancers go on answering.",
        _SHOW,
        listed=True,
    ),
    NoticeKind.COMPLETED: Told(
        "good",
        "All is delivered and paid",
        "Rate the work and leave a lesson.",
        ("Rate and close", "close_form"),
    ),
    NoticeKind.CONTRACT_ENDED: Told(
        "attention",
        "The contract was ended on {market}",
        "What is not delivered or paid by now will not be. Rate the work and leave a lesson.",
        ("Rate and close", "close_form"),
    ),
    NoticeKind.CHANNEL_REPLY: Told("emphasis", "News", "", ("", "")),
}
"""The short notices. Those that stay (`STAYS`) and NEEDS_A_PERSON are cards of their own."""

EXCESS_APPROVED = Told(
    "good", "{by} approved the difference", "I am sending the offer to {freelancer} now.", _SHOW
)
_SHOWN = ("milestone", "text")
_WHAT = {"post": "post this gig", "offer": "send this offer", "release": "release this payment"}


def notice_card(notice: Notice, page: GigPage) -> AdaptiveCard:
    """Any notice.

    Facts read: by, reason, purpose, freelancer, milestone, amount, text; reference, kind, marketplace and url when a
    person is needed. Others are not shown.
    """
    if view := STAYS.get(notice.kind):
        return draw(view, page, notice.subject)
    if notice.kind is NoticeKind.NEEDS_A_PERSON:
        return _needs_a_person(notice, page.gig)
    if notice.kind is NoticeKind.CHANNEL_REPLY:
        return _reply(notice, page.gig)
    return _short(notice, page)


def _short(notice: Notice, page: GigPage) -> AdaptiveCard:
    gig, told = page.gig, TOLD[notice.kind]
    if notice.kind is NoticeKind.APPROVED and notice.facts.get("purpose") == Purpose.EXCESS:
        told = EXCESS_APPROVED
    known = {
        "by": notice.facts.get("by")
        or ("Your approver" if told.headline.startswith("{by}") else "your approver"),
        "market": market_of(gig),
        "freelancer": notice.facts.get("freelancer") or freelancer_of(gig) or "the freelancer",
        "proposals": count(gig.proposals, "proposal"),
        "amount": notice.facts.get("amount", "The money"),
    }
    headline = told.headline.format_map(known)
    detail = told.detail.format_map(known)
    body: Body = [gig_header(gig), callout(told.tone, headline, line(run(detail, most=400), spacing="Small"))]
    if reason := notice.facts.get("reason"):
        body.append(said(f"“{reason}”", most=1500))
    body += [said(notice.facts[name], most=600, spacing="Small") for name in _SHOWN if notice.facts.get(name)]
    return frame(body, _actions(notice, gig, told), summary=f"Gig {gig.number}: {headline}. {detail}")


def _actions(notice: Notice, gig: Gig, told: Told) -> list[Action]:
    title, verb = told.button
    milestone = notice.subject if verb == "show_deliverable" else None
    first = button(title, verb, style="positive", gig=gig.number, revision=gig.revision, milestone=milestone)
    on_market = link(f"Open on {market_of(gig)}", gig.listing.url) if told.listed and gig.listing else []
    more = [] if verb == "show_gig" else [button("Show the gig", "show_gig", gig=gig.number)]
    return [first, *on_market, *more]


def _needs_a_person(notice: Notice, gig: Gig) -> AdaptiveCard:
    told = notice.facts
    where = market(told["marketplace"]) if told.get("marketplace") else market_of(gig)
    sentence = (
        f"I asked {where} to {_WHAT.get(told.get('kind', ''), 'do something')} and got no clear answer."
    )
    url = told.get("url") or (gig.listing.url if gig.listing else "")
    reference = told.get("reference") or notice.subject
    return needs_a_person(
        notice.subject, gig=gig.number, title=gig.title, sentence=sentence, reference=reference, url=url
    )


def _reply(notice: Notice, gig: Gig) -> AdaptiveCard:
    text = notice.facts.get("text") or f"Gig {gig.number} has moved on."
    return frame([line(run(text, most=600))], summary=text)


DRAW: dict[View, Callable[[GigPage, str], AdaptiveCard]] = {
    View.GIG: lambda page, _subject: gig_card(page),
    View.APPROVAL: lambda page, subject: approval_card(page, int(subject) if subject.isdecimal() else 0),
    View.DELIVERABLE: deliverable_card,
    View.CHANNEL: lambda page, _subject: channel_card(page, page.concerned),
}


def draw(view: View, page: GigPage, subject: str = "") -> AdaptiveCard:
    """A card that stays, as it is now."""
    return DRAW[view](page, subject)


def subject_of(view: View, page: GigPage, subject: str = "") -> str:
    """What a card of this view is about when it is first drawn, for drawing it again: later news has its own card."""
    if view is View.APPROVAL:
        return str(page.gig.revision)
    return delivered(page, subject) if view is View.DELIVERABLE else subject

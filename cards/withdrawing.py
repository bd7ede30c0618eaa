"""What a requester withdraws: the question before it, with the reason that approvers read."""

from typing import NamedTuple

from cards.elsewhere import title_of
from cards.kit.elements import frame
from cards.kit.inputs import Ids, asks, button, reason_id, text_field
from cards.kit.nodes import Action, CardElement
from cards.kit.pressed import AdaptiveCard
from cards.kit.texts import words
from cards.kit.words import gig_header, market_of
from gigs.gig import Gig
from ports.marketplace import Capability
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

WHY = "Why? Approvers read this"
MISSING = "Please write a short reason. Approvers read it."


class Question(NamedTuple):
    """What is withdrawn by `verb`, what happens then, and the button that does it."""

    title: str
    verb: str
    warning: str
    send: str
    known: Ids


def withdrawal(page: GigPage, verb: Verb) -> Question:
    """The question before this gig, its request for more money or its offer is withdrawn."""
    if verb is Verb.WITHDRAW:
        return _of_gig(page)
    return _of_request(page.gig) if verb is Verb.WITHDRAW_EXTENSION else _of_offer(page)


def _of_gig(page: GigPage) -> Question:
    gig, closes = page.gig, page.has(Capability.CLOSE)
    taken = (
        "It is taken off the marketplace too." if closes else f"Take it down on {market_of(gig)} yourself."
    )
    listed = f" {taken}" if gig.listing else ""
    warning = f"This ends gig {gig.number} for good.{listed} Everybody who was asked is told."
    known = Ids(gig=gig.number, revision=gig.revision)
    return Question("Withdraw", "withdraw_gig", warning, f"Yes, withdraw gig {gig.number}", known)


def _of_request(gig: Gig) -> Question:
    wanted = gig.extension.amount if gig.extension else ""
    warning = (
        f"Your approver no longer sees the request for {wanted} more. The work goes on with what is approved."
    )
    known = Ids(gig=gig.number, revision=gig.revision)
    return Question("Withdraw the request", "withdraw_extension", warning, "Yes, withdraw the request", known)


def _of_offer(page: GigPage) -> Question:
    gig, title, known = page.gig, title_of(page), Ids(gig=page.gig.number)
    if gig.offers_on_site:
        warning = (
            f"You go back to the proposals. If the offer is made on {title} already, withdraw it there first."
        )
        return Question("Choose again", "withdraw_offer", warning, "Yes, choose again", known)
    warning = (
        f"The freelancer can accept until {title} has withdrawn the offer; then it stands. "
        "You choose again afterwards."
    )
    return Question("Withdraw the offer", "withdraw_offer", warning, "Yes, withdraw it", known)


def withdraw_button(page: GigPage, verb: Verb) -> Action:
    """Opens the question on the gig's own card."""
    asked = withdrawal(page, verb)
    return asks(asked.title, _body(asked), [_send(asked)])


def withdraw_card(page: GigPage, verb: Verb) -> AdaptiveCard:
    """The same question as a card of its own, for a press that came without a reason."""
    asked = withdrawal(page, verb)
    keep = button("Don’t withdraw", "show_gig", inputs=False, gig=page.gig.number)
    body = [gig_header(page.gig, asked.title), *_body(asked)]
    return frame(
        body, [_send(asked), keep], summary=f"{asked.title}? Gig {page.gig.number}: {page.gig.title}"
    )


def _body(asked: Question) -> list[CardElement]:
    why = text_field(reason_id(asked.verb), WHY, "", lines=True, required=MISSING)
    return [words(asked.warning), why]


def _send(asked: Question) -> Action:
    return button(asked.send, asked.verb, style="destructive", **asked.known)

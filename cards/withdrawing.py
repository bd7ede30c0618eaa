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
from translation.catalogue import N_, _
from use_cases.permissions.authorize import Verb
from use_cases.permissions.gig_page import GigPage

WHY = N_("Why? Approvers read this")
MISSING = N_("Please write a short reason. Approvers read it.")


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
    if not gig.listing:
        warning = _("This ends gig {number} for good. Everybody who was asked is told.")
    elif closes:
        warning = _(
            "This ends gig {number} for good. It’s taken off the marketplace too. Everybody who was asked is told."
        )
    else:
        warning = _(
            "This ends gig {number} for good. Take it down on {market} yourself. Everybody who was asked is told."
        )
    warning = warning.format(number=gig.number, market=market_of(gig))
    known = Ids(gig=gig.number, revision=gig.revision)
    send = _("Yes, withdraw gig {number}").format(number=gig.number)
    return Question(_("Withdraw"), "withdraw_gig", warning, send, known)


def _of_request(gig: Gig) -> Question:
    wanted = gig.extension.amount if gig.extension else ""
    warning = _(
        "Your approver no longer sees the request for {amount} more. The work continues with what is approved."
    ).format(amount=wanted)
    known = Ids(gig=gig.number, revision=gig.revision)
    title, send = _("Withdraw the request"), _("Yes, withdraw the request")
    return Question(title, "withdraw_extension", warning, send, known)


def _of_offer(page: GigPage) -> Question:
    market, known = title_of(page), Ids(gig=page.gig.number)
    if page.gig.offers_on_site:
        warning = _(
            "You’ll go back to the proposals. If you’ve already made the offer on {market}, withdraw it there first."
        ).format(market=market)
        return Question(_("Choose again"), "withdraw_offer", warning, _("Yes, choose again"), known)
    warning = _(
        "The freelancer can still accept until {market} has withdrawn the offer; in that case it stands. "
        "Once it’s withdrawn, you can choose again."
    ).format(market=market)
    return Question(_("Withdraw the offer"), "withdraw_offer", warning, _("Yes, withdraw it"), known)


def withdraw_button(page: GigPage, verb: Verb) -> Action:
    """Opens the question on the gig's own card."""
    asked = withdrawal(page, verb)
    return asks(asked.title, _body(asked), [_send(asked)])


def withdraw_card(page: GigPage, verb: Verb) -> AdaptiveCard:
    """The same question as a card of its own, for a press that came without a reason."""
    asked = withdrawal(page, verb)
    keep = button(_("Don’t withdraw"), "show_gig", inputs=False, gig=page.gig.number)
    body = [gig_header(page.gig, asked.title), *_body(asked)]
    summary = _("{question}? Gig {number}: {title}").format(
        question=asked.title, number=page.gig.number, title=page.gig.title
    )
    return frame(body, [_send(asked), keep], summary=summary)


def _body(asked: Question) -> list[CardElement]:
    why = text_field(reason_id(asked.verb), _(WHY), "", lines=True, required=_(MISSING))
    return [words(asked.warning), why]


def _send(asked: Question) -> Action:
    return button(asked.send, asked.verb, style="destructive", **asked.known)

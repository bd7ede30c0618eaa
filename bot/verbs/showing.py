"""Showing a gig in answer to a press: its card, or what was handed in."""

from bot.verbs.offers import offer_instead
from cards.delivery import deliverable_card, subject_of
from cards.gig import gig_card
from cards.history import history_card
from cards.kit.inputs import reason_of
from dialogs.turn import Press, TrackedCard, Turn
from gigs.errors import GigNotFound
from ports.notices import View
from translation.catalogue import _
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_gig import show_gig
from use_cases.showing.show_history import show_history


async def show(turn: Turn, press: Press) -> None:
    """The gig as it stands now."""
    try:
        page = await show_gig(turn.context, turn.person, press.gig)
    except GigNotFound:
        if await offer_instead(turn, press.gig):
            return
        raise
    show_page(turn, page, View.GIG)


async def show_deliverable(turn: Turn, press: Press) -> None:
    """What was handed in for one milestone."""
    page = await show_gig(turn.context, turn.person, press.gig)
    authorize(turn.person, Verb.REVIEW, page.gig)
    show_page(turn, page, View.DELIVERABLE, press.ids.get("milestone", ""))


async def show_entries(turn: Turn, press: Press) -> None:
    """The history on a card of its own, so that the gig's card stays what it is; its buttons then turn its pages."""
    first = press.ids.get("first", "")
    up_to = int(first) if first.isascii() and first.isdigit() and len(first) < 10 else None
    page = await show_history(turn.context, turn.person, press.gig, up_to)
    answer = turn.show if up_to else turn.send
    summary = _("History of gig {number}: {title}").format(number=press.gig, title=page.gig.title)
    answer(history_card(page), summary)


def reason(press: Press) -> str:
    """What was typed into the question of a `with_reason` button; empty when there was none."""
    return reason_of({"verb": press.verb, **press.ids, **press.inputs})


def show_page(turn: Turn, page: GigPage, view: View, subject: str = "") -> None:
    """The card of this view, kept up to date from now on."""
    number = page.gig.number
    if view is View.DELIVERABLE:
        subject = subject_of(page, subject)
        card = deliverable_card(page, subject)
    else:
        card = gig_card(page)
    tracked = TrackedCard(gig=number, version=page.gig.version, view=view, subject=subject)
    summary = _("Gig {number}: {title}").format(number=number, title=page.gig.title)
    turn.show(card, summary, tracked if turn.is_personal else None)

"""Answers to questions about one gig: a sentence, and the card that it was read from."""

from collections.abc import Callable

from bot.verbs.approval_verbs import show_question
from bot.verbs.showing import show_page
from cards.acting import ACT, left_alone, not_now, press_yourself
from cards.answers import (
    its_proposals,
    what_it_costs,
    what_they_said,
    when_it_is_due,
    where_it_stands,
    who_approved,
    whom_it_waits_for,
    why_it_was_rejected,
)
from cards.history import history_card
from dialogs.turn import Turn
from gigs.errors import NotAllowed, OutOfOrder
from ports.notices import View
from translation.catalogue import _
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.history_text import shown
from use_cases.showing.show_gig import show_gig
from use_cases.showing.show_history import show_history


async def stands(turn: Turn, number: int) -> None:
    """Where does it stand?"""
    await _answer(turn, number, where_it_stands)


async def waits(turn: Turn, number: int) -> None:
    """Whom does it wait for?"""
    await _answer(turn, number, whom_it_waits_for)


async def approvers(turn: Turn, number: int) -> None:
    """Who approved it?"""
    await _answer(turn, number, who_approved)


async def refusal(turn: Turn, number: int) -> None:
    """Why was it rejected?"""
    await _answer(turn, number, why_it_was_rejected)


async def comments(turn: Turn, number: int) -> None:
    """What did somebody say?"""
    about = turn.heard.about if turn.heard else ()
    await _answer(turn, number, lambda page: what_they_said(page, about))


async def dates(turn: Turn, number: int) -> None:
    """When is it due?"""
    await _answer(turn, number, when_it_is_due)


async def cost(turn: Turn, number: int) -> None:
    """How much does it cost?"""
    await _answer(turn, number, what_it_costs)


async def proposals(turn: Turn, number: int) -> None:
    """How many proposals are there? Only for whom they are shown to."""
    page = await show_gig(turn.context, turn.person, number)
    authorize(turn.person, Verb.REVIEW, page.gig)
    turn.say(its_proposals(page))
    show_page(turn, page, View.GIG)


async def history(turn: Turn, number: int) -> None:
    """What has happened?"""
    page = await show_history(turn.context, turn.person, number)
    if page.part.entries:
        last = shown(page.part.entries[-1])
        latest = _("The latest on gig {number}: {who} {what}.")
        turn.say(latest.format(number=number, who=last.who, what=last.what))
    summary = _("History of gig {number}: {title}").format(number=number, title=page.gig.title)
    turn.show(history_card(page), summary)


async def _answer(turn: Turn, number: int, sentence: Callable[[GigPage], str]) -> None:
    page = await show_gig(turn.context, turn.person, number)
    turn.say(sentence(page))
    show_page(turn, page, View.GIG)


async def point_to_button(turn: Turn, number: int) -> None:
    """What would change something is never done for a sentence: the card with its button is shown."""
    page = await show_gig(turn.context, turn.person, number)
    means = turn.heard.means if turn.heard else ""
    act = ACT[means]
    if turn.heard and turn.heard.is_negated:
        turn.say(left_alone(number))
    elif act.verbs & page.allowed:
        turn.say(press_yourself(means, number))
    else:
        turn.say(_why_not(turn, page, means))
    if act.verbs & {Verb.DECIDE} and Verb.DECIDE in page.allowed:
        show_question(turn, page)
    else:
        show_page(turn, page, View.GIG)


def _why_not(turn: Turn, page: GigPage, means: str) -> str:
    """It's somebody else's to do, or nobody's just now."""
    for verb in sorted(ACT[means].verbs):
        try:
            authorize(turn.person, verb, page.gig)
        except (NotAllowed, OutOfOrder) as refused:
            return str(refused)
    return not_now(means, page.gig.number)

"""Help for whoever asks: what they may say, how something is done, and a question to the programme team."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import lru_cache

from cards.acting import how_to as how_card
from cards.kit.pressed import AdaptiveCard
from cards.programme_team import (
    ANSWER,
    ASK_TEAM,
    QUESTION,
    answer_sent,
    answered_already,
    ask_form,
    question_sent,
)
from cards.welcome import help_card
from dialogs.turn import Press, Turn
from translation.catalogue import _, language
from use_cases.asking.ask_team import answer_team, ask_the_team
from use_cases.permissions.authorize import PROGRAMME_LEAD

OF_LEADS = frozenset({"replace approver", "marketplaces", "audit", "all gigs"})  # not for people: commands
"""Commands that only a programme lead may use."""
_QUESTIONS = (
    "where does gig 12 stand",  # not for people: what they type
    "who approved gig 12",  # not for people: what they type
    "who is gig 12 waiting for",  # not for people: what they type
    "how much have I spent",  # not for people: what they type
    "what happens this week",  # not for people: what they type
)


def show_help(turn: Turn, menu: Sequence[tuple[str, str]]) -> None:
    """Of this menu what this person may use, and examples of questions; where others listen, what anybody may."""
    is_lead = PROGRAMME_LEAD in turn.person.roles and turn.is_personal
    turn.show(help_for(menu, is_lead=is_lead), _("What I can do"))


def help_for(menu: Sequence[tuple[str, str]], *, is_lead: bool) -> AdaptiveCard:
    """The card of `help`; the same for everybody who may use the same, so it's drawn once in each language."""
    return _help(tuple(one for one in menu if is_lead or one[0] not in OF_LEADS), language())


@lru_cache(maxsize=8)
def _help(menu: tuple[tuple[str, str], ...], _spoken: str) -> AdaptiveCard:
    return help_card(menu, questions=_QUESTIONS)


async def how_to(turn: Turn) -> None:
    """How something is done."""
    heard = turn.heard
    card = how_card(heard.means if heard else "post_gig", heard.gig if heard else None)
    turn.show(card, _("Here’s how"))


async def ask_team(turn: Turn) -> None:
    """The form of a question to the programme team."""
    turn.show(ask_form(), _(ASK_TEAM))


async def _form(turn: Turn, press: Press) -> None:
    """The form of a question to the programme team, about a gig where the button was on one's card."""
    turn.send(ask_form(press.gig or None), _(ASK_TEAM))


async def _ask(turn: Turn, press: Press) -> None:
    """The question goes to every programme lead."""
    asked = await ask_the_team(
        turn.context, turn.person, press.inputs.get(QUESTION, ""), gig=press.gig or None
    )
    card = question_sent(asked.question, is_new=asked.is_new, leads=asked.leads)
    turn.send(card, _("Your question is on its way"))


async def _answer(turn: Turn, press: Press) -> None:
    """A programme lead answers; the answer goes to whoever asked."""
    given = await answer_team(
        turn.context, turn.person, press.ids.get("question", ""), press.inputs.get(ANSWER, "")
    )
    if given.by:
        turn.show(answer_sent(given.asker, given.answer), _("Your answer is on its way"))
    else:
        summary = _("{who} has already answered this").format(who=given.by_name)
        turn.show(answered_already(given.by_name, given.answer), summary)


HELP_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "ask_team_form": _form,
    "ask_team": _ask,
    "answer_team": _answer,
}
"""verb -> what it does."""

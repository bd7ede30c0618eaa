"""Help for whoever asks: what they may say, how something is done, and a question to the programme team."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from cards.acting import how_to as how_card
from cards.programme_team import ANSWER, QUESTION, answer_sent, answered_already, ask_form, question_sent
from cards.welcome import help_card
from dialogs.turn import Press, Turn
from use_cases.asking.ask_team import answer_team, ask_the_team
from use_cases.permissions.authorize import PROGRAMME_LEAD

OF_LEADS = frozenset({"replace approver", "marketplaces", "audit", "all gigs"})
"""Commands that only a programme lead may use."""
_QUESTIONS = (
    "where does gig 12 stand",
    "who approved gig 12",
    "who is gig 12 waiting for",
    "how much have I spent",
    "what happens this week",
)


def show_help(turn: Turn, menu: Sequence[tuple[str, str]]) -> None:
    """Of this menu what this person may use, and examples of questions; where others listen, what anybody may."""
    is_lead = PROGRAMME_LEAD in turn.person.roles and turn.is_personal
    may = [one for one in menu if is_lead or one[0] not in OF_LEADS]
    turn.show(help_card(may, questions=_QUESTIONS), "What I can do")


async def how_to(turn: Turn) -> None:
    """How something is done."""
    heard = turn.heard
    turn.show(how_card(heard.means if heard else "post_gig", heard.gig if heard else None), "Here's how")


async def ask_team(turn: Turn) -> None:
    """The form of a question to the programme team."""
    turn.show(ask_form(), "Ask the programme team")


async def _form(turn: Turn, press: Press) -> None:
    """The form of a question to the programme team, about a gig where the button was on one's card."""
    turn.send(ask_form(press.gig or None), "Ask the programme team")


async def _ask(turn: Turn, press: Press) -> None:
    """The question goes to every programme lead."""
    asked = await ask_the_team(
        turn.context, turn.person, press.inputs.get(QUESTION, ""), gig=press.gig or None
    )
    turn.send(
        question_sent(asked.question, is_new=asked.is_new, leads=asked.leads), "Your question is on its way"
    )


async def _answer(turn: Turn, press: Press) -> None:
    """A programme lead answers; the answer goes to whoever asked."""
    given = await answer_team(
        turn.context, turn.person, press.ids.get("question", ""), press.inputs.get(ANSWER, "")
    )
    if given.by:
        turn.show(answer_sent(given.asker, given.answer), "Your answer is on its way")
    else:
        turn.show(answered_already(given.by_name, given.answer), f"{given.by_name} has answered this already")


HELP_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "ask_team_form": _form,
    "ask_team": _ask,
    "answer_team": _answer,
}
"""verb -> what it does."""

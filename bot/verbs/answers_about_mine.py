"""Answers to what somebody asks about all of theirs: money spent, what a budget has left, what the week brings."""

from bot.verbs.plain_commands import list_mine
from cards.about_mine import budget_sentence, only_yours, spent_sentence, week_card, week_sentence
from dialogs.turn import Turn
from sentences.phrases import words_of
from translation.catalogue import _
from use_cases.permissions.authorize import PROGRAMME_LEAD
from use_cases.showing.money_spent import budgets_seen, spent_this_year
from use_cases.showing.this_week import coming_week

_WE = frozenset({"we", "us", "our", "team", "everybody", "everyone", "wir", "uns", "unser", "alle"})


async def spent(turn: Turn) -> None:
    """How much have I, or have we, spent?"""
    by_all = bool(_WE & {*words_of(turn.text)})
    found = await spent_this_year(turn.context, turn.person, by_all=by_all)
    turn.say(spent_sentence(found) + only_yours(found, by_all))
    if PROGRAMME_LEAD not in turn.person.roles or not found.by_all:
        await list_mine(turn)


async def budget_left(turn: Turn) -> None:
    """What is left of DES-100?"""
    name = turn.heard.code.upper() if turn.heard else ""
    turn.say(budget_sentence(await budgets_seen(turn.context, turn.person, name), name))


async def this_week(turn: Turn) -> None:
    """What happens this week?"""
    coming = await coming_week(turn.context, turn.person)
    turn.say(week_sentence(coming))
    if coming:
        turn.show(week_card(coming), _("The next seven days"))

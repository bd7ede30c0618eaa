"""Champions, by command and by button."""

from collections.abc import Awaitable, Callable, Mapping

from cards.case_studies import domain_of
from cards.champions import CHAMPION_DOMAIN, champions_card
from dialogs.turn import Press, Turn
from translation.catalogue import _
from use_cases.publishing.champions import champions, show_me


async def list_champions(turn: Turn) -> None:
    """Of every category."""
    turn.show(champions_card(await champions(turn.context, turn.person)), _("Champions"))


async def _list(turn: Turn, press: Press) -> None:
    """Of the chosen category."""
    domain = domain_of(press.inputs.get(CHAMPION_DOMAIN, ""))
    turn.show(champions_card(await champions(turn.context, turn.person, domain)), _("Champions"))


async def _show_me(turn: Turn, _press: Press) -> None:
    """My name may stand there."""
    turn.show(champions_card(await show_me(turn.context, turn.person, yes=True)), _("Champions"))


async def _hide_me(turn: Turn, _press: Press) -> None:
    """My name may not stand there any more."""
    turn.show(champions_card(await show_me(turn.context, turn.person, yes=False)), _("Champions"))


CHAMPION_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "champions": _list,
    "show_champion": _show_me,
    "hide_champion": _hide_me,
}
"""verb -> what it does."""

"""What an approver decided, by command and by button."""

from collections.abc import Awaitable, Callable, Mapping

from cards.my_decisions import my_decisions_card
from dialogs.turn import Press, Turn
from translation.catalogue import _
from use_cases.showing.my_decisions import my_decisions


async def list_decisions(turn: Turn, first: int = 0) -> None:
    """My own answers, newest first."""
    page = await my_decisions(turn.context, turn.person, first)
    turn.show(my_decisions_card(page, turn.context.clock.now()), _("What I decided"))


async def pressed_decisions(turn: Turn, press: Press) -> None:
    """My own answers, a page at a time."""
    typed = press.ids.get("first", "")
    await list_decisions(turn, int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 7 else 0)


DECISION_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {"my_decisions": pressed_decisions}
"""verb -> what it does."""

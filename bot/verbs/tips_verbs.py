"""Tips for whoever posts their first gig: off by button, off and on by command."""

from collections.abc import Awaitable, Callable, Mapping

from dialogs.turn import Press, Turn
from translation.catalogue import _
from use_cases.publishing.switch_tips import switch_tips


async def tips_on(turn: Turn) -> None:
    """From the next card on."""
    await switch_tips(turn.context, turn.person, on=True)
    turn.say(_("Tips are on: one at each step of a gig, until you’ve closed one."))


async def tips_off(turn: Turn) -> None:
    """From the next card on."""
    await switch_tips(turn.context, turn.person, on=False)
    told = _("No more tips. Say “{command}” to have them back.")
    turn.say(told.format(command="tips on"))  # not for people


async def _off(turn: Turn, _press: Press) -> None:
    """The card stays as it is."""
    await tips_off(turn)


TIPS_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {"tips_off": _off}
"""verb -> what it does."""

"""What a programme lead asks of all gigs, by command and by button."""

from collections.abc import Awaitable, Callable, Mapping

from cards.all_gigs import all_gigs_card, wanted_of
from dialogs.turn import Press, Turn
from ports.overview_storage import Wanted
from translation.catalogue import N_, _
from use_cases.showing.all_gigs import Which, all_gigs

_SUMMARIES = {Which.ALL: N_("All gigs"), Which.STUCK: N_("Stuck gigs"), Which.OPEN: N_("Open approvals")}


async def show_all(turn: Turn) -> None:
    """Every gig of the organisation, newest first."""
    await _show(turn, Which.ALL)


async def show_stuck(turn: Turn) -> None:
    """Gigs in which nothing has happened for a while."""
    await _show(turn, Which.STUCK)


async def show_open(turn: Turn) -> None:
    """Gigs that wait for anybody's answer."""
    await _show(turn, Which.OPEN)


async def _show(turn: Turn, which: Which, wanted: Wanted | None = None, first: int = 0) -> None:
    page = await all_gigs(turn.context, turn.person, which, wanted, first)
    turn.show(all_gigs_card(page), _(_SUMMARIES[which]))


def _first(press: Press) -> int:
    typed = press.ids.get("first", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


async def pressed_all(turn: Turn, press: Press) -> None:
    """Every gig, as it is filtered, a page at a time."""
    await _show(turn, Which.ALL, wanted_of(press.inputs), _first(press))


async def pressed_stuck(turn: Turn, press: Press) -> None:
    """What is stuck, a page at a time."""
    await _show(turn, Which.STUCK, None, _first(press))


async def pressed_open(turn: Turn, press: Press) -> None:
    """What waits for an answer, a page at a time."""
    await _show(turn, Which.OPEN, None, _first(press))


LEAD_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "all_gigs": pressed_all,
    "stuck_gigs": pressed_stuck,
    "open_approvals": pressed_open,
}
"""verb -> what it does."""

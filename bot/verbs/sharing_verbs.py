"""Card verbs of who may read about a closed gig."""

from collections.abc import Awaitable, Callable, Mapping

from cards.closing import closed, sharing_form
from dialogs.turn import Press, Turn
from gigs.errors import BriefIncomplete
from gigs.summary import Summary
from translation.catalogue import _
from use_cases.closing.share_summary import (
    names_requester,
    share_summary,
    summary_of_own,
    withdraw_summary,
)
from use_cases.showing.show_gig import show_gig


async def open_form(turn: Turn, press: Press) -> None:
    """Who may read it now, to be changed."""
    await _show_form(turn, press, {})


async def share(turn: Turn, press: Press) -> None:
    """These may read it from now on."""
    try:
        summary = await share_summary(turn.context, turn.person, press.gig, press.inputs)
    except BriefIncomplete as incomplete:
        await _show_form(turn, press, incomplete.problems, press.inputs)
        return
    await _show_closed(turn, press, summary)


async def withdraw(turn: Turn, press: Press) -> None:
    """Nobody else may read it any more."""
    await _show_closed(turn, press, await withdraw_summary(turn.context, turn.person, press.gig))


async def _show_form(
    turn: Turn, press: Press, problems: Mapping[str, str], typed: Mapping[str, str] | None = None
) -> None:
    summary = await summary_of_own(turn.context, turn.person, press.gig)
    page = await show_gig(turn.context, turn.person, press.gig)
    audiences, names = turn.context.policy.sharing.audiences, names_requester(page.gig, turn.person.key)
    card = sharing_form(page.gig, summary, audiences, problems, typed, names=names)
    turn.show(card, _("Who may read about gig {number}?").format(number=press.gig))


async def _show_closed(turn: Turn, press: Press, summary: Summary) -> None:
    page = await show_gig(turn.context, turn.person, press.gig)
    turn.show(closed(page, summary), _("Gig {number} is closed").format(number=press.gig))


SHARING_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "sharing_form": open_form,
    "share_summary": share,
    "withdraw_summary": withdraw,
}
"""verb -> what it does."""

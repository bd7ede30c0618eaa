"""Card verbs that withdraw something, each for a reason; a press without one is asked for it, whatever card it is from."""

from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.showing import reason, show, show_page
from cards.withdrawing import withdraw_card
from dialogs.turn import Press, Turn
from gigs.gig import GigState
from ports.notices import View
from translation.catalogue import _
from use_cases.delivering.withdraw_extension import withdraw_extension
from use_cases.offering.withdraw_offer import withdraw_offer
from use_cases.permissions.authorize import Verb, authorize
from use_cases.requesting.withdraw_gig import withdraw_gig
from use_cases.showing.show_gig import show_gig


async def withdraw(turn: Turn, press: Press) -> None:
    """The requester withdraws the gig."""
    if why := await _reason(turn, press, Verb.WITHDRAW):
        await withdraw_gig(turn.context, turn.person, press.gig, reason=why)
        await show(turn, press)


async def withdraw_request(turn: Turn, press: Press) -> None:
    """Nobody is to decide about the extra money any more."""
    if why := await _reason(turn, press, Verb.WITHDRAW_EXTENSION):
        await withdraw_extension(turn.context, turn.person, press.gig, revision=press.revision, reason=why)
        await show(turn, press)


async def withdraw_pending_offer(turn: Turn, press: Press) -> None:
    """The offer that nobody has answered."""
    if why := await _reason(turn, press, Verb.WITHDRAW_OFFER):
        page = await withdraw_offer(turn.context, turn.person, press.gig, reason=why)
        show_page(turn, page, View.GIG)


async def _reason(turn: Turn, press: Press, verb: Verb) -> str:
    """What was written; empty where it was asked for instead, or where nothing can be withdrawn (any more)."""
    if why := reason(press):
        return why
    page = await show_gig(turn.context, turn.person, press.gig)
    authorize(turn.person, verb, page.gig)
    if verb in page.allowed:
        summary = _("Withdraw from gig {number}?").format(number=press.gig)
        turn.show(withdraw_card(page, verb), summary)
        return ""
    if page.gig.state is not GigState.CANCELLED:
        told = _("There’s nothing left to withdraw here. This is how gig {number} stands now.")
        turn.say(told.format(number=press.gig))
    show_page(turn, page, View.GIG)
    return ""


WITHDRAWING_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "withdraw_gig": withdraw,
    "withdraw_extension": withdraw_request,
    "withdraw_offer": withdraw_pending_offer,
}
"""verb -> what it does."""

"""Card verbs about whose gig it is: co-owners, and handing it over."""

from collections.abc import Awaitable, Callable, Mapping

from bot.verbs.showing import reason, show_page
from cards.kit.elements import Body
from cards.kit.inputs import button
from cards.people_of_gig import HAND_OVER_REASON, why_handed
from cards.which_colleague import which_colleague
from dialogs.turn import Press, Turn
from ports.notices import View
from translation.catalogue import _
from use_cases.colleagues.find_colleague import SeveralFit
from use_cases.owning.hand_over import hand_over
from use_cases.owning.share_gig import share_gig, unshare_gig


async def name_co_owner(turn: Turn, press: Press) -> None:
    """Somebody else may do what I may."""
    typed = press.inputs.get("co_owner", "")
    try:
        page = await share_gig(turn.context, turn.person, press.gig, co_owner=typed)
    except SeveralFit as several:
        _ask_which(turn, press, several, "co_owner")
        return
    show_page(turn, page, View.GIG)


async def remove_co_owner(turn: Turn, press: Press) -> None:
    """They may not any more."""
    co_owner = press.ids.get("person", "")
    page = await unshare_gig(turn.context, turn.person, press.gig, co_owner=co_owner)
    show_page(turn, page, View.GIG)


async def hand_gig_over(turn: Turn, press: Press) -> None:
    """It is somebody else's gig from now on."""
    to = press.inputs.get("new_owner", "")
    try:
        page = await hand_over(turn.context, turn.person, press.gig, to=to, reason=reason(press))
    except SeveralFit as several:
        again = why_handed(press.inputs.get(HAND_OVER_REASON, "")[:1000])
        _ask_which(turn, press, several, "new_owner", [again])
        return
    show_page(turn, page, View.GIG)


def _ask_which(turn: Turn, press: Press, several: SeveralFit, field: str, below: Body | None = None) -> None:
    back = button(_("Back"), "show_gig", inputs=False, gig=press.gig)
    card = which_colleague(
        several, press.verb, field, {}, below=below, back=back, gig=press.gig, revision=press.revision
    )
    turn.show(card, str(several))


OWNER_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "name_co_owner": name_co_owner,
    "remove_co_owner": remove_co_owner,
    "hand_over": hand_gig_over,
}
"""verb -> what it does."""

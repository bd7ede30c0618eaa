"""How a conversation ends at a gig: with its status card, or shorter when the chat has one already."""

from cards.gig import gig_card, moved_on
from dialogs.turn import TrackedCard, Turn
from ports.notices import View
from use_cases.notifying.track_card import has_status_card
from use_cases.showing.show_gig import show_gig


async def show_status(turn: Turn, number: int) -> None:
    """One card of a chat follows the gig; the pressed one becomes that card only when there is no other."""
    page = await show_gig(turn.context, turn.person, number)
    summary = f"Gig {number}: {page.gig.title}"
    pressed = turn.press.card_id if turn.press else None
    if await has_status_card(turn.context, page.gig, turn.chat_id, besides=pressed):
        turn.show(moved_on(page), summary)
    else:
        turn.show(gig_card(page), summary, TrackedCard(gig=number, version=page.gig.version, view=View.GIG))

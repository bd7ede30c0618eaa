"""The work of a gig as a colleague may read it, also for whoever asks for a gig that is only offered to them."""

from cards.inside_offer import offer_card
from dialogs.turn import TrackedCard, Turn
from gigs.errors import GigNotFound
from ports.notices import View
from use_cases.permissions.gig_page import GigPage
from use_cases.showing.show_offer import show_offer


def show_offer_page(turn: Turn, page: GigPage) -> None:
    """Kept up to date from now on."""
    gig = page.gig
    tracked = TrackedCard(gig=gig.number, version=gig.version, view=View.INSIDE_OFFER)
    turn.show(offer_card(page), gig.title, tracked if turn.is_personal else None)


async def offer_instead(turn: Turn, number: int) -> bool:
    """False where it isn't offered to them either: for them, there is no such gig."""
    try:
        page = await show_offer(turn.context, turn.person, number)
    except GigNotFound:
        return False
    show_offer_page(turn, page)
    return True

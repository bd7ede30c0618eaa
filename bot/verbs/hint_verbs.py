"""A programme lead asks how hints on briefs are taken."""

from cards.hint_counts import hint_counts_card
from dialogs.turn import Turn
from translation.catalogue import _
from use_cases.showing.hint_counts import hint_counts


async def show_hint_counts(turn: Turn) -> None:
    """How often each kind was shown, heeded and dismissed."""
    turn.show(hint_counts_card(await hint_counts(turn.context, turn.person)), _("How hints are taken"))

"""Gigs that somebody asks for in words: “rejected gigs”, “which gigs are over 1000 euros”."""

from bot.verbs.command import Command
from cards.filtered_gigs import filtered_gigs_card
from dialogs.turn import Turn
from gigs.money import MINOR_DIGITS
from sentences.filters import filters_of
from translation.catalogue import _
from use_cases.showing.filtered_gigs import GigsWanted, filtered_gigs


async def show_filtered(turn: Turn) -> None:
    """Those that fit, with what was understood on top; an amount that has two readings is asked about."""
    now = turn.context.clock.now()
    asked = filters_of(turn.text, today=now.astimezone(turn.person.zone).date(), locale=turn.locale)
    if asked is None:
        return
    currency = asked.currency
    try:
        if currency and currency not in MINOR_DIGITS:
            raise ValueError(_("I don’t know the currency {currency}.").format(currency=currency))
        found = await filtered_gigs(turn.context, turn.person, GigsWanted(**asked.model_dump()))
    except ValueError as unclear:
        turn.say(str(unclear))
        return
    turn.show(filtered_gigs_card(found, now), _("Gigs that fit"))


FILTERED = Command(
    "rejected gigs",  # not for people
    "",
    run=show_filtered,
    in_menu=False,
    private=True,
)

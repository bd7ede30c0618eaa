"""“Who approves my gigs?” and “who would approve 3000 euros?”: answered from the policy, about no gig that there is."""

from bot.verbs.command import Command
from cards.usual_route import usual_route_sentence
from dialogs.turn import Turn
from gigs.amounts import read_amount
from gigs.money import MINOR_DIGITS
from ports.directory import DirectoryUnavailable
from sentences.who_approves import who_approves
from translation.catalogue import _
from use_cases.approving.usual_route import usual_route


async def tell_who_approves(turn: Turn) -> None:
    """An amount that has two readings is asked about."""
    asked = who_approves(turn.text, locale=turn.locale)
    if asked is None:
        return
    currency = asked.currency or turn.context.policy.currency
    try:
        if currency not in MINOR_DIGITS:
            raise ValueError(_("I don’t know the currency {currency}.").format(currency=currency))
        amount = read_amount(asked.amount, currency) if asked.amount else None
        found = await usual_route(turn.context, turn.person, amount)
    except (ValueError, DirectoryUnavailable) as unclear:
        turn.say(str(unclear))
        return
    turn.say(usual_route_sentence(found))


WHO_APPROVES = Command(
    "who approves my gigs",  # not for people
    "",
    run=tell_who_approves,
    in_menu=False,
    private=True,
)

"""What is said when the database’s answer to a COMMIT is missing: what a press did is read again."""

from bot.verbs.approval_verbs import APPROVAL_VERBS, show_approval
from bot.verbs.showing import show
from cards.kit.words import STATES
from dialogs.turn import Press, Turn
from gigs.errors import GigError
from ports.storage import StoreUnavailable
from use_cases.showing.show_gig import show_gig

LOOKED_AGAIN = "My database didn’t confirm your last press, so I looked again: this is how gig {} stands now."
STILL_THERE = (
    "My database didn’t confirm your last press, so I looked again: gig {} is now “{}”. What you typed is still here: "
    "please press again if that isn’t what you wanted."
)
NOT_KNOWN = (
    "My database didn’t confirm your last press. It may have gone through: please look at “my gigs” before you "
    "repeat it."
)


async def say_what_is(turn: Turn, press: Press) -> None:
    """Shows the gig as it stands now; where that can’t be read, says that it isn’t known.

    A card into which somebody typed stays as it is: it may hold the only copy of that.
    """
    turn.answers.clear()
    if not press.gig:
        turn.say(NOT_KNOWN)
        return
    try:
        if _was_typed(press):
            page = await show_gig(turn.context, turn.person, press.gig)
            turn.say(STILL_THERE.format(press.gig, STATES[page.gig.state].label))
            return
        await (show_approval if press.verb in APPROVAL_VERBS else show)(turn, press)
    except (StoreUnavailable, GigError):
        turn.answers.clear()
        turn.say(NOT_KNOWN)
    else:
        turn.say(LOOKED_AGAIN.format(press.gig))


def _was_typed(press: Press) -> bool:
    """Whether it came with anything but ticks."""
    return any(text.strip() not in {"", "true", "false"} for text in press.inputs.values())

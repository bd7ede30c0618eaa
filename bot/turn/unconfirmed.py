"""What is said when the database’s answer to a COMMIT is missing: what a press did is read again."""

from bot.verbs.approval_verbs import APPROVAL_VERBS, show_approval
from bot.verbs.showing import show
from cards.kit.words import STATES
from dialogs.turn import Press, Turn
from gigs.errors import GigError
from ports.storage import StoreUnavailable
from translation.catalogue import N_, _
from use_cases.showing.show_gig import show_gig

LOOKED_AGAIN = N_(
    "My database didn’t confirm your last press, so I checked again: this is how gig {number} stands now."
)
STILL_THERE = N_(
    "My database didn’t confirm your last press, so I checked again: gig {number} is now “{state}”. What you typed is still here: "
    "please press again if that isn’t what you wanted."
)
NOT_KNOWN = N_(
    "My database didn’t confirm your last press. It may have gone through: please check “my gigs” before you "
    "repeat it."
)


async def say_what_is(turn: Turn, press: Press) -> None:
    """Shows the gig as it stands now; where that can’t be read, says that it isn’t known.

    A card into which somebody typed stays as it is: it may hold the only copy of that.
    """
    turn.answers.clear()
    if not press.gig:
        turn.say(_(NOT_KNOWN))
        return
    try:
        if _was_typed(press):
            page = await show_gig(turn.context, turn.person, press.gig)
            state = STATES[page.gig.state].label
            turn.say(_(STILL_THERE).format(number=press.gig, state=state))
            return
        await (show_approval if press.verb in APPROVAL_VERBS else show)(turn, press)
    except (StoreUnavailable, GigError):
        turn.answers.clear()
        turn.say(_(NOT_KNOWN))
    else:
        turn.say(_(LOOKED_AGAIN).format(number=press.gig))


def _was_typed(press: Press) -> bool:
    """Whether it came with anything but ticks."""
    return any(text.strip() not in {"", "true", "false"} for text in press.inputs.values())

"""What is said when the database’s answer to a COMMIT is missing: what a press did is read again."""

from bot.verbs.approval_verbs import APPROVAL_VERBS, show_approval
from bot.verbs.showing import show
from dialogs.turn import Press, Turn
from gigs.errors import GigError
from ports.storage import StoreUnavailable

LOOKED_AGAIN = "My database didn’t confirm your last press, so I looked again: this is how gig {} stands now."
NOT_KNOWN = (
    "My database didn’t confirm your last press. It may have gone through: please look at “my gigs” before you "
    "repeat it."
)


async def say_what_is(turn: Turn, press: Press) -> None:
    """Shows the gig as it stands now; where that can’t be read, says that it isn’t known."""
    turn.answers.clear()
    if not press.gig:
        turn.say(NOT_KNOWN)
        return
    try:
        await (show_approval if press.verb in APPROVAL_VERBS else show)(turn, press)
    except (StoreUnavailable, GigError):
        turn.answers.clear()
        turn.say(NOT_KNOWN)
    else:
        turn.say(LOOKED_AGAIN.format(press.gig))

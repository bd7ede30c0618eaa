"""What was larger than the door takes: nothing of it is read or done, and whoever sent it is told so."""

from typing import Final

from bot.door.answers import InvokeAnswer, sentence_answer
from bot.door.inbound import Inbound
from bot.turn.acquaintances import Acquaintances
from bot.turn.speak import Voice
from translation.catalogue import N_, _

PRESS: Final = N_(
    "That’s more than I can read at once (256 KB), so nothing was saved or done. What you typed is still on the card: "
    "please shorten the longest text and press again."
)
TEXT: Final = N_(
    "That message is longer than I can read (256 KB), so I did nothing with it. Please send it in parts."
)


async def say_too_large(acquaintances: Acquaintances, voice: Voice, inbound: Inbound) -> InvokeAnswer | None:
    """Once for a message, however often Teams delivers it."""
    if inbound.type == "invoke":
        return sentence_answer(inbound.name, _(PRESS))
    if await acquaintances.is_first(inbound, acts=False):
        await voice.say(inbound, _(TEXT) if inbound.value is None else _(PRESS))
    return None

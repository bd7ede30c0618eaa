"""Card verbs of “Tell a colleague”."""

from collections.abc import Awaitable, Callable, Mapping

from cards.tell_colleague import card_to_forward, tell_form, text_to_copy
from dialogs.turn import Press, Turn
from translation.catalogue import _
from use_cases.publishing.tell_colleague import tell_colleague


async def _form(turn: Turn, press: Press) -> None:
    """What to tell, on a card of its own."""
    about = await tell_colleague(turn.context, turn.person, press.gig, {})
    turn.send(tell_form(about), _("Tell a colleague about gig {number}").format(number=press.gig))


async def _tell(turn: Turn, press: Press) -> None:
    """The card to forward in place of the form, and the same as a text."""
    about = await tell_colleague(turn.context, turn.person, press.gig, press.inputs)
    turn.show(card_to_forward(about), _("A card to forward"))
    turn.send(text_to_copy(about), _("The same as a text"))


TELLING_VERBS: Mapping[str, Callable[[Turn, Press], Awaitable[None]]] = {
    "tell_colleague_form": _form,
    "tell_colleague": _tell,
}
"""verb -> what it does."""

"""Where a turn goes: to the verb of a press, to a command with the gig that is meant, or to what may have been meant."""

from collections.abc import Sequence

from bot.door.answers import NOT_MINE
from bot.turn.looked_at import LookedAt
from bot.verbs.card_verbs import CARD_VERBS
from bot.verbs.command import Command, Understood
from bot.verbs.commands import POST, STATUS, THANKS
from bot.verbs.suggesting import not_understood
from cards.acting import which_gig
from cards.welcome import lost
from dialogs.left_forms import cancelled
from dialogs.post_gig import NAME as POST_GIG
from dialogs.sdk import Conversations, SdkTurn
from dialogs.turn import Press, Turn
from gigs.gig import Gig
from translation.catalogue import N_, _
from use_cases.showing.find_gig import asked_of, gigs_near, titled

LOST = N_("I didn’t get that")


class Routing:
    """What takes one turn, and what belongs to a conversation."""

    def __init__(self, conversations: Conversations) -> None:
        self._conversations = conversations
        self._looked_at = LookedAt()

    async def talk(self, sdk_turn: SdkTurn, turn: Turn, meant: Understood | None) -> None:
        """A turn of a conversation: a press on its card, the words that begin or leave one, or anything else said."""
        if turn.press:
            await self._conversations.press(sdk_turn, turn)
        elif turn.intake is not None:
            await self._conversations.begin(sdk_turn, turn, POST_GIG)
        elif meant is None:
            hearing = await self._conversations.hear(sdk_turn, turn)
            if not hearing.answered:
                card = await not_understood(
                    turn, has_form=hearing.is_open, gig=self._looked_at.last(turn.person.key)
                )
                turn.show(card, _(LOST))
        elif meant.command is POST:
            await self._conversations.begin(sdk_turn, turn, POST_GIG)
        else:
            turn.say(await cancelled(turn, await self._conversations.leave(sdk_turn, turn)))
        self._looked_at.note(turn)

    async def do(self, turn: Turn, meant: Understood | None) -> None:
        """What takes one turn: a press on a card, or a command."""
        if turn.press:
            await _press(turn, turn.press)
        elif meant and meant.command is THANKS:
            turn.say(_("You’re welcome."))
        elif meant and meant.command.of_gig:
            await self._of_gig(turn, meant)
        elif meant and meant.command.run:
            await meant.command.run(turn)
        self._looked_at.note(turn)

    async def _of_gig(self, turn: Turn, meant: Understood) -> None:
        assert meant.command.of_gig is not None
        if meant.gig is not None:
            await meant.command.of_gig(turn, meant.gig)
            return
        last = self._looked_at.last(turn.person.key)
        near = list(await gigs_near(turn.context, turn.person))
        about = meant.heard.about if meant.heard else ()
        is_sure = not about or (meant.heard is not None and meant.heard.says_gig)
        fits = titled(near, about) or _of_the_asked(near, about, last) or (near if is_sure else [])
        if not about and last is not None:
            await meant.command.of_gig(turn, last)
        elif len(fits) == 1:
            await meant.command.of_gig(turn, fits[0].number)
        elif fits:
            turn.show(which_gig(fits, meant.command.means or STATUS.title), _("Which gig do you mean?"))
        elif about:
            turn.show(await not_understood(turn, has_form=False, gig=last), _(LOST))
        else:
            _ask_which(turn, meant.command)


def _of_the_asked(near: Sequence[Gig], about: Sequence[str], last: int | None) -> list[Gig]:
    """Those that somebody was asked about who is named; the one that was looked at last, where it is one of them."""
    fits = asked_of(near, about)
    return [gig for gig in fits if gig.number == last] or fits


def _ask_which(turn: Turn, command: Command) -> None:
    if command.means:
        turn.say(_("Which gig? Give me its number, for example “gig 12”."))
        return
    told = _("Which gig? Say, for example, “{command} 12”, or “my gigs” to see them all.")
    turn.say(told.format(command=command.title))


async def _press(turn: Turn, press: Press) -> None:
    if press.verb in CARD_VERBS:
        await CARD_VERBS[press.verb](turn, press)
    else:
        turn.say(_(NOT_MINE))
        turn.send(lost(), _("What I understand"))

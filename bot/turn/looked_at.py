"""Which gig somebody looked at last in their chat: a bounded memory, for `when is it due?` and for suggestions. It's no
authority, and losing it costs a question back."""

from collections import OrderedDict

from dialogs.turn import Shown, Turn
from gigs.people import PersonKey

REMEMBERED = 5_000


class LookedAt:
    """By person, in this process."""

    def __init__(self) -> None:
        self._gigs: OrderedDict[PersonKey, int] = OrderedDict()

    def note(self, turn: Turn) -> None:
        """The last card of a gig that this turn showed."""
        tracked = [one.tracked for one in turn.answers if isinstance(one, Shown) and one.tracked]
        if not tracked:
            return
        self._gigs.pop(turn.person.key, None)
        self._gigs[turn.person.key] = tracked[-1].gig
        if len(self._gigs) > REMEMBERED:
            self._gigs.popitem(last=False)

    def last(self, person: PersonKey) -> int | None:
        """None where nothing was shown to them lately."""
        return self._gigs.get(person)

"""The hard facts of a request that were found in a sentence, besides the kind of work."""

from collections.abc import Sequence
from dataclasses import dataclass

from sentences.intake_found import Found


@dataclass(frozen=True, slots=True)
class Facts:
    """Prices, hours, days and cost centres: a text with several of them and a kind of work is a request without any verb."""

    paid: Sequence[Found]
    timed: Sequence[Found]
    dated: Sequence[Found]
    charged: Sequence[Found]

    @property
    def sorts(self) -> int:
        """How many sorts of them there are."""
        return sum(map(bool, (self.paid, self.timed, self.dated, self.charged)))

    def behind(self, place: int) -> bool:
        """Whether hours, a day or a cost centre stand behind this place."""
        return any(one.start >= place for found in (self.timed, self.dated, self.charged) for one in found)

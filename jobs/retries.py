"""How long a job waits before it is tried again, and how often."""

from collections.abc import Callable

from gigs.value import Value
from ports.jobs import TryLater

Chance = Callable[[], float]
"""A source of randomness: uniform in [0, 1)."""


class Backoff(Value):
    """Exponential with full jitter, in seconds. The defaults spread five failures over about ten minutes."""

    first: float = 15
    factor: float = 4
    cap: float = 900
    failures: int = 5
    away: float = 60
    """How long a directory that does not answer is left alone; a job is never given up for that."""

    def gives_up(self, failures: int) -> bool:
        """True when another try is one too many."""
        return failures >= self.failures

    def delay(self, later: TryLater, failures: int, chance: Chance) -> float:
        """Seconds until the try after so many failures. What the other side asked for is obeyed, up to the cap unless it is planned."""
        if later.after is not None:
            return min(later.after, self.cap) if later.counts else later.after
        ceiling = min(self.cap, self.first * self.factor ** max(0, failures - 1))
        return ceiling * chance()

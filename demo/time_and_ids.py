"""Time, ids and randomness while the past is made: each is the same whenever it's made for the same moment."""

from datetime import datetime, timedelta
from random import Random

SEED = "a made-up past"

Dice = Random


class MovedClock:
    """The Clock port, set to when something is to have happened."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """The moment that was set."""
        return self._at

    def set(self, at: datetime) -> None:
        """Also backwards: one gig after the other is lived through, each from its beginning."""
        self._at = at

    def wait(self, length: timedelta) -> None:
        """So much later."""
        self._at += length


class CountedIds:
    """The Ids port: counted, so that the same past has the same ids."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, prefix: str) -> str:
        """The prefix and 12 digits. Ids that are drawn later have letters, and are never one of these."""
        self._last += 1
        return f"{prefix}{self._last:012}"


def dice(*about: object) -> Dice:
    """Drawn for this and for nothing else: a gig more or less changes none of the others."""
    return Random(":".join([SEED, *map(str, about)]))  # noqa: S311 - decides nothing of value

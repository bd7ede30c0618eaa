"""The real time and the real randomness; everything else gets them handed in, so that a run can be simulated."""

import random
import secrets
from datetime import UTC, datetime

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Read aloud and copied by hand without mistakes: no 0 or O, 1, I or L."""


class SystemClock:
    """The Clock port on this machine's clock."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """The Ids port on the operating system's randomness."""

    def new(self, prefix: str) -> str:
        """The prefix and 12 characters: 59 random bits."""
        return prefix + "".join(secrets.choice(_ALPHABET) for _ in range(12))


def chance() -> float:
    """Uniform in [0, 1): spreads repeats apart, decides nothing of value."""
    return random.random()  # noqa: S311 - the injected randomness

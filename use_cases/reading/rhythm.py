"""How often a marketplace is read for one gig: quick while things move, slow when not, and never above a bound."""

import math
from datetime import datetime, timedelta

from ports.marketplace import Rhythm
from ports.reading_storage import Reading

DAY = timedelta(days=1)
FULL_EVERY = timedelta(hours=6)
"""Between two readings of all proposals; those between them ask only for what is new."""
OVERLAP = timedelta(minutes=10)
"""What is new is asked for from so much earlier on: their lists may lag, and their clock differ from ours."""


def reads_per_day(rhythm: Rhythm) -> int:
    """The most calls that reading makes for one gig in one day (UTC), whatever happens over there.

    Readings lie at least `quick` apart, whoever asks for them. Where nothing moves there are about `day / slow`.
    """
    return math.floor(DAY / rhythm.quick) + 1


def wait_after(changed_at: datetime, now: datetime, rhythm: Rhythm) -> timedelta:
    """A tenth of the time since the last change, never under `quick` or above `slow`."""
    return min(max((now - changed_at) / 10, rhythm.quick), rhythm.slow)


def not_before(reading: Reading | None, rhythm: Rhythm, now: datetime) -> datetime:
    """The earliest moment of the next reading: now, or later when it was just read or today's calls are used up."""
    if reading is None or reading.read_at is None:
        return now
    if reading.day == now.date() and reading.calls >= reads_per_day(rhythm):
        return now.replace(hour=0, minute=0, second=0, microsecond=0) + DAY
    if reading.read_at > now:
        return now  # read by a clock that was ahead
    return max(now, reading.read_at + rhythm.quick)


def is_full(reading: Reading, now: datetime) -> bool:
    """True when all proposals are to be read, not only what came since; also when a clock that was ahead says since when."""
    known, to = reading.proposals_at, reading.read_to
    return reading.wanted or to is None or known is None or now - known >= FULL_EVERY or max(known, to) > now

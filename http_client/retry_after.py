"""One reading of Retry-After (RFC 9110, 10.2.3), for whoever answers 429 or 503."""

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_asked(sent: str, now: datetime, longest: float) -> float | None:
    """How long they ask us to wait: 0 to `longest` seconds, None if they did not say it in a way that can be read.

    A number counts from now, fractions included; a date is compared with `now`, our own clock, and one that is past
    means 0. What is absurdly long, infinity included, is `longest`; what is negative or not a number was not said.
    """
    try:
        seconds = float(sent)
    except ValueError:
        try:
            until = parsedate_to_datetime(sent)
            # A date without a zone is in UTC, the only one that HTTP knows.
            until = until if until.tzinfo else until.replace(tzinfo=UTC)
            seconds = max((until - now).total_seconds(), 0.0)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if math.isnan(seconds) or seconds < 0:
        return None
    return min(seconds, longest)

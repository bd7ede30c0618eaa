"""Upwork's limits, as far as they are known, and which of them are verified. Only those are enforced."""

from datetime import timedelta
from decimal import Decimal

from marketplace.http.limit import Limit
from marketplace.http.pace import Limits

LIMITS = Limits(a_second=5, at_once=5, a_day=40_000)
"""Half of what is published for one IP address; the count a day is from an older text of the same page."""

KEEPS_FOR = timedelta(hours=24)
"""Their terms forbid to keep their content longer."""

CATALOGUE_KEPT = timedelta(hours=12)

PAGE = 20
"""Elements of a page. The cap is unverified; 40 was too many for some lists."""


KNOWN_LIMITS = (
    Limit(name="calls", value="10", unit="a second and IP", verified=True, source="support 115015933428"),
    Limit(
        name="calls a day",
        value="40000",
        unit="a day and key",
        verified=False,
        source="older text of support 115015933428",
    ),
    Limit(name="kept content", value="24", unit="hours", verified=True, source="support 115015933428"),
    Limit(name="smallest milestone", value="5", unit="USD", verified=True, source="support 360000990428"),
    Limit(name="title", unit="characters"),
    Limit(name="description", unit="characters"),
    Limit(name="skills", unit="skills"),
    Limit(name="questions", unit="questions"),
    Limit(name="proposals a page", unit="proposals"),
)

SMALLEST_MILESTONE = Decimal(5)

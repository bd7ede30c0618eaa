"""Upwork's limits, as far as they are known, and which of them are verified. Only those are enforced."""

from datetime import timedelta
from decimal import Decimal

from gigs.value import Value
from marketplace.http.pace import Limits

LIMITS = Limits(a_second=5, at_once=5, a_day=40_000)
"""Half of what is published for one IP address; the count a day is from an older text of the same page."""

KEEPS_FOR = timedelta(hours=24)
"""Their terms forbid to keep their content longer."""

CATALOGUE_KEPT = timedelta(hours=12)

PAGE = 20
"""Elements of a page. The cap is unverified; 40 was too many for some lists."""


class Limit(Value):
    """One limit; `source` says where it was read."""

    name: str
    value: Decimal | None
    unit: str
    verified: bool
    source: str


PROVIDER_LIMITS = (
    Limit(
        name="calls", value=Decimal(10), unit="a second and IP", verified=True, source="support 115015933428"
    ),
    Limit(
        name="calls a day",
        value=Decimal(40_000),
        unit="a day and key",
        verified=False,
        source="older text of support 115015933428",
    ),
    Limit(name="kept content", value=Decimal(24), unit="hours", verified=True, source="support 115015933428"),
    Limit(
        name="smallest milestone", value=Decimal(5), unit="USD", verified=True, source="support 360000990428"
    ),
    Limit(name="title", value=None, unit="characters", verified=False, source="not published"),
    Limit(name="description", value=None, unit="characters", verified=False, source="not published"),
    Limit(name="skills", value=None, unit="skills", verified=False, source="not published"),
    Limit(name="questions", value=None, unit="questions", verified=False, source="not published"),
    Limit(name="proposals a page", value=None, unit="proposals", verified=False, source="not published"),
)

SMALLEST_MILESTONE = Decimal(5)

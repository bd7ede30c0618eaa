"""What Worksome allows, as far as anybody has published it."""

from marketplace.http.limit import Limit
from marketplace.http.pace import Limits

LIMITS = Limits(a_second=0.75, at_once=10)
"""At most 55 calls in any minute, under their 60 a minute and token; no figure a day is published.

They say “too many” with HTTP 200 and never how long to wait: their gateway takes Retry-After away.
"""


CURRENCIES = frozenset({"CAD", "DKK", "EUR", "GBP", "NOK", "SEK", "USD", "AED", "SGD", "AUD"})
"""The enum Currency of their schema: a job cannot be in another."""

KNOWN_LIMITS = (
    Limit(
        name="calls", value="60", unit="a minute and token", verified=True, source="docs.worksome.com, errors"
    ),
    Limit(name="page", value="25", unit="entries", verified=True, source="docs.worksome.com, pagination"),
    Limit(
        name="currencies",
        value=", ".join(sorted(CURRENCIES)),
        verified=True,
        source="enum Currency of the introspected schema",
    ),
    Limit(name="title", unit="characters"),
    Limit(name="description", unit="characters"),
    Limit(name="skills", unit="a job"),
)

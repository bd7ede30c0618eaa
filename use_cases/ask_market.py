"""One repeatable call to a marketplace: done, refused with a reason, or to be tried later."""

from collections.abc import Awaitable

from marketplace.client import MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from use_cases.ports import TryLater

WAIT = 60.0
"""Seconds until the next try where the marketplace did not say."""


async def ask_market(call: Awaitable[None]) -> str | None:
    """None when it is done, their own words when they refused.

    Only for calls that may be repeated: an unknown outcome is simply tried again. Raises TryLater, which never
    counts as a failure: however long the marketplace is away, what was promised is done when it is back.
    """
    try:
        await call
    except MarketplaceRefused as no:
        return no.reason
    except MarketplaceUnavailable as busy:
        raise TryLater(str(busy), busy.retry_after or WAIT, counts=False) from busy
    except MarketplaceUnknown as unknown:
        raise TryLater(str(unknown), WAIT, counts=False) from unknown
    return None

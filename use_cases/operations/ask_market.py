"""One repeatable call to a marketplace: done, refused with a reason, or to be tried later."""

from collections.abc import Awaitable

from ports.jobs import TryLater
from ports.marketplace import Marketplace, MarketplaceRefused, MarketplaceUnavailable, MarketplaceUnknown
from use_cases.context import Context


async def ask_market(context: Context, market: Marketplace, call: Awaitable[None]) -> str | None:
    """None when it is done, their own words when they refused. It goes before every reading that waits.

    Only for calls that may be repeated: an unknown outcome is simply tried again. Raises TryLater, which never
    counts as a failure: however long the marketplace is away, what was enqueued is done when it is back.
    """
    wait = context.patience.ask_again.total_seconds()
    try:
        async with market.turn():
            await call
    except MarketplaceRefused as no:
        return no.reason
    except MarketplaceUnavailable as busy:
        raise TryLater(str(busy), busy.retry_after or wait, counts=False) from busy
    except MarketplaceUnknown as unknown:
        raise TryLater(str(unknown), wait, counts=False) from unknown
    return None

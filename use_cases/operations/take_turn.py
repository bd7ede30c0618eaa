"""An operation waits for its turn at the marketplace before its intent is written: what only waited is never unknown."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress

from gigs.errors import GigChanged
from ports.jobs import TryLater
from ports.marketplace import MarketplaceUnavailable, Turn
from ports.operations import Operation
from use_cases.context import Context
from use_cases.operations.intent import moved


@asynccontextmanager
async def in_turn(context: Context, operation: Operation) -> AsyncIterator[Turn]:
    """The turn of one that is ready. Raises TryLater where none comes: nothing is written then, but that it's in hands."""
    market = context.market(operation.tenant, operation.marketplace)
    async with AsyncExitStack() as stack:
        try:
            async with asyncio.timeout(context.patience.call_timeout.total_seconds()):
                turn = await stack.enter_async_context(market.turn())
        except MarketplaceUnavailable as away:
            await _in_hands(context, operation, str(away))
            raise TryLater(str(away), away.retry_after, counts=False) from away
        except TimeoutError:
            reason = f"others are before it at {market.title}"  # not for people
            await _in_hands(context, operation, reason)
            raise TryLater(reason, counts=False) from None
        yield turn


async def _in_hands(context: Context, operation: Operation, reason: str) -> None:
    """Shows the sweep that somebody has it, unless somebody else has moved it on."""
    touched = moved(operation, context.clock.now(), reason=reason)
    with suppress(GigChanged):
        await context.store.run(lambda tx: tx.operations.change(operation, touched))

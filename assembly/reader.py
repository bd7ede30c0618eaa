"""Reads marketplaces, each account on its own: one that hangs makes nobody else's readings late."""

import asyncio
import logging
from collections import defaultdict

from gigs.errors import GigError
from ports.marketplace import MarketplaceError
from ports.reading_storage import ReadingAccount
from ports.storage import StoreUnavailable
from use_cases.context import Context
from use_cases.reading.sync_gig import AT_ONCE, claim_due, due_accounts, lease, sync_gig

log = logging.getLogger(__name__)

EXPECTED = (MarketplaceError, StoreUnavailable, GigError, TimeoutError)
"""What ends a reading without being a bug: it is read again when its lease ends."""


class Reader:
    """At most AT_ONCE gigs of an account at a time; the next one is claimed when a place is free, never before."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._reading: dict[ReadingAccount, set[asyncio.Task[None]]] = defaultdict(set)

    async def look(self) -> None:
        """Begins to read what is due and has a place, and waits for none of it."""
        for account in await due_accounts(self._context):
            under_way = self._reading[account]
            if (free := AT_ONCE - len(under_way)) <= 0:
                continue
            for tenant, number in await claim_due(self._context, account, free):
                task = asyncio.create_task(self._read(tenant, number), name=f"read gig {number}")
                under_way.add(task)
                task.add_done_callback(under_way.discard)

    async def _read(self, tenant: str, number: int) -> None:
        """Ends before its lease does, so that no other replica reads the same gig meanwhile."""
        patience = lease(self._context) - self._context.patience.call_timeout
        try:
            async with asyncio.timeout(patience.total_seconds()):
                await sync_gig(self._context, tenant, number)
        except EXPECTED as expected:
            log.warning("gig not read", extra={"gig": number, "reason": type(expected).__name__})
        except Exception:
            log.exception("gig not read", extra={"gig": number})

    async def settled(self) -> None:
        """Returns when nothing is being read."""
        while under_way := [task for tasks in self._reading.values() for task in tasks]:
            await asyncio.wait(under_way)

    async def stop(self) -> None:
        """Interrupts what is being read, and returns when all of it has ended."""
        for tasks in self._reading.values():
            for task in tasks:
                task.cancel()
        await self.settled()

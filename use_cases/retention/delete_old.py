"""(periodic) Deletes what nobody needs any more: rows that would otherwise pile up. docs/retention.md has all tables."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial

from gigs.value import Value
from ports.storage import Transaction
from use_cases.context import Context

BATCH = 50
"""Rows in one transaction: few enough that nobody waits for it."""


class Retention(Value):
    """For how long each kind of row is kept after it, and the gig it belongs to, were last touched."""

    notices: timedelta
    operations: timedelta
    copies: timedelta
    dialogs: timedelta
    readings: timedelta
    call_counts: timedelta


async def delete_old(context: Context, retention: Retention) -> int:
    """Deletes until nothing is left that is older than its time; how many rows.

    Gigs, their histories and proposals, and what they hold of budgets are never touched.
    """
    now = context.clock.now()
    unlimited = frozenset(name for name, market in context.markets.items() if market.keeps_for is None)
    kinds = (
        (_notices, retention.notices),
        (_operations, retention.operations),
        (_copies, retention.copies),
        (_dialogs, retention.dialogs),
        (partial(_readings, unlimited=unlimited), retention.readings),
        (_call_counts, retention.call_counts),
    )
    deleted = 0
    for delete, kept_for in kinds:
        deleted += await _all_before(context, delete, now - kept_for)
    await context.store.run(lambda tx: tx.consents.forget(now))
    return deleted


async def _all_before(
    context: Context, delete: Callable[[Transaction, datetime], Awaitable[int]], before: datetime
) -> int:
    """A batch in each transaction, so that others come between; how many rows."""

    async def batch(tx: Transaction) -> int:
        return await delete(tx, before)

    deleted = 0
    while True:
        count = await context.store.run(batch)
        deleted += count
        if count < BATCH:
            return deleted


async def _notices(tx: Transaction, before: datetime) -> int:
    return await tx.notices.delete_old(before, BATCH)


async def _operations(tx: Transaction, before: datetime) -> int:
    return await tx.operations.delete_old(before, BATCH)


async def _copies(tx: Transaction, before: datetime) -> int:
    return await tx.copies.delete_old(before, BATCH)


async def _dialogs(tx: Transaction, before: datetime) -> int:
    return await tx.dialogs.delete_idle(before, BATCH)


async def _readings(tx: Transaction, before: datetime, unlimited: frozenset[str]) -> int:
    """Their gigs are not scheduled for another reading either."""
    gigs = await tx.readings.delete_old(before, BATCH, unlimited)
    for tenant, number in gigs:
        await tx.syncs.stop(tenant, number)
    return len(gigs)


async def _call_counts(tx: Transaction, before: datetime) -> int:
    return await tx.api_use.delete_old(before.date(), BATCH)

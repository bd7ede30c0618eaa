"""(periodic) Deletes what nobody needs any more: rows that would otherwise pile up. docs/retention.md has all tables."""

from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from gigs.value import Value
from ports.notices import NoticeState
from ports.operations import OperationState
from ports.retention import Deleted, Position
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.inside.my_skills import SKILLS_KEPT
from use_cases.requesting.leave_form import WORDS_KEPT

PAGE = 200
"""Rows that one transaction looks at: few enough that nobody waits for it."""
SETTLED = (OperationState.DONE, OperationState.REFUSED, OperationState.VOID)
"""Of every other operation the outcome may still be unknown."""
NOT_PENDING = tuple(state for state in NoticeState if state is not NoticeState.PENDING)
"""A pending notice is still to be sent."""


class Retention(Value):
    """For how long each kind of row is kept after it, and the gig it belongs to, were last touched."""

    notices: timedelta
    operations: timedelta
    copies: timedelta
    dialogs: timedelta
    readings: timedelta
    call_counts: timedelta


Delete = Callable[[Transaction, datetime, Position | None], Coroutine[Any, Any, Deleted]]
"""Deletes what goes of one page of old rows."""


async def delete_old(context: Context, retention: Retention) -> int:
    """Deletes all that is older than its time; how many rows.

    Gigs, their histories and proposals, and what they hold of budgets are never touched.
    """
    now = context.clock.now()
    unlimited = frozenset(name for name, market in context.markets.items() if market.keeps_for is None)
    kinds: list[tuple[Delete, timedelta]] = [
        *((partial(_notices, state), retention.notices) for state in NOT_PENDING),
        *((partial(_operations, state), retention.operations) for state in SETTLED),
        (_copies, retention.copies),
        (_dialogs, retention.dialogs),
        (_words_of_left_forms, WORDS_KEPT),
        (_left_forms, retention.dialogs),
        (_skills, SKILLS_KEPT),
        (_hints, retention.dialogs),
        (partial(_readings, unlimited), retention.readings),
        (_marks, timedelta()),
        (_call_counts, retention.call_counts),
    ]
    deleted = 0
    for delete, kept_for in kinds:
        deleted += await _page_by_page(context, delete, now - kept_for)
    await context.store.run(lambda tx: tx.consents.forget(now))
    return deleted


async def _page_by_page(context: Context, delete: Delete, before: datetime) -> int:
    """A page in each transaction, so that others come between; how many rows."""
    page = await context.store.run(delete, before, None)
    deleted = len(page.keys)
    while page.last is not None:
        page = await context.store.run(delete, before, page.last)
        deleted += len(page.keys)
    return deleted


async def _notices(state: NoticeState, tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.notices.delete_old(state, before, PAGE, after)


async def _operations(
    state: OperationState, tx: Transaction, before: datetime, after: Position | None
) -> Deleted:
    return await tx.operations.delete_old(state, before, PAGE, after)


async def _copies(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.copies.delete_old(before, PAGE, after)


async def _dialogs(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.dialogs.delete_idle(before, PAGE, after)


async def _words_of_left_forms(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.left_forms.forget_words(before, PAGE, after)


async def _left_forms(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.left_forms.delete_old(before, PAGE, after)


async def _skills(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.skills.delete_old(before, PAGE, after)


async def _hints(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.hints.delete_old(before, PAGE, after)


async def _marks(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.marks.delete_old(before, PAGE, after)


async def _readings(
    unlimited: frozenset[str], tx: Transaction, before: datetime, after: Position | None
) -> Deleted:
    """Their gigs are not scheduled for another reading either."""
    deleted = await tx.readings.delete_old(before, PAGE, unlimited, after)
    for tenant, number in deleted.keys:
        await tx.syncs.stop(tenant, number)
    return deleted


async def _call_counts(tx: Transaction, before: datetime, after: Position | None) -> Deleted:
    return await tx.api_use.delete_old(before.date(), PAGE, after)

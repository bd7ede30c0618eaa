"""What a clock that was ahead has put into the future counts as now, or it would stand still until that moment comes."""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from ports.clock import SKEW
from ports.notices import Notice
from ports.operations import Operation
from ports.storage import Transaction
from use_cases.context import Context

PLANNED = timedelta(hours=2)
"""Nothing that is put off is put off for longer, but for approvals, whose days are their own."""

log = logging.getLogger(__name__)


async def operations_ahead(tx: Transaction, now: datetime, most: int) -> Sequence[Operation]:
    """Those that moved in the future; whoever carries one out brings its times back."""
    found = await tx.operations.ahead(now + SKEW, most)
    _warn("operations", len(found))
    return found


async def notices_ahead(tx: Transaction, now: datetime, most: int) -> Sequence[Notice]:
    """Those that are to be said later than any is put off."""
    found = await tx.notices.ahead(now + PLANNED, most)
    _warn("notices", len(found))
    return found


async def read_what_is_ahead(context: Context, tx: Transaction, now: datetime) -> None:
    """Readings that are due later than any is planned are due now. Whoever reads still keeps to the day's bound."""
    slowest = max((market.rhythm.slow for market in context.markets.values()), default=timedelta())
    lease = 4 * context.patience.call_timeout
    _warn("readings", await tx.syncs.bring_forward(now + max(slowest, lease) + SKEW, now))


def _warn(what: str, count: int) -> None:
    if count:
        log.warning(
            "the clock stepped back: what lies in the future counts as now",
            extra={"work": what, "jobs": count},
        )

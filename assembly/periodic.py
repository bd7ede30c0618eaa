"""What is done every so often and may be missed: reading marketplaces, the approvals' clock, the sweep, accounts, retention."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial

from assembly.reader import Reader
from config.settings_retention import RetentionSettings
from gigs.errors import GigError
from jobs.ticker import Ticker
from ports.directory import DirectoryUnavailable
from ports.marketplace import MarketplaceError
from ports.storage import StoreUnavailable
from use_cases.approving.run_clock import claim_ticking
from use_cases.context import Context
from use_cases.inside.run_inside_clock import run_gig_clock
from use_cases.lessons.index_missing import index_missing
from use_cases.reading.purge import purge
from use_cases.retention.delete_old import Retention, delete_old
from use_cases.settling.sweep import sweep

log = logging.getLogger(__name__)


def ticking(context: Context, reader: Reader, settings: RetentionSettings) -> Ticker:
    """Everything that ticks, going until it is stopped."""
    ticker = Ticker()
    ticker.every(0.5, reader.look, "read_marketplaces")
    ticker.every(1, partial(_run_clocks, context), "approvals_clock")
    ticker.every(300, partial(purge, context), "purge")
    ticker.every(60, partial(sweep, context), "sweep")
    ticker.every(3600, context.connecting.keep_alive, "keep_accounts_alive")
    ticker.every(3600, partial(delete_old, context, retention_of(settings)), "retention")
    ticker.every(3600, partial(index_missing, context), "similarity")
    return ticker


def retention_of(settings: RetentionSettings) -> Retention:
    """What the settings say."""
    return Retention(
        notices=timedelta(days=settings.keep_notices_days),
        operations=timedelta(days=settings.keep_operations_days),
        copies=timedelta(days=settings.keep_copies_days),
        dialogs=timedelta(days=settings.keep_dialogs_days),
        readings=timedelta(days=settings.keep_readings_days),
        call_counts=timedelta(days=settings.keep_call_counts_days),
    )


async def _run_clocks(context: Context) -> None:
    """What the clock of each gig says is due."""
    await _each(partial(run_gig_clock, context), await claim_ticking(context), "clock not run")


async def _each(
    do: Callable[[str, int], Awaitable[object]], due: Sequence[tuple[str, int]], trouble: str
) -> None:
    """One that fails is done again later and stops nobody."""
    results = await asyncio.gather(*(do(*gig) for gig in due), return_exceptions=True)
    for (_, number), result in zip(due, results, strict=True):
        if isinstance(result, BaseException):
            expected = isinstance(
                result, MarketplaceError | StoreUnavailable | GigError | DirectoryUnavailable
            )
            log.log(
                logging.WARNING if expected else logging.ERROR,
                trouble,
                extra={"gig": number, "reason": type(result).__name__},
                exc_info=None if expected else result,
            )

"""Everything around the engine in one block: who this process is among others, and the housekeeping."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial

from jobs.database import Database
from jobs.dead import forget_buried
from jobs.engine import EMBEDDED, Engine
from jobs.liveness import Liveness, Patience
from jobs.ticker import Ticker
from ports.clock import Clock, Ids

log = logging.getLogger(__name__)

REMEMBERED_FOR = timedelta(days=30)
"""How long a finished job is remembered, so that the same job enqueued again is not done again."""
PLANNED = timedelta(hours=2)
"""No job is put off for longer."""
LETTERS_KEPT_FOR = timedelta(days=180)
"""How long a dead letter is kept for a person to look at."""


@asynccontextmanager
async def working(
    make_engine: Callable[[str], Engine],
    database: Database,
    *,
    shared: bool,
    clock: Clock,
    ids: Ids,
    die: Callable[[int], object],
    patience: Patience | None = None,
    stop_within: float = 10,
    remembered_for: timedelta = REMEMBERED_FOR,
    letters_kept_for: timedelta = LETTERS_KEPT_FOR,
) -> AsyncIterator[Engine]:
    """Claims and does jobs until the block ends, then stops within `stop_within` seconds and hands over the rest.

    `shared` for PostgreSQL. `make_engine` is told under which name this process works. Enter the block before serving; everything else that
    enqueues jobs or uses the store is inside. `die` is `os._exit`: on PostgreSQL it ends a process that its peers
    have declared dead.
    """
    executor_id = ids.new("replica-") if shared else EMBEDDED
    engine = make_engine(executor_id)
    async with AsyncExitStack() as closing:
        liveness = Liveness(database, executor_id, engine.recover, die, patience) if shared else None
        if liveness:
            await liveness.join()
            closing.push_async_callback(liveness.leave)
        await engine.start()
        closing.push_async_callback(engine.stop, stop_within)
        if liveness:
            liveness.watch()

        async def forget() -> None:
            await forget_finished(engine, clock, remembered_for)
            await forget_buried(database, clock, letters_kept_for)

        housekeeping = Ticker()
        housekeeping.every(60, partial(_not_ahead, engine), "jobs_ahead")
        housekeeping.every(3600, forget, "forget_old_jobs")
        closing.push_async_callback(housekeeping.stop)
        yield engine


async def _not_ahead(engine: Engine) -> None:
    if brought := await engine.bring_forward(PLANNED):
        log.warning("the clock stepped back: jobs in the future are due now", extra={"jobs": brought})


async def forget_finished(engine: Engine, clock: Clock, remembered_for: timedelta, batch: int = 1000) -> int:
    """Deletes all finished jobs of before, a batch in each transaction, so that others come between; how many."""
    forgotten = 0
    while True:
        deleted = await engine.forget(clock.now() - remembered_for, batch)
        forgotten += deleted
        if deleted < batch:
            return forgotten

"""Everything around the engine in one block: who this process is among others, and the housekeeping."""

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from jobs.engine import EMBEDDED, Engine
from jobs.liveness import Liveness, Patience
from jobs.ticker import Ticker
from ports.clock import Clock, Ids

REMEMBERED_FOR = timedelta(days=30)
"""How long a finished job is remembered, so that the same job enqueued again is not done again."""


@asynccontextmanager
async def working(
    make_engine: Callable[[str], Engine],
    database: AsyncEngine,
    *,
    clock: Clock,
    ids: Ids,
    die: Callable[[int], object],
    patience: Patience | None = None,
    stop_within: int = 10,
) -> AsyncIterator[Engine]:
    """Claims and does jobs until the block ends, then stops within `stop_within` seconds and hands over the rest.

    `make_engine` is told under which name this process works. Enter the block before serving; everything else that
    enqueues jobs or uses the store is inside. `die` is `os._exit`: on PostgreSQL it ends a process that its peers
    have declared dead.
    """
    shared = database.dialect.name == "postgresql"
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
        closing.push_async_callback(_housekeeping(engine, clock).stop)
        yield engine


def _housekeeping(engine: Engine, clock: Clock) -> Ticker:
    ticker = Ticker()
    ticker.every(60, engine.bury_broken, "bury_broken_jobs")
    ticker.every(3600, partial(_forget, engine, clock), "forget_finished_jobs")
    return ticker


async def _forget(engine: Engine, clock: Clock) -> None:
    await engine.forget(clock.now() - REMEMBERED_FOR)

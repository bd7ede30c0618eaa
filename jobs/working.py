"""Everything around the engine in one block: who this process is among others, and the housekeeping."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from functools import partial

from sqlalchemy.ext.asyncio import AsyncEngine

from jobs.engine import EMBEDDED, Engine
from jobs.liveness import Liveness, Patience
from jobs.promises import Promises
from jobs.queues import QUEUES, Queue
from jobs.retries import Backoff, Chance
from jobs.runner import GiveUp, Handler
from jobs.ticker import Ticker
from use_cases.ports import Clock, Ids, Job

KEPT = timedelta(days=30)
"""How long a finished job is remembered, so that the same promise made again is not done again."""


@asynccontextmanager
async def working(
    url: str,
    database: AsyncEngine,
    promises: Promises,
    handlers: Mapping[type[Job], Handler],
    *,
    clock: Clock,
    chance: Chance,
    ids: Ids,
    die: Callable[[int], object],
    give_up: Mapping[type[Job], GiveUp] | None = None,
    queues: Sequence[Queue] = QUEUES,
    backoff: Backoff | None = None,
    patience: Patience | None = None,
    stop_within: int = 10,
) -> AsyncIterator[Engine]:
    """Claims and does jobs until the block ends, then stops within `stop_within` seconds and hands over the rest.

    Enter it before serving; everything else that promises jobs or uses the store is inside. `die` is `os._exit`: on
    PostgreSQL it ends a process that its peers have declared dead.
    """
    shared = database.dialect.name == "postgresql"
    executor_id = ids.new("replica-") if shared else EMBEDDED
    engine = Engine(
        url,
        database,
        promises,
        handlers,
        clock=clock,
        chance=chance,
        executor_id=executor_id,
        give_up=give_up,
        queues=queues,
        backoff=backoff,
    )
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
    ticker.every(60, engine.bury_broken, "bury broken jobs")
    ticker.every(3600, partial(_forget, engine, clock), "forget finished jobs")
    return ticker


async def _forget(engine: Engine, clock: Clock) -> None:
    await engine.forget(clock.now() - KEPT)

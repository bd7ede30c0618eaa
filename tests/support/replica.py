"""A whole process of ours without Teams: store, promises and engine, and jobs whose behaviour a test decides."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from jobs.engine import EMBEDDED, Engine
from jobs.liveness import Liveness, Patience
from jobs.promises import Promises
from jobs.queues import Queue
from jobs.retries import Backoff
from store.engine import Database, open_database
from store.sql import SqlStore
from tests.support.builders import TENANT
from tests.support.clock import FakeClock
from use_cases.ports import Job

QUICK = (Queue("market", at_once=10, poll=0.05), Queue("notify", at_once=20, poll=0.05, per_second=1000))
AT_ONCE = Backoff(first=0, failures=3)
"""Tries a job again at once, and gives it up after three failures."""

QUICK_TO_BURY = Patience(beat=0.3, dead_after=2.5)


class Errand(Job):
    """Runs what the test says."""

    name: ClassVar[str] = "errand"
    queue: ClassVar[str] = "market"

    tenant: str = TENANT
    what: str

    @property
    def key(self) -> str:
        return f"errand:{self.tenant}:{self.what}"


@dataclass
class Replica:
    """What app.py wires, as far as jobs need it."""

    database: Database
    store: SqlStore
    engine: Engine

    async def promise(self, *errands: Job, **options: Any) -> None:
        async with self.store.transaction() as tx:
            for errand in errands:
                await tx.jobs.add(errand, **options)


@asynccontextmanager
async def a_replica(
    url: str,
    errand: Callable[[Errand], Awaitable[None]],
    *,
    executor_id: str = EMBEDDED,
    patience: int = 0,
    die: Callable[[int], object] | None = None,
    **options: Any,
) -> AsyncIterator[Replica]:
    """Running until the block ends. Only one at a time in a process: the engine is a singleton.

    With `die` it looks after other processes, and dies by it when they declare it dead.
    """
    async with AsyncExitStack() as closing:
        database = await open_database(url)
        closing.push_async_callback(database.close)
        promises = Promises(url)
        closing.callback(promises.close)
        usual: dict[str, Any] = {
            "clock": FakeClock(),
            "chance": lambda: 1.0,
            "queues": QUICK,
            "backoff": AT_ONCE,
        }
        more = {"executor_id": executor_id, **usual, **options}
        engine = Engine(url, database.engine, promises, {Errand: errand}, **more)
        liveness = None
        if die:
            liveness = Liveness(database.engine, executor_id, engine.recover, die, QUICK_TO_BURY)
            await liveness.join()
            closing.push_async_callback(liveness.leave)
        await engine.start()
        closing.push_async_callback(engine.stop, patience)
        if liveness:
            liveness.watch()
        yield Replica(database, SqlStore(database.engine, promises.enqueue), engine)

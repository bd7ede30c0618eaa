"""A whole process of ours without Teams: store, promises and engine, and jobs whose behaviour a test decides."""

import itertools
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, ClassVar

from sqlalchemy import text

from jobs.engine import Engine
from jobs.engine_lifetime import working
from jobs.enqueueing import Enqueuer
from jobs.liveness import Patience
from jobs.queues import Queue
from jobs.retries import Backoff
from ports.jobs import Job
from ports.storage import Transaction
from store.engine import Database, open_database
from store.sql import SqlStore
from tests.support.builders import TENANT
from tests.support.clock import FakeClock

QUICK = (Queue("market", at_once=10, poll=0.05), Queue("notify", at_once=20, poll=0.05, per_second=1000))
AT_ONCE = Backoff(first=0, failures=3)
"""Tries a job again at once, and gives it up after three failures."""

QUICK_TO_BURY = Patience(beat=0.5, dead_after=6)
"""For processes that are there to die; a busy machine must not look like a dead one."""


class SampleJob(Job):
    """Runs what the test says."""

    name: ClassVar[str] = "errand"
    queue: ClassVar[str] = "market"

    tenant: str = TENANT
    what: str
    to: str = ""

    @property
    def key(self) -> str:
        return f"errand:{self.tenant}:{self.what}"

    @property
    def part(self) -> str:
        return self.to


@dataclass
class Replica:
    """What app.py wires, as far as jobs need it."""

    database: Database
    store: SqlStore
    engine: Engine

    async def enqueue(self, *jobs: Job, **options: Any) -> None:
        await self.store.run(_add, jobs, options)

    async def sql(self, statement: str) -> list[tuple[Any, ...]]:
        """The rows of a look from outside."""
        async with self.database.engine.begin() as connection:
            found = await connection.execute(text(statement))
            return [tuple(row) for row in found] if found.returns_rows else []


async def _add(tx: Transaction, jobs: Sequence[Job], options: Mapping[str, Any]) -> None:
    for job in jobs:
        await tx.jobs.add(job, **options)


_starts = itertools.count(1)


class NamedOnce:
    """The Ids port of one process: its one name."""

    def __init__(self, name: str) -> None:
        self._name = name

    def new(self, prefix: str) -> str:
        return f"{prefix}-{self._name}"


def must_live(code: int) -> None:
    """`die` for a process that runs other tests too."""
    raise AssertionError(f"the test's own process was to end with {code}")


@asynccontextmanager
async def a_replica(
    url: str,
    job: Callable[[SampleJob], Awaitable[None]],
    *,
    name: str = "",
    stop_within: int = 0,
    **options: Any,
) -> AsyncIterator[Replica]:
    """Running until the block ends. `between` may put something between the engine and the database."""
    around = {"patience": options.pop("patience", None), "die": options.pop("die", must_live)}
    between = options.pop("between", lambda transactions: transactions)
    inside: dict[str, Any] = {
        "clock": FakeClock(),
        "chance": lambda: 1.0,
        "queues": QUICK,
        "backoff": AT_ONCE,
    }
    inside |= options
    async with AsyncExitStack() as closing:
        database = await open_database(url)
        closing.push_async_callback(database.close)
        shared = database.is_shared
        transactions = between(database.transactions)
        enqueuer = Enqueuer(shared=shared, queues=inside["queues"])

        def make_engine(executor_id: str) -> Engine:
            return Engine(
                transactions, enqueuer, {SampleJob: job}, shared=shared, executor_id=executor_id, **inside
            )

        ids = NamedOnce(name or f"{next(_starts)}")
        engine = await closing.enter_async_context(
            working(
                make_engine,
                transactions,
                shared=shared,
                clock=inside["clock"],
                ids=ids,
                stop_within=stop_within,
                **around,
            )
        )
        store = SqlStore(database.transactions, enqueuer.enqueue, enqueuer.enqueued)
        yield Replica(database, store, engine)

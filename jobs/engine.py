"""The engine's life in this process: it starts, claims enqueued jobs, and stops without losing any."""

import asyncio
import logging
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from jobs.database import Database
from jobs.enqueueing import Enqueuer
from jobs.exchange import Claimed, Exchange, Left, Outcome
from jobs.queues import QUEUES, Queue
from jobs.retries import Backoff, Chance
from jobs.runner import GiveUp, Handler, Runner
from ports.clock import Clock
from ports.jobs import Job
from ports.storage import StoreUnavailable

log = logging.getLogger(__name__)

EMBEDDED = "embedded"
"""The name of the only process on SQLite: the same at every start, so that it finds its own unfinished work."""

LINGER = 0.1
"""Seconds in which jobs that are done wait for others, to be handed over in one exchange."""

AWAY = 2.0
"""Seconds until a database that did not answer is asked again."""

OWN_NAME = "on a shared database every start needs a name of its own, or jobs would run twice"

LAST_WORDS = 1.5
"""Seconds that interrupted jobs get to end."""


class Engine:
    """One loop that exchanges finished jobs for new ones, and a task for each job."""

    def __init__(
        self,
        database: Database,
        enqueuer: Enqueuer,
        handlers: Mapping[type[Job], Handler],
        *,
        clock: Clock,
        chance: Chance,
        shared: bool,
        executor_id: str = EMBEDDED,
        give_up: Mapping[type[Job], GiveUp] | None = None,
        queues: Sequence[Queue] = QUEUES,
        backoff: Backoff | None = None,
    ) -> None:
        """`executor_id` is EMBEDDED on SQLite, and new at every start on PostgreSQL (`shared`): `jobs.engine_lifetime`
        sees to it.

        Raises ValueError when it is not, and for a job whose queue is not in the table.
        """
        self._places = _places(queues, handlers)
        if (executor_id == EMBEDDED) is shared:
            raise ValueError(OWN_NAME)
        self._shared = shared
        self._exchange = Exchange(database, executor_id, queues, shared=shared)
        self._runner = Runner(
            database, handlers, give_up or {}, clock=clock, chance=chance, backoff=backoff or Backoff()
        )
        self._busy: Counter[str] = Counter()
        self._tasks: dict[asyncio.Task[Outcome], Claimed] = {}
        self._outcomes: list[Outcome] = []
        self._in_doubt = False
        self._closed = False
        self._ending = False
        self._wake = asyncio.Event()
        self._exchanging = asyncio.Lock()
        self._lingering: asyncio.TimerHandle | None = None
        self._loop: asyncio.Task[None] | None = None
        enqueuer.wakes(self._wake.set)

    async def start(self) -> None:
        """Takes up what was left, and begins to claim jobs. Raises StoreUnavailable."""
        if not self._shared:
            await self.recover([EMBEDDED])
        self._loop = asyncio.create_task(self._work(), name="jobs")

    async def recover(self, executor_ids: Sequence[str]) -> int:
        """Gives the unfinished jobs of dead processes back to their queues; how many. Safe to repeat."""
        return await self._exchange.recover(executor_ids)

    async def forget(self, finished_before: datetime, limit: int = 1000) -> int:
        """Deletes up to `limit` of what is remembered of finished jobs; how many. Their keys can then be enqueued anew."""
        return await self._exchange.forget(finished_before.timestamp(), limit)

    async def bring_forward(self, latest: timedelta) -> int:
        """Jobs that wait for longer than `latest`, because the clock stepped back, are due now; how many. Safe to repeat."""
        return await self._exchange.bring_forward(latest.total_seconds())

    async def stop(self, patience: float = 10) -> None:
        """Claims nothing more, lets running jobs finish, and hands what still runs after `patience` seconds to others.

        After everything that enqueues jobs has stopped, and before the database is closed.
        """
        self._closed = True
        self._wake.set()
        async with self._exchanging:
            pass  # what was claimed until now is in `_tasks`, and nothing is added
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=max(0.0, patience - LAST_WORDS))
        for task in list(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=LAST_WORDS)
        self._ending = True
        self._wake.set()
        if self._loop is not None:
            await self._loop
        if self._lingering is not None:
            self._lingering.cancel()

    async def _work(self) -> None:
        wait = 0.0
        while True:
            await self._until_woken(wait)
            if self._ending and not self._outcomes and not self._in_doubt:
                return
            try:
                wait = await self._swap()
                continue
            except StoreUnavailable as error:
                log.warning("jobs wait for the database", extra={"error": type(error).__name__})
            except Exception:
                # Whatever it was, the loop must go on: without it no job is ever done.
                log.exception("no jobs could be claimed")
            self._in_doubt = True
            if self._ending:
                return
            wait = AWAY

    async def _until_woken(self, longest: float) -> None:
        try:
            async with asyncio.timeout(longest):
                await self._wake.wait()
        except TimeoutError:
            pass
        self._wake.clear()

    async def _swap(self) -> float:
        """One exchange; how long to wait for the next."""
        async with self._exchanging:
            return await self._swap_alone()

    async def _swap_alone(self) -> float:
        outcomes = list(self._outcomes)
        known: set[str] | None = None
        if self._in_doubt:
            known = {claimed.id for claimed in self._tasks.values()} | {outcome.id for outcome in outcomes}
        free = (
            {} if self._closed else {queue: most - self._busy[queue] for queue, most in self._places.items()}
        )
        if not outcomes and known is None and not any(free.values()):
            return self._exchange.poll
        claims = await self._exchange.swap(outcomes, free, known)
        self._in_doubt = False
        del self._outcomes[: len(outcomes)]
        for claimed in claims.jobs:
            self._busy[claimed.queue] += 1
            task = asyncio.create_task(self._runner.run(claimed), name=f"job {claimed.name}")
            self._tasks[task] = claimed
            task.add_done_callback(self._ended)
        return claims.wait

    def _ended(self, task: asyncio.Task[Outcome]) -> None:
        claimed = self._tasks.pop(task)
        outcome = Left(claimed.id) if task.cancelled() else task.result()
        was_full = self._busy[claimed.queue] >= self._places[claimed.queue]
        self._busy[claimed.queue] -= 1
        self._outcomes.append(outcome)
        if was_full:
            self._wake.set()
        elif self._lingering is None:
            self._lingering = asyncio.get_running_loop().call_later(LINGER, self._lingered)

    def _lingered(self) -> None:
        self._lingering = None
        self._wake.set()


def _places(queues: Sequence[Queue], kinds: Iterable[type[Job]]) -> Mapping[str, int]:
    """How many jobs of each queue we do at once."""
    places = {queue.name: queue.at_once for queue in queues}
    for kind in kinds:
        if kind.queue not in places:
            raise ValueError(f"job {kind.name} wants queue {kind.queue!r}, which is not in the table")
    return places

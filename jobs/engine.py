"""The engine: runs promised jobs, tries them again, gives them up, and stops without losing any."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer
from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from jobs.dead import bury
from jobs.promises import APPLICATION, VERSION, Promises
from jobs.queues import QUEUES, Queue
from jobs.retries import Attempt, Backoff, Chance
from use_cases.ports import Clock, Job, TryLater
from use_cases.storage import StoreUnavailable

log = logging.getLogger(__name__)

Handler = Callable[[Any], Awaitable[None]]
"""Does one job, given by type. May run twice after a crash, so its effect is keyed by something that lasts."""

GiveUp = Callable[[Any, str], Awaitable[None]]
"""Told of a job that was given up, and why. May be told twice after a crash."""

EMBEDDED = "embedded"
"""The name of the only process on SQLite: the same at every start, so that it finds its own unfinished work."""

RECOVERIES = 20
"""A job that was running at this many crashes probably causes them; it is not started again."""

LONGEST = 300.0
"""Seconds after which a running job is stopped and counts as failed."""


class Engine:
    """At most one per process: DBOS is a singleton."""

    def __init__(
        self,
        url: str,
        database: AsyncEngine,
        promises: Promises,
        handlers: Mapping[type[Job], Handler],
        *,
        clock: Clock,
        chance: Chance,
        executor_id: str = EMBEDDED,
        give_up: Mapping[type[Job], GiveUp] | None = None,
        queues: Sequence[Queue] = QUEUES,
        backoff: Backoff | None = None,
    ) -> None:
        """`executor_id` must be new at every start on PostgreSQL, and EMBEDDED on SQLite."""
        self._url = url
        self._database = database
        self._promises = promises
        self._handlers = handlers
        self._clock = clock
        self._chance = chance
        self._executor_id = executor_id
        self._give_up = give_up or {}
        self._queues = queues
        self._backoff = backoff or Backoff()
        self._running: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Makes or migrates the engine's tables, takes up what was left, and begins to claim jobs.

        Blocks the loop for up to a second, so it comes before serving. Raises ValueError for a job on a queue that
        does not exist, and what the database raises when it is not there.
        """
        known = {queue.name for queue in self._queues}
        for kind in self._handlers:
            if kind.queue not in known:
                raise ValueError(f"job {kind.name} wants queue {kind.queue!r}, which is not in the table")
        # With a handler of its own DBOS would print to the terminal instead of our log.
        engine_log = logging.getLogger("dbos")
        if not engine_log.handlers:
            engine_log.addHandler(logging.NullHandler())
        DBOS(config=self._config())
        for kind, handler in self._handlers.items():
            DBOS.workflow(name=kind.name, max_recovery_attempts=RECOVERIES)(self._workflow(kind, handler))
        DBOS.launch()
        for queue in self._queues:
            await DBOS.register_queue_async(
                queue.name,
                worker_concurrency=queue.at_once,
                limiter={"limit": queue.per_second, "period": 1} if queue.per_second else None,
                polling_interval_sec=queue.poll,
            )

    def _config(self) -> DBOSConfig:
        return DBOSConfig(
            name=APPLICATION,
            application_version=VERSION,
            executor_id=self._executor_id,
            system_database_url=self._url,
            serializer=DBOSPortableJSONSerializer(),
            max_executor_threads=32,
            sys_db_pool_size=10,
            log_level="WARNING",
        )

    def _workflow(self, kind: type[Job], handler: Handler) -> Callable[..., Awaitable[None]]:
        async def run(document: dict[str, Any], attempt: dict[str, Any]) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            try:
                await self._run(kind, handler, document, Attempt.model_validate(attempt))
            finally:
                self._running.discard(task)

        return run

    async def _run(
        self, kind: type[Job], handler: Handler, document: dict[str, Any], attempt: Attempt
    ) -> None:
        try:
            job = kind.model_validate(document)
        except ValidationError as error:
            log.error("job cannot be read", extra={"job": kind.name, "promise": attempt.promise})
            await self._bury(kind, document, attempt, f"cannot be read: {error.error_count()} problems")
            return
        try:
            async with asyncio.timeout(LONGEST):
                await handler(job)
        except TryLater as later:
            await self._later(job, attempt, later)
        except StoreUnavailable as error:
            await self._later(job, attempt, TryLater(f"store unavailable: {error}", counts=False))
        except Exception as error:
            log.exception("job failed", extra={"job": job.name, "promise": attempt.promise})
            await self._later(job, attempt, TryLater(f"{type(error).__name__}: {error}"))

    async def _later(self, job: Job, attempt: Attempt, later: TryLater) -> None:
        following = attempt.next(counts=later.counts)
        if self._backoff.gives_up(following):
            await self._bury(type(job), job.model_dump(mode="json"), attempt, str(later))
            await self._tell(job, str(later))
            return
        delay = self._backoff.delay(later, following, self._chance)
        log.info(
            "job later",
            extra={"job": job.name, "promise": attempt.promise, "tries": attempt.tries, "delay": delay},
        )
        await self._insist(lambda connection: self._promises.put(connection, job, following, delay))

    async def _bury(self, kind: type[Job], document: dict[str, Any], attempt: Attempt, reason: str) -> None:
        log.error(
            "job given up", extra={"job": kind.name, "promise": attempt.promise, "tries": attempt.tries}
        )
        at = self._clock.now()
        await self._insist(
            lambda connection: bury(
                connection, kind.name, document, attempt.promise, attempt.tries, reason, at
            )
        )

    async def _tell(self, job: Job, reason: str) -> None:
        tell = self._give_up.get(type(job))
        if tell is None:
            return
        try:
            await tell(job, reason)
        except Exception:
            log.exception("nobody could be told of a job given up", extra={"job": job.name})

    async def _insist(self, write: Callable[[AsyncConnection], Awaitable[None]]) -> None:
        """One transaction, repeated until the database takes it: a job must not be lost because that was away.

        `write` may run again after a commit whose answer was lost, so it must be safe to repeat.
        """
        while True:
            try:
                async with self._database.begin() as connection:
                    await write(connection)
                return
            except (OperationalError, InterfaceError, NoFreeConnection) as error:
                log.warning("jobs wait for the database", extra={"error": type(error).__name__})
                await asyncio.sleep(2)

    async def recover(self, executor_ids: Sequence[str]) -> int:
        """Gives the unfinished jobs of dead processes back to their queues; how many. Safe to repeat."""
        # The public way (list and resume) forgets how often a job was running at a crash, and asks for nobody else to
        # recover at the same time; this one is guarded by the executor's name. tests/jobs kills a replica to watch it.
        recover = partial(DBOS._recover_pending_workflows, list(executor_ids))  # noqa: SLF001
        return len(await asyncio.to_thread(recover))

    async def forget(self, finished_before: datetime, limit: int = 1000) -> int:
        """Deletes what the engine remembers of finished jobs; how many. Their keys can then be promised anew."""
        finished = await DBOS.list_workflows_async(
            status=["SUCCESS"],
            completed_before=finished_before.isoformat(),
            limit=limit,
            load_input=False,
            load_output=False,
        )
        if finished:
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in finished])
        return len(finished)

    async def stop(self, patience: int = 10) -> None:
        """Claims nothing more, lets running jobs finish, and after `patience` seconds leaves the rest for the next start.

        Call it before the database is closed and after everything that promises jobs has stopped.
        """
        loop = asyncio.get_running_loop()
        destroy = partial(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=patience)
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="jobs-stop") as thread:
            stopping = loop.run_in_executor(thread, destroy)
            await asyncio.wait({stopping}, timeout=max(0.0, patience - 1.5))
            for task in self._running:
                task.cancel()
            await stopping
        # DBOS had put its own thread pool under the loop, and that is closed now.
        loop.set_default_executor(ThreadPoolExecutor())

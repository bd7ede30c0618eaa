"""The engine's life in this process: it starts, claims enqueued jobs, and stops without losing any."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from functools import partial
from typing import Any

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer
from sqlalchemy.ext.asyncio import AsyncEngine

from jobs.enqueueing import APPLICATION, VERSION, Attempt, Enqueuer
from jobs.queues import QUEUES, Queue
from jobs.retries import Backoff, Chance
from jobs.runner import GiveUp, Handler, Runner
from ports.clock import Clock
from ports.jobs import Job

EMBEDDED = "embedded"
"""The name of the only process on SQLite: the same at every start, so that it finds its own unfinished work."""

RECOVERIES = 20
"""A job that was running at this many crashes probably causes them; it is not started again."""

_BROKEN = ["ERROR", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]


class Engine:
    """At most one per process: DBOS is a singleton. One that was stopped is not started again."""

    def __init__(
        self,
        url: str,
        database: AsyncEngine,
        enqueuer: Enqueuer,
        handlers: Mapping[type[Job], Handler],
        *,
        clock: Clock,
        chance: Chance,
        executor_id: str = EMBEDDED,
        give_up: Mapping[type[Job], GiveUp] | None = None,
        queues: Sequence[Queue] = QUEUES,
        backoff: Backoff | None = None,
    ) -> None:
        """`executor_id` is EMBEDDED on SQLite, and new at every start on PostgreSQL: `jobs.engine_lifetime` sees to it.

        Raises ValueError when it is not, and for a job whose queue is not in the table.
        """
        if (executor_id == EMBEDDED) is (database.dialect.name == "postgresql"):
            raise ValueError(
                "on a shared database every start needs a name of its own, or jobs would run twice"
            )
        known = {queue.name for queue in queues}
        for kind in handlers:
            if kind.queue not in known:
                raise ValueError(f"job {kind.name} wants queue {kind.queue!r}, which is not in the table")
        self._url = url
        self._kinds = {kind.name: kind for kind in handlers}
        self._queues = queues
        self._executor_id = executor_id
        self._runner = Runner(
            database,
            enqueuer,
            handlers,
            give_up or {},
            clock=clock,
            chance=chance,
            backoff=backoff or Backoff(),
        )
        self._running: set[asyncio.Task[Any]] = set()

    async def start(self) -> None:
        """Makes or migrates the engine's tables, takes up what was left, and begins to claim jobs.

        Blocks the loop for up to a second, so it comes before serving. Raises what the database raises when it is
        not there.
        """
        # With a handler of its own DBOS would print to the terminal instead of our log.
        engine_log = logging.getLogger("dbos")
        if not engine_log.handlers:
            engine_log.addHandler(logging.NullHandler())
        DBOS(config=self._config())
        try:
            for kind in self._kinds.values():
                DBOS.workflow(name=kind.name, max_recovery_attempts=RECOVERIES)(self._workflow(kind))
            DBOS.launch()
            for queue in self._queues:
                await DBOS.register_queue_async(
                    queue.name,
                    worker_concurrency=queue.at_once,
                    limiter={"limit": queue.per_second, "period": 1} if queue.per_second else None,
                    polling_interval_sec=queue.poll,
                )
        except BaseException:
            await self.stop(patience=0)
            raise

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

    def _workflow(self, kind: type[Job]) -> Callable[..., Awaitable[None]]:
        async def run(document: dict[str, Any], attempt: dict[str, Any]) -> None:
            task = asyncio.current_task()
            assert task is not None
            self._running.add(task)
            try:
                await self._runner.run(kind, document, Attempt.model_validate(attempt))
            finally:
                self._running.discard(task)

        return run

    async def recover(self, executor_ids: Sequence[str]) -> int:
        """Gives the unfinished jobs of dead processes back to their queues; how many. Safe to repeat."""
        # The public way (list and resume) forgets at how many crashes a job was running, and asks that nobody else
        # recovers at the same time; this one is guarded by the executor's name. tests/jobs kills a replica to watch it.
        recover = partial(DBOS._recover_pending_workflows, list(executor_ids))  # noqa: SLF001
        return len(await asyncio.to_thread(recover))

    async def bury_broken(self, limit: int = 100) -> int:
        """Buries jobs that the engine itself refused to start again; how many. For the ticker."""
        broken = await DBOS.list_workflows_async(status=_BROKEN, limit=limit, load_output=False)
        for workflow in broken:
            kind = self._kinds.get(workflow.name)
            if kind is None or workflow.input is None:
                continue
            document, attempt = workflow.input["args"]
            await self._runner.bury(kind, document, Attempt.model_validate(attempt), workflow.status)
            await DBOS.delete_workflow_async(workflow.workflow_id)
        return len(broken)

    async def forget(self, finished_before: datetime, limit: int = 1000) -> int:
        """Deletes what the engine remembers of finished jobs; how many. Their keys can then be enqueued anew."""
        finished = await DBOS.list_workflows_async(
            status="SUCCESS",
            completed_before=finished_before.isoformat(),
            limit=limit,
            load_input=False,
            load_output=False,
        )
        if finished:
            await DBOS.delete_workflows_async([workflow.workflow_id for workflow in finished])
        return len(finished)

    async def stop(self, patience: int = 10) -> None:
        """Claims nothing more, lets running jobs finish, and after `patience` seconds leaves the rest to the next start.

        After everything that enqueues jobs has stopped, and before the database is closed.
        """
        loop = asyncio.get_running_loop()
        destroy = partial(DBOS.destroy, destroy_registry=True, workflow_completion_timeout_sec=patience)
        # DBOS sleeps while it waits, and it has put its own threads under the loop: neither may be in the way.
        with ThreadPoolExecutor(max_workers=1, thread_name_prefix="jobs-stop") as thread:
            stopping = loop.run_in_executor(thread, destroy)
            await asyncio.wait({stopping}, timeout=max(0.0, patience - 1.5))
            for task in self._running:
                task.cancel()
            await stopping
        loop.set_default_executor(ThreadPoolExecutor())

"""Jobs are enqueued: written into the engine's own table by the transaction that wants them done."""

from datetime import timedelta
from typing import Any, Self

from dbos import DBOSClient, DBOSPortableJSONSerializer, EnqueueOptions
from pydantic import Field
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection

from gigs.value import Value, formerly
from ports.jobs import Job

APPLICATION = "freelance-connector"

VERSION = "freelance-connector-1"
"""Constant on purpose: the engine's default, a hash of the code, strands all work in flight at every release."""


class Attempt(Value):
    """Which try of a job this is; travels with the job. Only `failures` count towards giving up."""

    job_id: str = Field(validation_alias=formerly("job_id", "promise"))
    tries: int = 1
    failures: int = 0

    @property
    def id(self) -> str:
        """One id per try, so that enqueueing the next try twice is one try."""
        return self.job_id if self.tries == 1 else f"{self.job_id}~{self.tries}"

    def next(self, *, counts: bool) -> Self:
        """The try after this one."""
        return self.model_copy(update={"tries": self.tries + 1, "failures": self.failures + counts})


class Enqueuer:
    """Puts jobs on their queues. Opens no connection of its own and needs no running engine, only its tables."""

    def __init__(self, url: str) -> None:
        self._client = DBOSClient(
            system_database_url=url,
            application_name=APPLICATION,
            serializer=DBOSPortableJSONSerializer(),
            lazy=True,
        )

    async def enqueue(
        self, connection: AsyncConnection, job: Job, delay: timedelta | None = None, again: str = ""
    ) -> None:
        """No-op when (job.key, again) was enqueued before, even if that work is finished."""
        job_id = f"{job.key}#{again}" if again else job.key
        seconds = delay.total_seconds() if delay else 0.0
        await self.put(connection, job, Attempt(job_id=job_id), seconds)

    async def put(self, connection: AsyncConnection, job: Job, attempt: Attempt, delay: float) -> None:
        """Puts one attempt on the job's queue, `delay` seconds from now, if and only if the transaction commits."""
        options = EnqueueOptions(
            workflow_name=job.name,
            queue_name=job.queue,
            workflow_id=attempt.id,
            app_version=VERSION,
        )
        if delay > 0:
            options["delay_seconds"] = delay
        arguments = (job.model_dump(mode="json"), attempt.model_dump(mode="json"))
        await connection.run_sync(self._put, options, arguments)

    def _put(
        self, connection: Connection, options: EnqueueOptions, arguments: tuple[dict[str, Any], ...]
    ) -> None:
        self._client.enqueue_in_transaction(connection, options, *arguments)

    def close(self) -> None:
        """After the last job."""
        self._client.destroy()

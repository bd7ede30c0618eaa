"""Jobs are enqueued: written into their table by the transaction that wants them done."""

from collections.abc import Callable, Sequence

from jobs.database import Connection
from jobs.queues import QUEUES, Queue, queue_of
from jobs.statements import POSTGRES, SQLITE
from ports.jobs import NewJob

_IN_ORDER = 1e-6
"""Seconds between the due times of two jobs of one transaction: they are claimed in the order they were enqueued in."""


def job_id(new: NewJob) -> str:
    """The same for the same piece of work: what was enqueued under it before is not enqueued again."""
    return f"{new.job.key}#{new.again}" if new.again else new.job.key


class Enqueuer:
    """Puts jobs on their queues. Opens no connection of its own and needs no running engine, only its table."""

    def __init__(self, *, shared: bool, queues: Sequence[Queue] = QUEUES) -> None:
        """`shared` for PostgreSQL. `queues` are the engine's."""
        self._shared = shared
        self._names = frozenset(queue.name for queue in queues)
        self._insert = (POSTGRES if shared else SQLITE).enqueue
        self._wakers: list[Callable[[], object]] = []

    async def enqueue(self, connection: Connection, jobs: Sequence[NewJob]) -> None:
        """All jobs of a transaction at once; those whose id was enqueued before, even if they are done, are left out."""
        rows = [
            {
                "id": job_id(new),
                "name": new.job.name,
                "queue": queue_of(new.job, self._names),
                "document": new.job.model_dump_json(),
                "delay": (new.delay.total_seconds() if new.delay else 0.0) + number * _IN_ORDER,
            }
            for number, new in enumerate(jobs)
        ]
        if self._shared:
            # Two transactions that enqueue the same jobs wait for each other, never in a circle.
            rows.sort(key=lambda row: str(row["id"]))
        await connection.execute(self._insert, rows[0] if len(rows) == 1 else rows)

    def enqueued(self) -> None:
        """After the COMMIT: this process looks at its queues at once. Others do when they look the next time."""
        for wake in self._wakers:
            wake()

    def wakes(self, wake: Callable[[], object]) -> None:
        """`wake` is called whenever jobs were enqueued in this process."""
        self._wakers.append(wake)

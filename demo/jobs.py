"""Background work while the past is made: held in memory and done at the moment it belongs to."""

from collections.abc import Sequence
from datetime import timedelta

from assembly.jobs import JOBS
from demo.time_and_ids import MovedClock
from jobs.enqueueing import job_id
from ports.jobs import Job, NewJob, TryLater
from store.connection import Connection
from use_cases.context import Context
from use_cases.notifying.notify import DeliverNotice, MailNotice, RedrawCards

NOT_THEN = (DeliverNotice, MailNotice, RedrawCards)
"""There is no chat in the past, so nothing was said in one and no card is redrawn."""

A_MOMENT = timedelta(seconds=30)
MOST_ROUNDS = 100


class HeldJobs:
    """What the store enqueues on, and what does it."""

    def __init__(self, clock: MovedClock) -> None:
        self._clock = clock
        self._known: set[str] = set()
        self._due: list[Job] = []

    async def enqueue(self, _connection: Connection, jobs: Sequence[NewJob]) -> None:
        """`store.sql.Enqueue`: the last thing before the COMMIT."""
        for new in jobs:
            name = job_id(new)
            if not isinstance(new.job, NOT_THEN) and name not in self._known:
                self._known.add(name)
                self._due.append(new.job)

    async def work(self, context: Context) -> None:
        """Does everything, and what follows from it; what has to wait a moment gets one."""
        for _ in range(MOST_ROUNDS):
            due, self._due = self._due, []
            if not due:
                return
            for job in due:
                try:
                    await JOBS[type(job)](job, context=context)
                except TryLater as later:
                    self._clock.wait(timedelta(seconds=later.after or 0) or A_MOMENT)
                    self._due.append(job)
        raise RuntimeError(f"the work never ends: {self._due[0].key}")

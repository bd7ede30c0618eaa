"""The exchange: one transaction hands over what became of the claimed jobs, and claims others in their place."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import partial

from jobs.database import Connection, Database
from jobs.queues import Queue
from jobs.statements import POSTGRES, SQLITE, TRY_PACE, look

PACED = 0.1
"""Seconds until a queue that was held back by its pace is looked at again."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that is ours to do, and how it has fared. Only `failures` count towards giving up."""

    id: str
    name: str
    queue: str
    document: str
    tries: int
    failures: int
    crashes: int


@dataclass(frozen=True, slots=True)
class Finished:
    """Done, or given up and buried."""

    id: str


@dataclass(frozen=True, slots=True)
class Postponed:
    """To be tried again `delay` seconds from now, as its try number `tries`."""

    id: str
    delay: float
    tries: int
    failures: int


@dataclass(frozen=True, slots=True)
class Left:
    """Interrupted by our own stop: somebody is to do it as if it had not been claimed."""

    id: str


Outcome = Finished | Postponed | Left


@dataclass(frozen=True, slots=True)
class Claims:
    """The oldest first. `wait` is how long there is nothing new to claim, unless somebody enqueues something."""

    jobs: Sequence[Claimed]
    wait: float


class Exchange:
    """Of one process, named `me`. Nothing of it counts until its transaction has committed."""

    def __init__(self, database: Database, me: str, queues: Sequence[Queue], *, shared: bool) -> None:
        self._database = database
        self._me = me
        self._queues = queues
        self._shared = shared
        self._say = POSTGRES if shared else SQLITE
        self._look = look(len(queues), shared=shared)
        self._looked_at = {f"queue{number}": queue.name for number, queue in enumerate(queues)}
        self.poll = min(queue.poll for queue in queues)
        """Seconds after which somebody else may have enqueued something."""

    async def swap(
        self, outcomes: Sequence[Outcome], free: Mapping[str, int], known: Set[str] | None = None
    ) -> Claims:
        """Hands over `outcomes` and claims up to `free` jobs of each queue. Safe to repeat.

        `known` has the ids of all we are doing, when the answer to the last exchange is missing: what we hold beside
        them was claimed by that one, and goes back. Raises StoreUnavailable.
        """
        claims: Claims = await self._database.run(
            partial(self._swap, outcomes=outcomes, free=free, known=known)
        )
        return claims

    async def _swap(
        self,
        connection: Connection,
        outcomes: Sequence[Outcome],
        free: Mapping[str, int],
        known: Set[str] | None,
    ) -> Claims:
        if known is not None:
            held = [job_id for (job_id,) in await connection.execute(self._say.held, {"me": self._me})]
            outcomes = [*outcomes, *(Left(job_id) for job_id in held if job_id not in known)]
        await self._settle(connection, outcomes)
        return await self._claim_due(connection, free)

    async def _settle(self, connection: Connection, outcomes: Sequence[Outcome]) -> None:
        finished, postponed, left = [], [], []
        for outcome in outcomes:
            row = {"id": outcome.id, "me": self._me}
            if isinstance(outcome, Finished):
                finished.append(row)
            elif isinstance(outcome, Postponed):
                counts = {"delay": outcome.delay, "tries": outcome.tries, "failures": outcome.failures}
                postponed.append(row | counts)
            else:
                left.append(row)
        pairs = (self._say.finish, finished), (self._say.postpone, postponed), (self._say.leave, left)
        for statement, rows in pairs:
            if rows:
                await connection.execute(statement, rows[0] if len(rows) == 1 else rows)

    async def _claim_due(self, connection: Connection, free: Mapping[str, int]) -> Claims:
        jobs: list[Claimed] = []
        wait = self.poll
        if not any(free.values()):
            return Claims(jobs, wait)
        (first,) = await connection.execute(self._look, self._looked_at)
        for queue, due_in in zip(self._queues, first, strict=True):
            places = free.get(queue.name, 0)
            if due_in is None or not places:
                continue
            if due_in > 0:
                wait = min(wait, due_in)
                continue
            claimed = await self._claim(connection, queue, places)
            if queue.per_second and len(claimed) < places:
                wait = min(wait, PACED)
            jobs += claimed
        return Claims(jobs, wait)

    async def _claim(self, connection: Connection, queue: Queue, places: int) -> list[Claimed]:
        asked = {"me": self._me, "queue": queue.name, "free": places}
        if queue.per_second is None:
            rows = await connection.execute(self._say.claim, asked)
        else:
            if self._shared and not (await connection.execute(TRY_PACE, {"queue": queue.name})).scalar():
                return []
            rows = await connection.execute(self._say.claim_paced, asked | {"per_second": queue.per_second})
        oldest_first = sorted(rows, key=lambda row: float(row[-1]))
        return [
            Claimed(job_id, name, queue.name, document, tries, failures, crashes)
            for job_id, name, document, tries, failures, crashes, _ in oldest_first
        ]

    async def recover(self, holders: Sequence[str]) -> int:
        """Gives back to their queues what dead processes hold; how many jobs. Safe to repeat."""

        async def work(connection: Connection) -> int:
            parameters = {"holders": list(holders) if self._shared else holders[0]}
            return (await connection.execute(self._say.recover, parameters)).rowcount

        recovered: int = await self._database.run(work)
        return recovered

    async def forget(self, finished_before: float, limit: int) -> int:
        """Deletes up to `limit` finished jobs, the oldest first; how many."""

        async def work(connection: Connection) -> int:
            parameters = {"before": finished_before, "limit": limit}
            return (await connection.execute(self._say.forget, parameters)).rowcount

        forgotten: int = await self._database.run(work)
        return forgotten

    async def bring_forward(self, latest: float) -> int:
        """What is due later than `latest` seconds from now is due now; how many jobs. Safe to repeat."""

        async def work(connection: Connection) -> int:
            rows = [
                (
                    await connection.execute(self._say.bring_forward, {"queue": queue.name, "latest": latest})
                ).rowcount
                for queue in self._queues
            ]
            return sum(rows)

        brought: int = await self._database.run(work)
        return brought

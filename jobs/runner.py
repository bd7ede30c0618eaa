"""Doing one job: the handler is called, and what it did not finish is tried later or given up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from jobs.dead import bury
from jobs.enqueueing import Attempt, Enqueuer
from jobs.retries import Backoff, Chance
from ports.clock import Clock
from ports.directory import DirectoryUnavailable
from ports.jobs import Job, TryLater
from ports.storage import StoreUnavailable

log = logging.getLogger(__name__)

Handler = Callable[[Any], Awaitable[None]]
"""Does one job, given by type. May run twice after a crash, so its effect is keyed by something that lasts."""

GiveUp = Callable[[Any, str], Awaitable[None]]
"""Told of a job that was given up, and why. May be told twice after a crash."""

LONGEST = 300.0
"""Seconds after which a running job is stopped and counts as failed."""


class Runner:
    """Never raises: whatever a job does, it ends as done, enqueued again, or buried."""

    def __init__(
        self,
        database: AsyncEngine,
        enqueuer: Enqueuer,
        handlers: Mapping[type[Job], Handler],
        give_up: Mapping[type[Job], GiveUp],
        *,
        clock: Clock,
        chance: Chance,
        backoff: Backoff,
    ) -> None:
        self._database = database
        self._enqueuer = enqueuer
        self._handlers = handlers
        self._give_up = give_up
        self._clock = clock
        self._chance = chance
        self._backoff = backoff

    async def run(self, kind: type[Job], document: dict[str, Any], attempt: Attempt) -> None:
        """Does the job once."""
        try:
            job = kind.model_validate(document)
        except ValidationError as error:
            log.error("job cannot be read", extra={"job": kind.name, "job_id": attempt.job_id})
            await self.bury(kind, document, attempt, f"cannot be read: {error.error_count()} problems")
            return
        try:
            async with asyncio.timeout(LONGEST):
                await self._handlers[kind](job)
        except TryLater as later:
            await self._later(job, attempt, later)
        except StoreUnavailable as error:
            await self._later(job, attempt, TryLater(f"store unavailable: {error}", counts=False))
        except DirectoryUnavailable as error:
            away = TryLater(f"directory unavailable: {error}", self._backoff.away, counts=False)
            await self._later(job, attempt, away)
        except Exception as error:
            log.exception("job failed", extra={"job": job.name, "job_id": attempt.job_id})
            await self._later(job, attempt, TryLater(f"{type(error).__name__}: {error}"))
        else:
            log.info("job done", extra={"job": job.name, "job_id": attempt.job_id, "tries": attempt.tries})

    async def _later(self, job: Job, attempt: Attempt, later: TryLater) -> None:
        following = attempt.next(counts=later.counts)
        if self._backoff.gives_up(following):
            await self.bury(type(job), job.model_dump(mode="json"), attempt, str(later))
            return
        delay = self._backoff.delay(later, following, self._chance)
        log.info(
            "job later",
            extra={"job": job.name, "job_id": attempt.job_id, "tries": attempt.tries, "delay": delay},
        )
        await self._insist(lambda connection: self._enqueuer.put(connection, job, following, delay))

    async def bury(self, kind: type[Job], document: dict[str, Any], attempt: Attempt, reason: str) -> None:
        """Writes the dead letter and tells whoever wants to know."""
        log.error("job given up", extra={"job": kind.name, "job_id": attempt.job_id, "tries": attempt.tries})
        at = self._clock.now()
        await self._insist(
            lambda connection: bury(
                connection, kind.name, document, attempt.job_id, attempt.tries, reason, at
            )
        )
        await self._follow_up(kind, document, reason)

    async def _follow_up(self, kind: type[Job], document: dict[str, Any], reason: str) -> None:
        give_up = self._give_up.get(kind)
        if give_up is None:
            return
        try:
            await give_up(kind.model_validate(document), reason)
        except Exception:
            log.exception("nobody could be told of a job given up", extra={"job": kind.name})

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

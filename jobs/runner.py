"""Doing one job: the handler is called, and what it did not finish is tried later or given up."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from functools import partial
from typing import Any

from pydantic import ValidationError

from jobs.database import Database
from jobs.dead import bury
from jobs.exchange import Claimed, Finished, Outcome, Postponed
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


CRASHES = 20
"""A job that was running at this many crashes probably causes them; it is not started again."""


class Runner:
    """Never raises: whatever a job does, it ends as done, postponed, or buried."""

    def __init__(
        self,
        database: Database,
        handlers: Mapping[type[Job], Handler],
        give_up: Mapping[type[Job], GiveUp],
        *,
        clock: Clock,
        chance: Chance,
        backoff: Backoff,
    ) -> None:
        self._database = database
        self._kinds = {kind.name: kind for kind in handlers}
        self._handlers = handlers
        self._give_up = give_up
        self._clock = clock
        self._chance = chance
        self._backoff = backoff

    async def run(self, claimed: Claimed) -> Outcome:
        """Does the job once; what is to become of it."""
        kind = self._kinds.get(claimed.name)
        if kind is None:
            # Of a newer release that runs beside us: it is theirs to do.
            log.error("job of an unknown kind", extra={"job": claimed.name, "job_id": claimed.id})
            return Postponed(claimed.id, self._backoff.away, claimed.tries + 1, claimed.failures)
        if claimed.crashes >= CRASHES:
            return await self._bury(kind, claimed, f"was running at {claimed.crashes} crashes")
        try:
            job = kind.model_validate_json(claimed.document)
        except ValidationError as error:
            log.error("job cannot be read", extra={"job": kind.name, "job_id": claimed.id})
            return await self._bury(kind, claimed, f"cannot be read: {error.error_count()} problems")
        later = await self._try(job, claimed)
        if later is not None:
            return await self._later(kind, claimed, later)
        log.info("job done", extra={"job": job.name, "job_id": claimed.id, "tries": claimed.tries})
        return Finished(claimed.id)

    async def _try(self, job: Job, claimed: Claimed) -> TryLater | None:
        """None when it is done."""
        try:
            async with asyncio.timeout(LONGEST):
                await self._handlers[type(job)](job)
        except TryLater as later:
            return later
        except StoreUnavailable as error:
            return TryLater(f"store unavailable: {error}", counts=False)
        except DirectoryUnavailable as error:
            return TryLater(f"directory unavailable: {error}", self._backoff.away, counts=False)
        except Exception as error:
            log.exception("job failed", extra={"job": job.name, "job_id": claimed.id})
            return TryLater(f"{type(error).__name__}: {error}")
        return None

    async def _later(self, kind: type[Job], claimed: Claimed, later: TryLater) -> Outcome:
        failures = claimed.failures + later.counts
        if self._backoff.gives_up(failures):
            return await self._bury(kind, claimed, str(later))
        delay = self._backoff.delay(later, failures, self._chance)
        log.info(
            "job later",
            extra={"job": kind.name, "job_id": claimed.id, "tries": claimed.tries, "delay": delay},
        )
        return Postponed(claimed.id, delay, claimed.tries + 1, failures)

    async def _bury(self, kind: type[Job], claimed: Claimed, reason: str) -> Outcome:
        """Writes the dead letter and tells whoever wants to know."""
        log.error("job given up", extra={"job": kind.name, "job_id": claimed.id, "tries": claimed.tries})
        letter = partial(
            bury,
            name=kind.name,
            document=claimed.document,
            job_id=claimed.id,
            tries=claimed.tries,
            reason=reason,
            at=self._clock.now(),
        )
        await self._insist(letter)
        await self._follow_up(kind, claimed.document, reason)
        return Finished(claimed.id)

    async def _follow_up(self, kind: type[Job], document: str, reason: str) -> None:
        give_up = self._give_up.get(kind)
        if give_up is None:
            return
        try:
            await give_up(kind.model_validate_json(document), reason)
        except Exception:
            log.exception("nobody could be told of a job given up", extra={"job": kind.name})

    async def _insist(self, write: Callable[[Any], Coroutine[Any, Any, None]]) -> None:
        """One transaction, repeated until the database takes it: a job must not be lost because that was away.

        `write` may run again after a commit whose answer was lost, so it must be safe to repeat.
        """
        while True:
            try:
                await self._database.run(write)
                return
            except StoreUnavailable as error:
                log.warning("dead letters wait for the database", extra={"error": type(error).__name__})
                await asyncio.sleep(2)

"""Which processes are alive, on PostgreSQL: the work of a dead one is given back, and a dead one that wakes up ends."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import TextClause, text

from jobs.database import Connection, Database
from jobs.ticker import Ticker
from ports.storage import StoreUnavailable

log = logging.getLogger(__name__)

FENCED = 75
"""Exit code of a process that its peers have declared dead, or that could not say it lives."""

_REAPER = 7_246_001
"""The advisory lock that lets one process at a time bury others; any number that nobody else uses."""

# The database's clock is everybody's clock; `now()` would stand still inside a transaction.
_JOIN = text("INSERT INTO replica (executor_id, last_seen) VALUES (:me, clock_timestamp())")
_BEAT = text("UPDATE replica SET last_seen = clock_timestamp() WHERE executor_id = :me AND dead_at IS NULL")
_LEAVE = text("UPDATE replica SET dead_at = clock_timestamp() WHERE executor_id = :me AND dead_at IS NULL")
_TRY_LOCK = text("SELECT pg_try_advisory_xact_lock(:lock)")
# Seen in the future, by a server whose clock stepped back since, counts as now: whoever lives beats again soon.
_DECLARE_DEAD = text(
    "UPDATE replica SET last_seen = least(last_seen, clock_timestamp()), "
    "dead_at = CASE WHEN last_seen < clock_timestamp() THEN clock_timestamp() END "
    "WHERE dead_at IS NULL AND (last_seen < clock_timestamp() - make_interval(secs => :dead_after) "
    "OR last_seen > clock_timestamp() + make_interval(secs => :dead_after))"
)
_DEAD = text(
    "UPDATE replica SET dead_at = clock_timestamp() "
    "WHERE dead_at IS NULL AND last_seen < clock_timestamp() - make_interval(secs => :dead_after)"
)
_DEAD = text("SELECT executor_id FROM replica WHERE dead_at IS NOT NULL")
_FORGET = text(
    "DELETE FROM replica "
    "WHERE executor_id = ANY(:dead) AND dead_at < clock_timestamp() - make_interval(hours => 1)"
)


@dataclass(frozen=True)
class Patience:
    """In seconds. `beat` must fit into `dead_after` several times over."""

    beat: float = 3.0
    dead_after: float = 30.0

    @property
    def fenced_after(self) -> float:
        """Without a beat for so long, a process ends itself before its peers take its work."""
        return self.dead_after * 0.7


class Liveness:
    """One per process. SQLite has one process and needs none of this."""

    def __init__(
        self,
        database: Database,
        executor_id: str,
        recover: Callable[[Sequence[str]], Awaitable[int]],
        die: Callable[[int], object],
        patience: Patience | None = None,
    ) -> None:
        """`recover` gives the jobs of dead executors back and is safe to repeat; `die` is `os._exit`."""
        self._database = database
        self._me = executor_id
        self._recover = recover
        self._die = die
        self._patience = patience or Patience()
        self._last_beat = 0.0
        self._ticker = Ticker()

    async def join(self) -> None:
        """Says that this process lives. Before the engine starts: from then on it has work that could be orphaned."""
        await self._say(_JOIN)
        self._last_beat = asyncio.get_running_loop().time()
        self._ticker.every(self._patience.beat, self._beat, "beat")

    def watch(self) -> None:
        """Looks after the others. After the engine has started, which is what gives their work back."""
        self._ticker.every(self._patience.beat, self.reap, "reap")

    async def leave(self) -> None:
        """Hands over what is left. After the engine has stopped: nothing of ours may be running."""
        await self._ticker.stop()
        await self._say(_LEAVE)

    async def _say(self, statement: TextClause) -> int:
        """How many rows it changed."""

        async def work(connection: Connection) -> int:
            return (await connection.execute(statement, {"me": self._me})).rowcount

        changed: int = await self._database.run(work)
        return changed

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        if loop.time() - self._last_beat > self._patience.fenced_after:
            # We slept (a paused machine, a stuck loop): our work may be in other hands already.
            self._end("no_beat_for_too_long")
            return
        try:
            async with asyncio.timeout(self._patience.beat * 2):
                beaten = await self._say(_BEAT)
        except (StoreUnavailable, TimeoutError) as error:
            log.warning("no beat", extra={"error": type(error).__name__})
            return
        if beaten != 1:
            self._end("declared_dead_by_a_peer")
        self._last_beat = loop.time()

    def _end(self, reason: str) -> None:
        log.critical("this process is fenced and ends", extra={"reason": reason})
        self._die(FENCED)

    async def reap(self) -> None:
        """Declares silent processes dead and gives their work back.

        Again and again for an hour: it costs little, and a dying process may still have claimed something.
        """
        dead: list[str] = await self._database.run(self._bury_silent)
        if not dead:
            return
        if recovered := await self._recover(dead):
            log.warning("took over the jobs of dead processes", extra={"jobs": recovered})

        async def forget(connection: Connection) -> None:
            await connection.execute(_FORGET, {"dead": dead})

        await self._database.run(forget)

    async def _bury_silent(self, connection: Connection) -> list[str]:
        """All that are dead; none if somebody else is at it."""
        if not (await connection.execute(_TRY_LOCK, {"lock": _REAPER})).scalar():
            return []
        await connection.execute(_DECLARE_DEAD, {"dead_after": self._patience.dead_after})
        return [executor_id for (executor_id,) in await connection.execute(_DEAD)]

"""What is still to be said in each chat: in order, as soon as Teams' limits let it, and by somebody else if we die."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, Protocol

from bot.connector.errors import DeliveryUnknown, NotTaken, Refused, TemporarilyDown, Throttled
from ports.kept_answers import Answer, KeptAnswer

Speak = Callable[[], Awaitable[object]]
"""Says one thing. It's called again after Throttled and while Teams is down: an answer that is seen twice is better than
one that is never seen."""

MOST: Final = 100
"""Kept for one chat; an answer beyond that is refused."""
DOWN: Final = (TemporarilyDown, NotTaken)
"""What passes by itself, shortly."""
_TRIES: Final = 20
"""While Teams is down, over a quarter of an hour. A limit is waited for however often it's reached."""
_TRIES_UNKNOWN: Final = 3
"""After answers that leave open whether it arrived: it may be seen so often."""
_PAUSE_S: Final = 2.0
_LONGEST_PAUSE_S: Final = 60.0

log = logging.getLogger(__name__)


class Keeping(Protocol):
    """Keeps what waits so that it outlives the process."""

    async def keep(self, answer: Answer) -> KeptAnswer | None:
        """None when that isn't possible now."""

    async def is_ours(self, kept: KeptAnswer) -> bool:
        """False when another process says it by now."""

    async def let_go(self, kept: KeptAnswer) -> None:
        """It was said, or never will be."""


@dataclass(slots=True, eq=False)
class _Waiting:
    """Something that is said later. `keeping` ends before it is said: it would be said twice otherwise."""

    speak: Speak
    answer: Answer | None = None
    kept: KeptAnswer | None = None
    keeping: asyncio.Task[None] | None = None


class Outbox:
    """Says things at once where it can; what has to wait is kept in the store, if there is a `keeping`, and said by one
    task per chat that waits. What goes through at once costs nothing."""

    def __init__(
        self,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        keeping: Keeping | None = None,
    ) -> None:
        self._sleep = sleep
        self._keeping = keeping
        self._kept: dict[str, deque[_Waiting]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def say(self, conversation: str, speak: Speak, answer: Answer | None = None) -> None:
        """Now, unless something waits in this chat, a limit is reached, or Teams is down: then as soon as may be, and
        this returns when `answer` is kept. Raises what else `speak` raises now."""
        if conversation not in self._kept:
            try:
                await speak()
                return
            except (Throttled, *DOWN) as refused:
                log.info("an answer is kept until Teams takes it: %s", refused)
        one = _Waiting(speak, answer)
        if not self._keep(conversation, one):
            raise Throttled(_PAUSE_S)
        if keeping := self._begin_keeping(one):
            await asyncio.shield(keeping)

    def say_beside(self, conversation: str, speak: Speak, answer: Answer | None = None) -> None:
        """What is said beside the answer to a press: neither that answer nor any other ever waits for it."""
        if not self._keep(f"{conversation} beside", _Waiting(speak, answer)):
            log.error("not said beside an answer: too much waits in this chat")

    def take_over(self, kept: KeptAnswer, speak: Speak) -> None:
        """What a process that is no more has left; where too much waits already, somebody looks again later."""
        if kept.id not in self.kept:
            self._keep(kept.answer.conversation_id, _Waiting(speak, kept.answer, kept))

    @property
    def kept(self) -> frozenset[str]:
        """Ids of what is in the store and said by this process."""
        return frozenset(one.kept.id for line in self._kept.values() for one in line if one.kept)

    def _begin_keeping(self, one: _Waiting) -> asyncio.Task[None] | None:
        if one.keeping is None and one.kept is None and one.answer and self._keeping:
            one.keeping = asyncio.create_task(_keep_in(self._keeping, one, one.answer), name="keeping")
        return one.keeping

    def _keep(self, line: str, one: _Waiting) -> bool:
        """To be said by a task of its own, after what waits in this line already; False when too much does."""
        kept = self._kept.setdefault(line, deque())
        if len(kept) >= MOST:
            return False
        kept.append(one)
        if len(kept) == 1:
            task = asyncio.create_task(self._empty(line, kept), name="outbox")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return True

    async def close(self, patience: float = 5.0) -> None:
        """Says what can be said within `patience` seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        left = [one for line in self._kept.values() for one in line]
        if lost := sum(one.kept is None for one in left):
            log.error("stopped before everything was said: %d messages", lost)
        if len(left) > lost:
            log.info("left for the next start: %d messages", len(left) - lost)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _empty(self, line: str, kept: deque[_Waiting]) -> None:
        while kept:
            await self._persist(kept[0])
            kept.popleft()
        del self._kept[line]

    async def _persist(self, one: _Waiting) -> None:
        tries = 0
        while True:
            if not await self._is_ours(one):
                return
            try:
                await one.speak()
                break
            except Throttled as refused:
                wait = refused.retry_after
            except (*DOWN, DeliveryUnknown, Refused) as trouble:
                tries += 1
                wait = min(_PAUSE_S * 2 ** (tries - 1), _LONGEST_PAUSE_S)
                if tries >= _tries_after(trouble):
                    log.error("not said: %s", trouble)
                    break
            except Exception as trouble:
                log.error("not said: %s", type(trouble).__name__, exc_info=trouble)
                break
            self._begin_keeping(one)
            await self._sleep(wait)
        if one.kept and self._keeping:
            await self._keeping.let_go(one.kept)

    async def _is_ours(self, one: _Waiting) -> bool:
        """Asked before every try; False when another process says it by now."""
        if one.keeping:
            await one.keeping
            one.keeping = None
            return True
        return one.kept is None or self._keeping is None or await self._keeping.is_ours(one.kept)


async def _keep_in(keeping: Keeping, one: _Waiting, answer: Answer) -> None:
    one.kept = await keeping.keep(answer)


def _tries_after(trouble: Exception) -> int:
    """A token that was refused is fetched anew for the next try; any other no stays one."""
    if isinstance(trouble, DOWN):
        return _TRIES
    if isinstance(trouble, Refused):
        return 2 if trouble.status == 401 else 1
    return _TRIES_UNKNOWN

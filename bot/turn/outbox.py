"""What is still to be said in each chat: in order, and as soon as Teams' limits let it."""

import asyncio
import logging
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from bot.connector.errors import DeliveryUnknown, NotTaken, Refused, TemporarilyDown, Throttled

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


class Outbox:
    """Says things at once where it can; keeps what has to wait, in this process. One task per chat that waits."""

    def __init__(self, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._sleep = sleep
        self._kept: dict[str, deque[Speak]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def say(self, conversation: str, speak: Speak) -> None:
        """Now, unless something waits in this chat, a limit is reached, or Teams is down: then as soon as may be, and
        this returns meanwhile. Raises what else `speak` raises now."""
        if conversation not in self._kept:
            try:
                await speak()
                return
            except (Throttled, *DOWN) as refused:
                log.info("an answer is kept until Teams takes it: %s", refused)
        if not self._keep(conversation, speak):
            raise Throttled(_PAUSE_S)

    def say_beside(self, conversation: str, speak: Speak) -> None:
        """What is said beside the answer to a press: neither that answer nor any other ever waits for it."""
        if not self._keep(f"{conversation} beside", speak):
            log.error("not said beside an answer: too much waits in this chat")

    def _keep(self, line: str, speak: Speak) -> bool:
        """To be said by a task of its own, after what waits in this line already; False when too much does."""
        kept = self._kept.setdefault(line, deque())
        if len(kept) >= MOST:
            return False
        kept.append(speak)
        if len(kept) == 1:
            task = asyncio.create_task(self._empty(line, kept), name="outbox")
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return True

    async def close(self, patience: float = 5.0) -> None:
        """Says what can be said within `patience` seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=patience)
        if left := sum(map(len, self._kept.values())):
            log.error("stopped before everything was said: %d messages", left)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _empty(self, line: str, kept: deque[Speak]) -> None:
        while kept:
            await self._persist(kept[0])
            kept.popleft()
        del self._kept[line]

    async def _persist(self, speak: Speak) -> None:
        tries = 0
        while True:
            try:
                await speak()
                return
            except Throttled as refused:
                await self._sleep(refused.retry_after)
            except (*DOWN, DeliveryUnknown, Refused) as trouble:
                tries += 1
                if tries >= _tries_after(trouble):
                    log.error("not said: %s", trouble)
                    return
                await self._sleep(min(_PAUSE_S * 2 ** (tries - 1), _LONGEST_PAUSE_S))
            except Exception as trouble:
                log.error("not said: %s", type(trouble).__name__, exc_info=trouble)
                return


def _tries_after(trouble: Exception) -> int:
    """A token that was refused is fetched anew for the next try; any other no stays one."""
    if isinstance(trouble, DOWN):
        return _TRIES
    if isinstance(trouble, Refused):
        return 2 if trouble.status == 401 else 1
    return _TRIES_UNKNOWN

"""A token bucket with two queues: the next token goes to whoever is ahead, whenever they came."""

import asyncio
from collections import deque

from aiolimiter import AsyncLimiter


class Bucket:
    """Of this process. A token that is given back goes to whoever waits, else it is kept."""

    def __init__(self, at_once: int, a_second: float) -> None:
        self._limiter = AsyncLimiter(at_once, at_once / a_second)
        self._ahead: deque[asyncio.Future[None]] = deque()
        self._behind: deque[asyncio.Future[None]] = deque()
        self._spare = 0
        self._handing: asyncio.Task[None] | None = None

    async def take(self, *, ahead: bool) -> None:
        """Returns with a token. In each queue, first come is first served."""
        if self._spare:
            self._spare -= 1
            return
        if self._handing is None and self._limiter.has_capacity():
            await self._limiter.acquire()
            return
        mine = asyncio.get_running_loop().create_future()
        (self._ahead if ahead else self._behind).append(mine)
        if self._handing is None:
            self._handing = asyncio.create_task(self._hand_out(), name="tokens of a marketplace")
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self.give_back()
            raise

    def give_back(self) -> None:
        """A token that was not used."""
        for queue in (self._ahead, self._behind):
            while queue:
                next_one = queue.popleft()
                if not next_one.done():
                    next_one.set_result(None)
                    return
        self._spare += 1

    async def _hand_out(self) -> None:
        try:
            while self._ahead or self._behind:
                await self._limiter.acquire()
                self.give_back()
        finally:
            self._handing = None

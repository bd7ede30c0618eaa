"""Small things done every so often: each in its own loop, none of them able to end it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

log = logging.getLogger(__name__)


class Ticker:
    """For work that may be missed or done by several processes at once; what must happen is a job."""

    def __init__(self) -> None:
        self._loops: set[asyncio.Task[None]] = set()

    def every(self, seconds: float, work: Callable[[], Awaitable[object]], name: str) -> None:
        """Does `work` now and then `seconds` after each end of it, until `stop`; the log shows a `name` of one word."""
        self._loops.add(
            asyncio.create_task(self._repeat(seconds, work, name), name=f"every {seconds:g} s: {name}")
        )

    async def _repeat(self, seconds: float, work: Callable[[], Awaitable[object]], name: str) -> None:
        while True:
            try:
                await work()
            except Exception:
                log.exception("periodic work failed", extra={"work": name})
            await asyncio.sleep(seconds)

    async def stop(self) -> None:
        """Interrupts what is going on and returns when all of it has ended."""
        for loop in self._loops:
            loop.cancel()
        await asyncio.gather(*self._loops, return_exceptions=True)
        self._loops.clear()

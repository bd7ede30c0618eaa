"""GET /readyz: whether the database answers and keeps what is written, looked at once in a while however often it's asked."""

import asyncio
from datetime import datetime, timedelta
from typing import Final

from aiohttp import web

from ports.clock import Clock, is_within
from ports.storage import NotWritable, Store, StoreUnavailable

FRESH: Final = timedelta(seconds=5)
"""For so long an answer counts: anybody may ask, and each look is a small write."""

READY: Final = "ready"


class Readiness:
    """Of this process. Its answer says what is wrong in a few words of ours, never what the database said."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._looking = asyncio.Lock()
        self._status = ""
        self._looked_at: datetime | None = None

    async def answer(self, _request: web.Request) -> web.Response:
        """200 while everything is ready, else 503 with the reason."""
        async with self._looking:
            if not self._is_fresh():
                self._status, self._looked_at = await self._look(), self._clock.now()
        status = 200 if self._status == READY else 503
        return web.json_response({"status": self._status}, status=status)

    def _is_fresh(self) -> bool:
        if self._looked_at is None:
            return False
        return is_within(self._looked_at, FRESH, self._clock.now())

    async def _look(self) -> str:
        try:
            await self._store.ready()
        except NotWritable:
            return "the database can't be written to: is its disk full, or read-only?"
        except StoreUnavailable:
            return "the database does not answer"
        return READY

"""What a slow directory said lately: fresh for an hour, kept for a day, asked for once however many wait."""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Generic, TypeVar

from directory.sentences import UNAVAILABLE
from ports.clock import is_within
from ports.directory import DirectoryUnavailable

Answer = TypeVar("Answer")

FRESH: Final = timedelta(hours=1)
FRESH_NOTHING: Final = timedelta(minutes=10)
"""How long "there is nobody like that" counts: somebody who was added should not wait for long."""

REMEMBERED_FOR: Final = timedelta(hours=24)
"""How long the last answer serves while there is no newer one to be had; "nobody" never does."""

PATIENCE_S: Final = 1.0
"""How long somebody waits for a newer answer when there is an older one: a turn asks twice, and has three seconds."""

LONGEST_S: Final = 5.0
"""How long somebody waits who is not known yet. The look-up goes on, so that the next try finds its answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Remembered(Generic[Answer]):
    answer: Answer | None
    at: datetime


class Memory(Generic[Answer]):
    """Answers by key, the `size` used last of them. `ask` gives None for nothing, and raises DirectoryUnavailable."""

    def __init__(
        self,
        ask: Callable[[str], Awaitable[Answer | None]],
        *,
        now: Callable[[], datetime],
        size: int,
        patience_s: float = PATIENCE_S,
        longest_s: float = LONGEST_S,
    ) -> None:
        self._ask = ask
        self._now = now
        self._size = size
        self._patience_s = patience_s
        self._longest_s = longest_s
        self._kept: OrderedDict[str, _Remembered[Answer]] = OrderedDict()
        self._asking: dict[str, asyncio.Task[Answer | None]] = {}

    async def get(self, key: str) -> Answer | None:
        """The answer, fresh if that can be had. Raises DirectoryUnavailable when nothing recent enough is known."""
        kept = self._kept.get(key)
        if kept is None:
            return await self._newest(key)
        self._kept.move_to_end(key)
        now = self._now()
        if is_within(kept.at, FRESH_NOTHING if kept.answer is None else FRESH, now):
            return kept.answer
        if kept.answer is None or now - kept.at >= REMEMBERED_FOR:
            return await self._newest(key)
        return await self._newer_or(key, kept.answer)

    async def close(self) -> None:
        """Ends what is under way."""
        for task in self._asking.values():
            task.cancel()
        await asyncio.gather(*self._asking.values(), return_exceptions=True)

    async def _newest(self, key: str) -> Answer | None:
        try:
            return await asyncio.wait_for(asyncio.shield(self._task(key)), self._longest_s)
        except TimeoutError as error:
            raise DirectoryUnavailable(UNAVAILABLE) from error

    async def _newer_or(self, key: str, older: Answer) -> Answer | None:
        try:
            return await asyncio.wait_for(asyncio.shield(self._task(key)), self._patience_s)
        except (DirectoryUnavailable, TimeoutError):
            log.info("an older answer of the directory serves")
            return older

    def _task(self, key: str) -> "asyncio.Task[Answer | None]":
        """One for all who want the same at the same time; it goes on if they stop waiting."""
        task = self._asking.get(key)
        if task is None:
            task = asyncio.create_task(self._fetch(key), name="directory look-up")
            self._asking[key] = task
            task.add_done_callback(lambda done: self._done(key, done))
        return task

    def _done(self, key: str, task: "asyncio.Task[Answer | None]") -> None:
        self._asking.pop(key, None)
        if not task.cancelled():
            task.exception()  # whoever still waits gets it; nobody may be left

    async def _fetch(self, key: str) -> Answer | None:
        answer = await self._ask(key)
        self._kept[key] = _Remembered(answer, self._now())
        self._kept.move_to_end(key)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return answer

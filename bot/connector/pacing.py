"""Teams' published sending limits, kept from our side so that Teams need not remind us."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Final

from bot.connector.errors import Throttled

Window = tuple[float, int]
"""Seconds, and how many calls may start within them."""

SHARE: Final = 0.8
"""How much of a published limit we use: other instances and clocks need the rest."""

PUBLISHED_WRITES: Final[tuple[Window, ...]] = ((1, 7), (2, 8), (30, 60), (3600, 1800))
PUBLISHED_READS: Final[tuple[Window, ...]] = ((1, 14), (2, 16), (30, 120), (3600, 3600))
PUBLISHED_PER_TENANT: Final[tuple[Window, ...]] = ((1, 50),)

_IDLE_S: Final = 3600.0
_SWEEP_EVERY: Final = 1000


class Kind(Enum):
    """Which of Teams' two tables a call counts in."""

    WRITE = "write"
    READ = "read"


class Urgency(Enum):
    """What goes first; the value is how much of a limit may be used up before it waits: the rest is kept for what is
    more urgent."""

    ANSWER = 1.0
    NOTICE = 0.5
    REDRAW = 0.4


@dataclass(slots=True)
class _Lane:
    """When the latest calls of one conversation or tenant start. Times only grow."""

    windows: tuple[Window, ...]
    starts: deque[float] = field(init=False)
    closed_until: float = 0.0

    def __post_init__(self) -> None:
        self.starts = deque(maxlen=max(count for _, count in self.windows))

    def earliest(self, now: float, urgency: Urgency = Urgency.ANSWER) -> float:
        """When the next call may start: a full window opens when its oldest call leaves it."""
        at = max(now, self.closed_until)
        for seconds, most in self.windows:
            count = max(1, int(most * urgency.value))
            if len(self.starts) >= count:
                at = max(at, self.starts[-count] + seconds)
        return at


class Pacing:
    """Makes callers wait for their place; a place more than `max_wait_s` away raises Throttled instead.

    Notices and redraws give way to answers, and redraws to notices: each takes a place only when it is free at that
    moment, and only while less than its share of the conversation's windows is used up.
    """

    def __init__(
        self,
        *,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        max_wait_s: float = 10.0,
    ) -> None:
        self._monotonic = monotonic
        self._sleep = sleep
        self._max_wait_s = max_wait_s
        self._windows = {
            Kind.WRITE: _scaled(PUBLISHED_WRITES),
            Kind.READ: _scaled(PUBLISHED_READS),
        }
        self._tenant_windows = _scaled(PUBLISHED_PER_TENANT)
        self._lanes: dict[tuple[str, str], _Lane] = {}
        self._admitted = 0

    async def admit(
        self, kind: Kind, conversation: str, tenant: str, urgency: Urgency = Urgency.ANSWER
    ) -> None:
        """Returns when the call may start."""
        own = self._lane(kind.value, conversation, self._windows[kind])
        shared = self._lane("tenant", tenant, self._tenant_windows)
        if urgency is Urgency.ANSWER:
            await self._wait(own)
            await self._wait(shared)
        else:
            await self._give_way([own, shared], urgency)
        self._admitted += 1
        if self._admitted % _SWEEP_EVERY == 0:
            self._sweep()

    async def pause(self, seconds: float) -> None:
        """Lets so much time pass, on the clock of the limits."""
        await self._sleep(seconds)

    def close(self, kind: Kind, conversation: str, seconds: float) -> None:
        """Teams told us to leave this conversation alone for so long."""
        lane = self._lane(kind.value, conversation, self._windows[kind])
        lane.closed_until = max(lane.closed_until, self._monotonic() + seconds)

    async def _wait(self, lane: _Lane) -> None:
        now = self._monotonic()
        at = lane.earliest(now)
        if at - now > self._max_wait_s:
            raise Throttled(at - now)
        lane.starts.append(at)
        if at > now:
            await self._sleep(at - now)

    async def _give_way(self, lanes: Sequence[_Lane], urgency: Urgency) -> None:
        began = now = self._monotonic()
        while (at := max(lane.earliest(now, urgency) for lane in lanes)) > now:
            if at - began > self._max_wait_s:
                raise Throttled(at - now)
            await self._sleep(at - now)
            now = max(at, self._monotonic())
        for lane in lanes:
            lane.starts.append(now)

    def _lane(self, kind: str, name: str, windows: tuple[Window, ...]) -> _Lane:
        lane = self._lanes.get((kind, name))
        if lane is None:
            lane = self._lanes[kind, name] = _Lane(windows)
        return lane

    def _sweep(self) -> None:
        """Forgets conversations whose last call no window reaches any more."""
        before = self._monotonic() - _IDLE_S
        self._lanes = {
            key: lane
            for key, lane in self._lanes.items()
            if (lane.starts and lane.starts[-1] > before) or lane.closed_until > before
        }


def _scaled(windows: Iterable[Window]) -> tuple[Window, ...]:
    return tuple((seconds, max(1, int(count * SHARE))) for seconds, count in windows)

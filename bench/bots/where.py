"""Where a server's CPU time goes: a sampler that looks at the event loop's stack after each millisecond of CPU."""

import signal
import time
from collections import Counter
from types import FrameType

EVERY = 0.001

PARTS = (
    ("promising jobs", ("/jobs/",)),
    ("drawing cards", ("/cards/", "/microsoft_teams/", "cards/kit/elements.py:wire")),
    ("store", ("/store/", "/sqlalchemy/", "/aiosqlite/", "/psycopg")),
    ("values to and from JSON", ("/pydantic/",)),
    ("speaking to Teams", ("/bot/connector/", "/http_client/session", "/aiohttp/client")),
    (
        "front door",
        (
            "/bot/door/tokens",
            "/bot/door/body",
            "/bot/door/envelope",
            "/bot/door/inbound",
            "front_door.py:_let_in",
        ),
    ),
    ("use cases", ("/use_cases/", "/gigs/")),
    ("turn and SDK", ("/bot/", "/dialogs/", "/botbuilder/")),
    ("HTTP server", ("/aiohttp/",)),
)
"""name -> pieces of `file:function` of a frame. The first part with a frame anywhere in the stack gets the sample."""


class Sampler:
    """Signals arrive for the CPU of all threads; `elsewhere` is what threads other than the loop's used."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._loop = 0.0

    def start(self) -> None:
        """From now on; in the main thread."""
        self._seen.clear()
        self._process, self._loop = time.process_time(), time.thread_time()
        signal.signal(signal.SIGPROF, self._look)
        signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)

    def stop(self) -> dict[str, float]:
        """Milliseconds by part: samples of the loop are scaled to the CPU its thread used."""
        signal.setitimer(signal.ITIMER_PROF, 0)
        loop = time.thread_time() - self._loop
        others = time.process_time() - self._process - loop
        samples = max(1, self._seen.total())
        scaled = {part: count * loop * 1000 / samples for part, count in self._seen.items()}
        scaled["other threads (SQLite)"] = others * 1000
        return scaled

    def _look(self, _number: int, frame: FrameType | None) -> None:
        stack = []
        while frame is not None:
            stack.append(f"{frame.f_code.co_filename}:{frame.f_code.co_name}")
            frame = frame.f_back
        self._seen[_part_of(stack)] += 1


def _part_of(stack: list[str]) -> str:
    for part, pieces in PARTS:
        if any(piece in where for where in stack for piece in pieces):
            return part
    return "event loop"

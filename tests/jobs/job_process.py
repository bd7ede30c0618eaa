"""A process that runs jobs until it is killed: `python -m tests.jobs.job_process URL NAME FILE SECONDS [POINT]`.

Every job writes `begin WHAT NAME` to FILE, takes SECONDS, and writes `end WHAT NAME`. What the process dies
of, and that it is ready, goes to FILE too. POINT is a moment of an exchange at which it kills itself: see `Deadly`.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from tests.jobs.watched import claims, hands_over
from tests.support.replica import QUICK_TO_BURY, a_replica

T = TypeVar("T")


class Deadly:
    """A database at which the process dies: `claiming` or `handing over`, `before` or `behind` the COMMIT."""

    def __init__(self, transactions: Any, point: str) -> None:
        self._transactions = transactions
        self._handing_over, self._behind = (word in point for word in ("handing over", "behind"))

    async def run(self, work: Callable[[Any], Coroutine[Any, Any, T]]) -> T:
        async def deadly(connection: Any) -> T:
            value = await work(connection)
            if not self._behind and self._is_it(work, value):
                kill_me()
            return value

        value: T = await self._transactions.run(deadly)
        if self._behind and self._is_it(work, value):
            kill_me()
        return value

    def _is_it(self, work: Any, value: object) -> bool:
        return hands_over(work) if self._handing_over else claims(value)


def kill_me() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


async def main(url: str, name: str, file: Path, seconds: float, point: str = "") -> None:
    def note(line: str) -> None:
        with file.open("a") as notes:
            notes.write(f"{line} {name}\n")

    def die(code: int) -> None:
        note(f"exit {code}")
        os._exit(code)

    async def job(job):
        note(f"begin {job.what}")
        await asyncio.sleep(seconds)
        note(f"end {job.what}")

    options: dict[str, Any] = {"name": name, "die": die, "patience": QUICK_TO_BURY}
    if point:
        options["between"] = partial(Deadly, point=point)
    async with a_replica(url, job, **options):
        note("ready process")
        await asyncio.sleep(3600)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4]), *sys.argv[5:]))

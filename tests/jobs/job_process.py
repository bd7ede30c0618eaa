"""A process that runs jobs until it is killed: `python -m tests.jobs.job_process URL NAME FILE SECONDS`.

Every job writes `begin WHAT NAME` to FILE, takes SECONDS, and writes `end WHAT NAME`. What the process dies
of, and that it is ready, goes to FILE too.
"""

import asyncio
import os
import sys
from pathlib import Path

from tests.support.replica import QUICK_TO_BURY, a_replica


async def main(url: str, name: str, file: Path, seconds: float) -> None:
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

    async with a_replica(url, job, name=name, die=die, patience=QUICK_TO_BURY):
        note("ready process")
        await asyncio.sleep(3600)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), float(sys.argv[4])))

"""The product under a supervisor that starts it again whenever it is killed: `python -m tests.kills.living CONFIG`.

CONFIG is a JSON file: `settings` for Settings, `diary` (a file that every life writes to) and `port`. At every named point
the process kills itself with SIGKILL the first time any life gets there.
The supervisor has everything imported and forks, so that a new life takes a fraction of a second.
"""

import asyncio
import json
import os
import signal
import sys
from datetime import timedelta
from pathlib import Path

from app import until_stopped
from assembly.serving import serving
from assembly.wiring import Sources, running
from bot.connector.service_urls import local_service_urls
from bot.connector.token import NoToken
from config.settings import Settings
from jobs.liveness import FENCED
from jobs.liveness import Patience as Heartbeat
from ports.operations import Patience

HURRY = Patience(
    call_timeout=timedelta(seconds=1.2),
    send_within=timedelta(seconds=0.3),
    quarantine=timedelta(seconds=0.3),
    between_misses=timedelta(seconds=0.2),
    attempts=9,
)
QUICK_TO_BURY = Heartbeat(beat=0.25, dead_after=1.6)
ENDS = {-signal.SIGKILL, FENCED}
"""How a life may end and be followed by another; anything else is a bug and ends the supervisor too."""


class Diary:
    """What happened, across lives: lines of `reached POINT`, `died POINT` and `life`, kept whatever dies."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def note(self, line: str) -> None:
        with self._file.open("a") as lines:
            lines.write(line + "\n")

    def lines(self, kind: str) -> list[str]:
        """What follows the word, for each line that begins with it."""
        said = self._file.read_text().splitlines() if self._file.exists() else []
        return [line.removeprefix(f"{kind} ") for line in said if line.startswith(f"{kind} ")]


async def live(config: dict, diary: Diary) -> None:
    died = set(diary.lines("died"))

    def failpoint(point: str) -> None:
        diary.note(f"reached {point}")
        if point not in died:
            diary.note(f"died {point}")
            os.kill(os.getpid(), signal.SIGKILL)

    sources = Sources(
        chance=lambda: 0.02,
        failpoint=failpoint,
        patience=HURRY,
        heartbeat=QUICK_TO_BURY,
        bearer=NoToken(),
        service_urls=local_service_urls(),
    )
    settings = Settings(_env_file=None, **config["settings"])
    async with (
        running(settings, sources) as product,
        serving(product.http, "127.0.0.1", config["port"]),
    ):
        await until_stopped()


def main(config: dict) -> int:
    diary, stopping = Diary(Path(config["diary"])), []
    while True:
        diary.note("life begins")
        child = os.fork()
        if child == 0:
            asyncio.run(live(config, diary))
            os._exit(0)

        def stop(*_: object, child: int = child) -> None:
            stopping.append(True)
            os.kill(child, signal.SIGTERM)

        signal.signal(signal.SIGTERM, stop)
        ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        diary.note(f"life ended with {ended}")
        if stopping or ended not in ENDS:
            return max(ended, 0) if ended not in ENDS else 0


if __name__ == "__main__":
    sys.exit(main(json.loads(Path(sys.argv[1]).read_text())))

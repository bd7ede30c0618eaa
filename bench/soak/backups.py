"""Backups of the database, made beside whatever is being written, and put back as docs/deploy.md tells an operator."""

import asyncio
import os
import random
import sys
import time
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

EVERY = 5.0
"""Seconds between two backups."""
KEPT = 12


class Backups:
    """`url` is the database's own; `settings` are what the product runs with, marks in `folder`."""

    def __init__(self, url: str, settings: dict[str, Any], folder: Path, chance: random.Random) -> None:
        self._url = url
        self._settings = settings
        self._folder = folder
        self._chance = chance
        self._made: list[tuple[float, Path]] = []
        self._turn = asyncio.Lock()
        self.ages: list[float] = []
        """How old, in seconds, what was put back was."""

    async def go(self) -> None:
        """Makes one every few seconds, for ever."""
        while True:
            await self.make()
            await asyncio.sleep(EVERY)

    async def make(self) -> None:
        """One more."""
        async with self._turn:
            file = self._folder / f"backup-{time.monotonic():.3f}"
            begun = time.monotonic()
            await _run("pg_dump", "--format=custom", f"--file={file}", self._url)
            self._made.append((begun, file))
            for _, old in self._made[:-KEPT]:
                old.unlink()
            self._made = self._made[-KEPT:]

    async def put_back(self) -> None:
        """Any of the last minute, with the product stopped. Every other time it's a new machine, without the old one's mark, where
        only the command says that it was restored."""
        async with self._turn:
            begun, file = self._chance.choice(self._made)
            await asyncio.to_thread(self._emptied)
            await _run("pg_restore", "--no-owner", f"--dbname={self._url}", str(file))
            self.ages.append(time.monotonic() - begun)
            self._made = [one for one in self._made if one[0] <= begun]
            if len(self.ages) % 2:
                for mark in self._folder.glob("*.mark"):
                    mark.unlink()
                environment = {name.upper(): _said(value) for name, value in self._settings.items()}
                await _run(sys.executable, "app.py", "restored", **environment)

    def _emptied(self) -> None:
        name = make_url(self._url).database
        with psycopg.connect(os.environ["DATABASE_URL_TEST"], autocommit=True) as admin:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
            admin.execute(f"CREATE DATABASE {name}")
            admin.execute(f"ALTER DATABASE {name} SET synchronous_commit TO off")


def _said(value: Any) -> str:
    return ",".join(value) if isinstance(value, list) else str(value)


async def _run(*command: str, **environment: str) -> None:
    """Raises RuntimeError with what it said, if it failed."""
    made = await asyncio.create_subprocess_exec(
        *command,
        env=os.environ | environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await made.communicate()
    if made.returncode:
        raise RuntimeError(f"{command[0]} ended with {made.returncode}: {said.decode()[-2000:]}")

"""`python -m bench.soak sandbox --gigs 100`: replicas on PostgreSQL, killed at random, on a marketplace that misbehaves."""

import argparse
import asyncio
import json
import logging
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

from bench.soak.backups import Backups
from bench.soak.commit_cuts import CommitCuts
from bench.soak.markets import FAULTS, MARKETS, SPEED
from bench.soak.site import Site
from bench.soak.verdict import Verdict, judge
from config.settings import Settings
from tests.support.databases import POSTGRES, a_database
from tests.support.entra import APP_ID, TENANT
from tests.support.people_file import write_people


def main() -> int:
    """Runs one soak and prints one line; 1 when anything was lost, doubled or stuck."""
    parser = _parser()
    chosen = parser.parse_args()
    if not os.environ.get("DATABASE_URL_TEST"):
        parser.error("replicas share a database: set DATABASE_URL_TEST to a PostgreSQL server")
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it cuts connections on purpose
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, a_database(POSTGRES, Path(folder)) as url:
        soak = Soak(chosen, Path(folder), url)
        try:
            verdict = asyncio.run(soak.run())
        finally:
            if chosen.errors:
                shutil.copy(Path(folder) / "errors", chosen.errors)
    took = time.monotonic() - begun
    print(f"{chosen.market}: {verdict}; {soak.disturbed}, {took:.0f} s")
    for what in (*verdict.lost, *verdict.double, *verdict.stuck, *verdict.broken, *verdict.dead):
        print(f"  {what}")
    return 0 if verdict.is_clean else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("market", choices=sorted(MARKETS))
    for name, default, what in (
        ("gigs", 100, ""),
        ("replicas", 2, ""),
        ("kills", 40, "SIGKILLs before the replicas are left in peace (40)"),
        ("pauses", 10, "SIGSTOPs of up to 2 s among them (10)"),
        ("restores", 0, "times that an older backup is put back among them (0)"),
        ("cut-commits", 0, "COMMITs among them whose answer is lost (0)"),
        ("odd", 0, "per cent of the proposals in every answer that are told in an odd way (0)"),
        ("patience", 600, "seconds until what is not closed is stuck (600)"),
        ("seed", 1, ""),
    ):
        parser.add_argument(f"--{name}", type=int, default=default, help=what or None)
    parser.add_argument(
        "--every", type=float, default=4, help="at most so many seconds between two of them (4)"
    )
    parser.add_argument("--faults", default=FAULTS, help="in the sandbox's grammar")
    parser.add_argument(
        "--quarantine",
        type=float,
        default=4,
        help="seconds (4); with 0 an unknown outcome is tried again at once, and the soak finds doubles",
    )
    parser.add_argument("--watch", action="store_true", help="print how far it is, every 5 s")
    parser.add_argument("--errors", type=Path, help="where the replicas' log goes in the end")
    return parser


class Soak:
    """The replicas, whoever disturbs them, and the marketplace between which all of it happens."""

    def __init__(self, chosen: argparse.Namespace, folder: Path, url: str) -> None:
        self._chosen = chosen
        self._folder = folder
        self._url = url
        self._chance = random.Random(chosen.seed)
        self._lives = 0
        self._done: Counter[str] = Counter()
        self._site: Site | None = None
        self._on_site: asyncio.Task[None] | None = None
        self._replicas: list[asyncio.subprocess.Process] = []

    @property
    def disturbed(self) -> str:
        """What was done by hand, and how often the product was disturbed."""
        ages = sorted(self._backups.ages)
        old = f" of {ages[0]:.0f} to {ages[-1]:.0f} s ago" if ages else ""
        said = [f"{self._done['kill']} SIGKILLs, {self._done['pause']} pauses"]
        said += [f"{len(ages)} backups{old} put back"] if ages else []
        said += [f"{self._cuts.cut} COMMITs cut"] if self._cuts.cut else []
        said += [f"{self._chosen.odd} % odd proposals"] if self._chosen.odd else []
        return (self._site.by_hand if self._site else "") + ", ".join(said)

    async def run(self) -> Verdict:
        """Disturbs as often as it was told to, then waits until all is closed, or nothing moves any more."""
        odd = self._chosen.odd / 100
        async with (
            MARKETS[self._chosen.market](self._folder, self._chosen.faults, odd) as market,
            CommitCuts(self._url, self._chance) as self._cuts,
        ):
            self._market = market
            settings = {**self._settings(), **market.settings}
            through = {**settings, "database_url": self._cuts.url}
            config = {
                "settings": through,
                "market": market.name,
                "skills": market.skills,
                "funding": market.funding,
                "file": str(market.file),
                "gigs": self._chosen.gigs,
                "quarantine": self._chosen.quarantine,
                "odd": odd,
            }
            (self._folder / "config.json").write_text(json.dumps(config))
            self._backups = Backups(self._url, through, self._folder, self._chance)
            self._site = Site(market, Settings(_env_file=None, **settings))
            await self._site.connect()
            try:
                await self._begin()
                await self._disturb()
                return await self._settle()
            finally:
                await self._end()

    async def _begin(self) -> None:
        assert self._site is not None
        self._on_site = asyncio.create_task(self._site.go())
        self._replicas = [await self._born() for _ in range(self._chosen.replicas)]

    async def _end(self) -> None:
        """At once, all of it."""
        if self._on_site is not None:
            self._on_site.cancel()
            await asyncio.gather(self._on_site, return_exceptions=True)
        for replica in self._replicas:
            if replica.returncode is None:
                replica.kill()
            await replica.wait()

    def _settings(self) -> dict[str, Any]:
        return {
            "mode": "teams",
            "bot_app_id": APP_ID,
            "bot_app_password": "not-a-real-secret",
            "bot_tenant_id": TENANT,
            "database_url": self._url,
            "sandbox_database": str(self._folder / "sandbox.db"),
            "sandbox_speed": SPEED,
            "people_file": str(write_people(self._folder / "people.yaml")),
            "log_level": "warning",
        }

    async def _born(self) -> asyncio.subprocess.Process:
        self._lives += 1
        errors = (self._folder / "errors").open("ab")
        command = ("-m", "bench.soak.replica", str(self._folder / "config.json"), str(self._lives))
        return await asyncio.create_subprocess_exec(sys.executable, *command, stdout=errors, stderr=errors)

    async def _disturb(self) -> None:
        """Everything that was asked for, shuffled, in random places."""
        chosen = self._chosen
        wanted = {
            "kill": chosen.kills,
            "pause": chosen.pauses,
            "restore": chosen.restores,
            "cut": chosen.cut_commits,
        }
        deck = [name for name, times in wanted.items() for _ in range(times)]
        self._chance.shuffle(deck)
        await self._are_at_work()
        backing_up = asyncio.create_task(self._backups.go()) if chosen.restores else None
        for name in deck:
            await asyncio.sleep(self._chance.uniform(0.5, chosen.every))
            await self._revive()
            self._watched(f"{name}, {len(self._replicas)} replicas")
            place = self._chance.randrange(len(self._replicas))
            if name == "kill":
                self._replicas[place].kill()
            elif name == "pause":
                await self._pause(self._replicas[place])
            elif name == "cut":
                self._cuts.arm()
            else:
                await self._restore()
            self._done[name] += 1
        if backing_up:
            backing_up.cancel()
            await asyncio.gather(backing_up, return_exceptions=True)

    async def _are_at_work(self) -> None:
        """Starting takes its time, and killing whoever only starts shows little."""
        until = time.monotonic() + self._chosen.patience
        while time.monotonic() < until:
            await asyncio.sleep(1)
            if (await judge(self._url, self._market, proves=False)).gigs:
                return

    async def _restore(self) -> None:
        await self._end()
        await self._backups.put_back()
        await self._begin()
        await asyncio.sleep(self._chance.uniform(0, 3 * self._chosen.every))

    async def _revive(self) -> None:
        """Whoever has died; the people on the site too, whom a database that was away for too long ends."""
        if self._site and self._on_site and self._on_site.done():
            self._watched(f"on the site: {self._on_site.exception()!r}")
            self._on_site = asyncio.create_task(self._site.go())
        for place, replica in enumerate(self._replicas):
            if replica.returncode is not None:
                self._replicas[place] = await self._born()

    def _watched(self, what: object) -> None:
        if self._chosen.watch:
            print(what, flush=True)

    async def _pause(self, replica: asyncio.subprocess.Process) -> None:
        replica.send_signal(signal.SIGSTOP)
        await asyncio.sleep(self._chance.uniform(0.2, 2.0))
        replica.send_signal(signal.SIGCONT)

    async def _settle(self) -> Verdict:
        until = time.monotonic() + self._chosen.patience
        while True:
            await asyncio.sleep(5)
            await self._revive()
            verdict = await judge(self._url, self._market, restores=self._done["restore"], proves=False)
            self._watched(verdict)
            if (verdict.gigs >= self._chosen.gigs and not verdict.stuck) or time.monotonic() > until:
                await asyncio.sleep(3)  # what still runs may do its worst
                return await judge(self._url, self._market, restores=self._done["restore"])


if __name__ == "__main__":
    raise SystemExit(main())

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
from pathlib import Path
from typing import Any

from bench.soak.markets import FAULTS, MARKETS, SPEED, Market
from bench.soak.site import Site
from bench.soak.verdict import Verdict, judge
from config.settings import Settings
from tests.support.databases import POSTGRES, a_database
from tests.support.entra import APP_ID, TENANT
from tests.support.people_file import write_people


def main() -> int:
    """Runs one soak and prints one line; 1 when anything was lost, doubled or stuck."""
    parser = argparse.ArgumentParser(prog="python -m bench.soak", description=__doc__)
    parser.add_argument("market", choices=sorted(MARKETS))
    parser.add_argument("--gigs", type=int, default=100)
    parser.add_argument("--replicas", type=int, default=2)
    parser.add_argument(
        "--kills", type=int, default=40, help="SIGKILLs before the replicas are left in peace (40)"
    )
    parser.add_argument("--pauses", type=int, default=10, help="SIGSTOPs of up to 2 s among them (10)")
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
    parser.add_argument(
        "--patience", type=int, default=600, help="seconds until what is not closed is stuck (600)"
    )
    parser.add_argument("--watch", action="store_true", help="print how far it is, every 5 s")
    parser.add_argument("--errors", type=Path, help="where the replicas' log goes in the end")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    if not os.environ.get("DATABASE_URL_TEST"):
        parser.error("replicas share a database: set DATABASE_URL_TEST to a PostgreSQL server")
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # it cuts connections on purpose
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="soak-") as folder, a_database(POSTGRES, Path(folder)) as url:
        soak = Soak(chosen, Path(folder), url)
        verdict = asyncio.run(soak.run())
        if chosen.errors:
            shutil.copy(Path(folder) / "errors", chosen.errors)
    took = time.monotonic() - begun
    by_hand = soak.site.by_hand if soak.site else ""
    print(f"{chosen.market}: {verdict}; {by_hand}{soak.kills} SIGKILLs, {soak.pauses} pauses, {took:.0f} s")
    for what in (*verdict.lost, *verdict.double, *verdict.stuck, *verdict.broken, *verdict.dead):
        print(f"  {what}")
    return 0 if verdict.is_clean else 1


class Soak:
    """The replicas, whoever kills them, and the marketplace between which all of it happens."""

    def __init__(self, chosen: argparse.Namespace, folder: Path, url: str) -> None:
        self._chosen = chosen
        self._folder = folder
        self._url = url
        self._chance = random.Random(chosen.seed)
        self._lives = 0
        self.kills = 0
        self.pauses = 0
        self.site: Site | None = None

    async def run(self) -> Verdict:
        """Kills until it has killed enough, then waits until all is closed, or nothing moves any more."""
        async with MARKETS[self._chosen.market](self._folder, self._chosen.faults) as market:
            settings = {**self._settings(), **market.settings}
            config = {
                "settings": settings,
                "market": market.name,
                "skills": market.skills,
                "funding": market.funding,
                "file": str(market.file),
                "gigs": self._chosen.gigs,
                "quarantine": self._chosen.quarantine,
            }
            (self._folder / "config.json").write_text(json.dumps(config))
            self.site = Site(market, Settings(_env_file=None, **settings))
            await self.site.connect()
            there = asyncio.create_task(self.site.go())
            replicas = [await self._born() for _ in range(self._chosen.replicas)]
            try:
                await self._kill(replicas)
                verdict = await self._settle(replicas, market)
            finally:
                there.cancel()
                for replica in replicas:
                    if replica.returncode is None:
                        replica.kill()
                    await replica.wait()
            return verdict

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

    async def _kill(self, replicas: list[asyncio.subprocess.Process]) -> None:
        while self.kills < self._chosen.kills or self.pauses < self._chosen.pauses:
            await asyncio.sleep(self._chance.uniform(0.5, self._chosen.every))
            place = self._chance.randrange(len(replicas))
            if replicas[place].returncode is not None:
                replicas[place] = await self._born()
            if self.pauses < self._chosen.pauses and self._chance.random() < 0.3:
                await self._pause(replicas[place])
            elif self.kills < self._chosen.kills:
                replicas[place].kill()
                await replicas[place].wait()
                self.kills += 1
                replicas[place] = await self._born()

    async def _pause(self, replica: asyncio.subprocess.Process) -> None:
        replica.send_signal(signal.SIGSTOP)
        await asyncio.sleep(self._chance.uniform(0.2, 2.0))
        replica.send_signal(signal.SIGCONT)
        self.pauses += 1

    async def _settle(self, replicas: list[asyncio.subprocess.Process], market: Market) -> Verdict:
        until = time.monotonic() + self._chosen.patience
        while True:
            await asyncio.sleep(5)
            for place, replica in enumerate(replicas):
                if replica.returncode is not None:
                    replicas[place] = await self._born()
            verdict = await judge(self._url, market, proves=False)
            if self._chosen.watch:
                print(verdict, flush=True)
            if (verdict.gigs >= self._chosen.gigs and not verdict.stuck) or time.monotonic() > until:
                await asyncio.sleep(3)  # what still runs may do its worst
                return await judge(self._url, market)


if __name__ == "__main__":
    raise SystemExit(main())

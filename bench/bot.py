"""One measured server from outside: started, asked, looked at, ended."""

import asyncio
import json
import os
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import aiohttp
import orjson

from bench.cast import APP_ID, TENANTS
from bench.world import NAMES, World

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Slice:
    """What some turns cost: CPU in ms per turn (user and system of all threads), answers in ms, wall time in s."""

    cpu: float
    answers: Sequence[float]
    wall: float
    last: Any

    def percentile(self, share: float) -> float:
        """The time within which this share was answered."""
        return sorted(self.answers)[min(len(self.answers) - 1, int(share * len(self.answers)))]


class Bot:
    """`async with Bot(...) as bot:`. `module` is one of bench.bots; `order` is what it is told beside the usual."""

    def __init__(
        self, world: World, folder: Path, module: str, *, python: str = sys.executable, **order: Any
    ) -> None:
        self._world = world
        self._command = (python, "-m", f"bench.bots.{module}")
        usual = {"app_id": APP_ID, "tenant": TENANTS[0], "names": NAMES, "tls_port": world.tls_port}
        usual["core"] = os.environ.get("BENCH_CORE", "0")
        self._order = usual | {"folder": str(folder), "card": str(folder / "card.json")} | order
        self._process: asyncio.subprocess.Process | None = None
        self._tokens = [world.bearer() for _ in range(20)]
        self.url = ""

    async def __aenter__(self) -> Self:
        authorities = str(self._world.certificates)
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            env={
                **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
                "BENCH_ORDER": json.dumps(self._order),
                "SSL_CERT_FILE": authorities,
                "REQUESTS_CA_BUNDLE": authorities,
                "PYTHONPATH": str(ROOT),
                "PYTHONWARNINGS": "ignore",  # the SDK's recognizers do not compile without
            },
        )
        assert self._process.stdout is not None
        port = await self._process.stdout.readline()
        if not port:
            raise SystemExit(f"{' '.join(self._command)} did not start; its words are above.")
        self.url = f"http://127.0.0.1:{int(port)}"
        self._client = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=200))
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()
        if self._process is not None:
            self._process.kill()
            await self._process.wait()

    async def turn(self, body: dict[str, Any], token: int = 0) -> Any:
        """The JSON of one answer."""
        headers = self._tokens[token % len(self._tokens)]
        sent = orjson.dumps(body)
        async with self._client.post(f"{self.url}/api/messages", data=sent, headers=headers) as answer:
            told = await answer.read()
            if answer.status > 202:
                raise SystemExit(f"{self._command[2]} answered {answer.status}: {told[:500]!r}")
            return orjson.loads(told) if told else None

    async def turns(self, bodies: Sequence[dict[str, Any]], at_once: int = 4) -> Slice:
        """All of them, `at_once` at any time."""
        waiting = iter(enumerate(bodies))
        answers: list[float] = []
        last: Any = None

        async def one_after_another() -> None:
            nonlocal last
            for place, body in waiting:
                start = time.perf_counter()
                last = await self.turn(body, place)
                answers.append((time.perf_counter() - start) * 1000)

        before, start = await self.cpu(), time.perf_counter()
        await asyncio.gather(*(one_after_another() for _ in range(at_once)))
        wall = time.perf_counter() - start
        return Slice((await self.cpu() - before) * 1000 / len(bodies), answers, wall, last)

    async def turns_at(self, bodies: Sequence[dict[str, Any]], per_second: float) -> Slice:
        """All of them at a steady rate, whether the ones before were answered or not, as people do it."""
        answers: list[float] = []

        async def one(place: int, body: dict[str, Any]) -> None:
            due = begin + place / per_second
            await asyncio.sleep(max(0, due - time.perf_counter()))
            await self.turn(body, place)
            answers.append((time.perf_counter() - due) * 1000)

        before, begin = await self.cpu(), time.perf_counter()
        await asyncio.gather(*(one(place, body) for place, body in enumerate(bodies)))
        wall = time.perf_counter() - begin
        return Slice((await self.cpu() - before) * 1000 / len(bodies), answers, wall, None)

    async def cpu(self) -> float:
        """Seconds the server has used, user and system, all threads."""
        async with self._client.get(f"{self.url}/bench/cpu", headers=self._tokens[0]) as answer:
            return float((await answer.json())["cpu"])

    async def load_over(self, seconds: float) -> float:
        """Share of a core used over this time."""
        before, start = await self.cpu(), time.perf_counter()
        await asyncio.sleep(seconds)
        return (await self.cpu() - before) / (time.perf_counter() - start)

    async def where(self, bodies: Sequence[dict[str, Any]]) -> dict[str, float]:
        """ms per turn by part of the server."""
        await self._client.post(f"{self.url}/bench/sample")
        await self.turns(bodies)
        async with self._client.get(f"{self.url}/bench/sample") as answer:
            found: dict[str, float] = await answer.json()
        return {part: ms / len(bodies) for part, ms in sorted(found.items(), key=lambda item: -item[1])}

    def memory(self) -> float:
        """MB of the server that are in memory now."""
        assert self._process is not None
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

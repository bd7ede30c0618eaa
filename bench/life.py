"""What is measured with the jobs at work: an approval with all that follows, starting, resting, growing."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from bench.bot import Bot
from bench.cast import everybody, write_people
from bench.script import script
from bench.seed import Template, seed
from bench.world import World

WARM, FOLLOWED, WATCHED = 60, 40, 1000
FEW, STARTS = 50, 4
"""People in the directory of a start that is timed, and how often (the first one fills caches)."""
SLOW = 0.001
"""Speed of the sandbox: no proposal comes while it is measured."""


@dataclass(frozen=True)
class Life:
    """Seconds to the first answer, MB."""

    starts: list[float]
    idle_memory: float
    grown_memory: tuple[float, float]


async def follow(world: World, folder: Path, made: Template) -> tuple[float, float]:
    """CPU (ms) of an approval with all jobs it leads to, up to the listing; per cent of a core at rest before."""
    url = f"sqlite:///{folder / 'follows.db'}"
    await seed(url, made, WATCHED + FOLLOWED)
    done = script(world, WATCHED + FOLLOWED, WATCHED)
    async with Bot(world, folder, "ours", database_url=url, jobs=True, sandbox_speed=SLOW) as bot:
        await bot.turns(done.say("help")(WARM))
        idle = await bot.load_over(4.0)
        before, start = await bot.cpu(), time.perf_counter()
        await bot.turns(done.approve(FOLLOWED))
        while await bot.load_over(2.0) > idle * 1.5 + 0.01:
            pass
        used = await bot.cpu() - before - idle * (time.perf_counter() - start)
        return used * 1000 / FOLLOWED, idle * 100


async def live(world: World, folder: Path, made: Template, growth: int) -> Life:
    """Starting and resting with few people, growing with many; a database of its own."""
    url = f"sqlite:///{folder / 'life.db'}"
    await seed(url, made, WATCHED)
    few = folder / "few"
    few.mkdir()
    write_people(few / "people.yaml", everybody()[:FEW])
    (few / "card.json").write_text("{}")
    starts, idle = [], 0.0
    for _ in range(STARTS):
        start = time.perf_counter()
        async with Bot(world, few, "ours", database_url=url, jobs=True) as bot:
            await bot.turn(script(world, WATCHED, WATCHED).say("help")(1)[0])
            starts.append(time.perf_counter() - start)
            await asyncio.sleep(2)
            idle = bot.memory()
    done = script(world, WATCHED, WATCHED)
    async with Bot(world, folder, "ours", database_url=url, jobs=True) as bot:
        await bot.turns([*done.say("help")(len(everybody())), *done.refresh(WATCHED)])
        before = bot.memory()
        for _ in range(0, growth, 1000):
            await bot.turns([*done.say("help")(500), *done.refresh(250), *done.refresh_in_channel(250)])
        return Life(starts, idle, (before, bot.memory()))

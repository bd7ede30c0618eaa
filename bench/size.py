"""The same at any size: turns with few gigs and with many, at rest with open ones, reading them, proving histories."""

import asyncio
import os
import resource
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bench.bot import Bot, Slice
from bench.bulk import emptied
from bench.learned import measure_learned
from bench.measure import POSTGRES, SQLITE, WARM, progress
from bench.script import Kind, script
from bench.seed import Template, list_in_sandbox, seed, template
from bench.table import Row, machine, ratio, table
from bench.world import World

ROOT = Path(__file__).resolve().parent.parent
FEW, OPEN, MILLION = 1000, 10_000, 1_000_000
SLOW = timedelta(minutes=30)
"""Between two readings of a quiet gig on the marketplaces that there are."""
SPEED = 10 / SLOW.total_seconds()
"""Of a sandbox that is read as seldom."""
SETTLE, WATCHED_FOR = 8.0, 30.0
"""Seconds before and while a resting server is watched."""
TURNS = {
    "help": "help",
    "first contact": "first contact",
    "approve": "approve press",
    "refresh": "card refresh, personal",
    "refresh in channel": "card refresh, channel",
    "list": "list of one's gigs",
    "approvals": "list of approvals",
}


@dataclass(frozen=True)
class Sizes:
    """What the options say."""

    gigs: int
    slices: int
    turns: int
    postgres: str


@dataclass(frozen=True)
class Rest:
    """What a server did meanwhile: share of a core, seconds, gigs read, answers to people."""

    share: float
    seconds: float
    read: int
    answers: Slice | None


async def measure_sizes(world: World, folder: Path, wanted: Sizes) -> str:
    """Builds the databases (kept in the temporary folder for the next run) and measures; Markdown."""
    made = await template(world, folder)
    rows = []
    for database in (SQLITE, *([POSTGRES] if wanted.postgres else [])):
        rows += await _turns(world, folder, made, wanted, database)
        rows += await measure_learned(
            world, folder, made, wanted.gigs, wanted.turns, wanted.slices, database, wanted.postgres
        )
    progress("audit verify")
    rows.append(_verified(folder / f"{SQLITE}-{wanted.gigs}.db", folder / "waiting" / "template.db"))
    progress("at rest with open gigs")
    opened = await template(world, folder, is_open=True)
    rows += await _rest(world, folder, opened, min(OPEN, wanted.gigs))
    notes = f"{wanted.gigs:,} gigs. The figure is user + system CPU of the server."
    return "\n".join([machine(), "", *table(rows), "", notes])


async def _turns(world: World, folder: Path, made: Template, wanted: Sizes, database: str) -> list[Row]:
    """Each kind of turn on the big database and on the small one, in turn."""
    found: dict[tuple[str, int], list[Slice]] = {}
    async with AsyncExitStack() as stack:
        kinds = {}
        for gigs in (FEW + WARM + wanted.slices * wanted.turns, wanted.gigs):
            size = min(gigs, wanted.gigs) if gigs == wanted.gigs else gigs
            progress(f"{size:,} gigs on {database}")
            url = await _built(stack, folder, made, wanted, database, size)
            bot = await stack.enter_async_context(Bot(world, folder, "ours", database_url=url, jobs=False))
            done = script(world, size, min(FEW, size // 2))
            kinds[size] = {
                "help": Kind(bot, done.say("help")),
                "first contact": Kind(bot, done.come, share=0.3),
                "approve": Kind(bot, done.approve),
                "refresh": Kind(bot, done.refresh),
                "refresh in channel": Kind(bot, done.refresh_in_channel),
                "list": Kind(bot, done.busy_says("my gigs", approver=False), share=0.3),
                "approvals": Kind(bot, done.busy_says("approvals", approver=True), share=0.3),
            }
            for kind in kinds[size].values():
                await kind.bot.turns(kind.bodies(20))
        for _ in range(wanted.slices):
            for turn in TURNS:
                for size, of_size in kinds.items():
                    kind = of_size[turn]
                    bodies = kind.bodies(int(wanted.turns * kind.share) or 1)
                    if bodies:
                        found.setdefault((turn, size), []).append(await kind.bot.turns(bodies))
    few, many = kinds
    return [
        _row(database, turn, found.get((turn, few), []), found.get((turn, many), []), many) for turn in TURNS
    ]


def _row(database: str, turn: str, few: list[Slice], many: list[Slice], gigs: int) -> Row:
    small, big = (statistics.median(one.cpu for one in each) if each else None for each in (few, many))
    value = ratio(big, small)
    said = f"{value:.2f}x ({big:.2f} of {small:.2f} ms)" if value else ""
    return Row("size", f"{TURNS[turn]}, {gigs:,} gigs / {FEW:,}, {database}", "≤ 1.3x", 1.3, value, said)


async def _built(
    stack: AsyncExitStack, folder: Path, made: Template, wanted: Sizes, database: str, gigs: int
) -> str:
    if database == POSTGRES:
        url = stack.enter_context(emptied(wanted.postgres, f"fc_bench_{gigs}_{int(time.time())}"))
    else:
        url = f"sqlite:///{folder / f'{SQLITE}-{gigs}.db'}"
    await seed(url, made, gigs, long_lists=True)
    return url


async def _rest(world: World, folder: Path, opened: Template, gigs: int) -> list[Row]:
    """At rest with readings due in their rhythm and with none; how a pause is caught up with, and what a reading costs."""
    now = datetime.now(UTC)
    spread = [now + timedelta(seconds=SETTLE) + SLOW * at / gigs for at in range(gigs)]
    due = await _watched(world, folder, opened, spread)
    none = await _watched(world, folder, opened, [now + SLOW] * gigs)
    late = await _watched(world, folder, opened, [now - timedelta(hours=1)] * gigs, talk=True)
    each = (late.share - none.share) * late.seconds * 1000 / late.read if late.read else None
    pace = f"{late.read / late.seconds:.0f} readings a second, {late.share * 100:.0f} % of a core"
    if late.answers:
        pace += f"; help meanwhile: p50 {late.answers.percentile(0.5):.1f}, p99 {late.answers.percentile(0.99):.1f} ms"
    title, said = f"at rest, {gigs:,} open gigs", f"{late.read:,} read in {late.seconds:.0f} s"
    return [
        _resting(f"{title}, readings due", 3, due, f" ({due.read} read)"),
        _resting(f"{title}, nothing due", 1, none, ""),
        Row("rest", "reading of a gig (CPU)", "≤ 2 ms", 2, each, f"{each:.2f} ms ({said})" if each else ""),
        Row("rest", f"{gigs:,} overdue after a pause", "paced", 0, None, pace),
    ]


def _resting(title: str, at_most: float, found: Rest, more: str) -> Row:
    per_cent = found.share * 100
    said = f"{per_cent:.2f} % of a core over {found.seconds:.0f} s{more}"
    return Row("rest", title, f"≤ {at_most:g} %", at_most, per_cent, said)


async def _watched(
    world: World, folder: Path, opened: Template, due: list[datetime], *, talk: bool = False
) -> Rest:
    own = Path(tempfile.mkdtemp(dir=folder))
    for name in ("people.yaml", "card.json"):
        (own / name).symlink_to(folder / name)
    url = f"sqlite:///{own / 'rest.db'}"
    await seed(url, opened, len(due), [f"{one:%Y-%m-%d %H:%M:%S.%f}" for one in due])
    list_in_sandbox(folder / "open" / "sandbox.db", own / "sandbox.db", len(due))
    async with Bot(world, own, "ours", database_url=url, jobs=True, sandbox_speed=SPEED) as bot:
        done = script(world, len(due), len(due) // 2)
        if talk:
            await bot.turns(done.greet())
        await asyncio.sleep(0 if talk else SETTLE)
        before, start, since = await bot.cpu(), time.perf_counter(), datetime.now(UTC)
        answers = await bot.turns_at(done.say("help")(int(WATCHED_FOR * 2)), 2) if talk else None
        await asyncio.sleep(0 if talk else WATCHED_FOR)
        took = time.perf_counter() - start
        return Rest((await bot.cpu() - before) / took, took, _read(own / "rest.db", since), answers)


def _read(path: Path, since: datetime) -> int:
    """How many gigs were read while it was watched."""
    asked, began = "SELECT count(*) FROM reading WHERE read_at > ?", f"{since:%Y-%m-%d %H:%M:%S}"
    with closing(sqlite3.connect(path, timeout=30)) as database:
        return int(database.execute(asked, (began,)).fetchone()[0])


def _verified(path: Path, small: Path) -> Row:
    """`audit verify` over all entries; what it takes for a single gig is taken off, the rest scaled to a million."""
    (least, few), (seconds, entries) = _verify(small), _verify(path)
    scaled = (seconds - least) * MILLION / (entries - few)
    said = f"{scaled:.1f} s CPU, scaled from {seconds - least:.1f} s for {entries:,} entries"
    return Row("audit", "audit verify over a million entries", "≤ 15 s", 15, scaled, said)


def _verify(path: Path) -> tuple[float, int]:
    """CPU seconds of a process of its own, and how many entries it proved."""
    env = {**os.environ, "DATABASE_URL": f"sqlite:///{path}", "MODE": "local"}
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "app.py", "audit", "verify"]
    told = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    words = told.stdout.replace(",", "").split()
    if told.returncode or "entries." not in words:
        raise SystemExit(f"audit verify: {told.stdout}{told.stderr}")
    seconds = spent.ru_utime + spent.ru_stime - used.ru_utime - used.ru_stime
    return seconds, int(words[words.index("entries.") - 1])

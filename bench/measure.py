"""The measuring itself: slices of every kind in turn (A B A B), so that a busy moment hits all of them."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench.bot import Bot, Slice
from bench.cast import PER_TENANT, TENANTS, Someone, everybody, in_channel, presses, says, write_people
from bench.seed import place_of, seed
from bench.world import World
from bot.verbs.commands import menu
from cards.kit.elements import wire
from cards.welcome import help_card

Bodies = Sequence[dict[str, Any]]
WARM = 60
SAMPLED = 400
FOLLOWED = 40
WATCHED = 1000
"""Gigs whose cards are refreshed."""
FEW, STARTS = 50, 4
"""People in the directory of a start that is timed, and how often (the first one fills caches)."""
LOADED, MOST_A_SECOND = 10, 250
"""Seconds of steady load on PostgreSQL, and how many presses are made ready for each of them."""


@dataclass
class Measured:
    """What was found. `slices` by (server, turn); times in ms, memory in MB."""

    slices: dict[tuple[str, str], list[Slice]] = field(default_factory=dict)
    where: dict[str, dict[str, float]] = field(default_factory=dict)
    card_bytes: int = 0
    crowd: float = 0.0
    """Seconds until 60 people had 20 cards each refreshed."""
    follows: float | None = None
    half_load: Slice | None = None
    half_load_rate: float = 0.0
    starts: list[float] = field(default_factory=list)
    idle_memory: float = 0.0
    grown_memory: tuple[float, float] = (0.0, 0.0)
    growth_turns: int = 0
    idle_cpu: float = 0.0
    """Per cent of a core while nobody speaks."""


@dataclass(frozen=True)
class Kind:
    """One kind of turn on one server. `bodies` gives so many to send; `share` of a slice is sent (stock is slow)."""

    bot: Bot
    bodies: Callable[[int], Bodies]
    share: float = 1.0


@dataclass(frozen=True)
class Script:
    """What people do, never the same person twice in a row. The gigs that are approved are never refreshed."""

    url: str
    people: Iterator[Someone]
    waiting: Iterator[int]
    watched: Sequence[int]

    def say(self, text: str) -> Callable[[int], Bodies]:
        """A text from so many people."""
        return lambda n: [says(self.url, who, text) for who in islice(self.people, n)]

    def approve(self, n: int) -> Bodies:
        """So many first presses on Approve."""
        return [self._press(place, "approve_gig", approver=True) for place in islice(self.waiting, n)]

    def refresh(self, n: int) -> Bodies:
        """So many refreshes of gigs in their requesters' chats."""
        return [self._press(place, "refresh_gig") for place in islice(cycle(self.watched), n)]

    def refresh_in_channel(self, n: int) -> Bodies:
        """The same on cards in channels."""
        return [in_channel(body) for body in self.refresh(n)]

    def crowd(self) -> Bodies:
        """60 viewers, each of 20 cards in the channels of their team."""
        viewers = [Someone(tenant, place) for tenant in TENANTS[:3] for place in range(PER_TENANT)]
        asked = [
            presses(self.url, one, "refresh_gig", f"card-{gig}", gig=gig, revision=1)
            for gig in range(1, 21)
            for one in viewers
        ]
        return [in_channel(body) for body in asked]

    def _press(self, place: int, verb: str, *, approver: bool = False) -> dict[str, Any]:
        _, number, asks, decides = place_of(place)
        who = decides if approver else asks
        return presses(self.url, who, verb, f"card-{number}", gig=number, revision=1)


async def measure(
    world: World,
    folder: Path,
    *,
    slices: int,
    turns: int,
    growth: int,
    postgres: str,
    agents: str | None,
    quick: bool = False,
) -> Measured:
    """Everything, in an order in which no part disturbs another; `quick` is the first part alone."""
    found = Measured()
    card = json.dumps(wire(help_card(menu())))
    (folder / "card.json").write_text(card)
    found.card_bytes = len(card.encode())
    write_people(folder / "people.yaml", everybody())
    gigs = WATCHED + WARM + slices * turns + SAMPLED
    url = f"sqlite:///{folder / 'connector.db'}"
    _print_progress("making gigs")
    await seed(url, world.service_url, gigs)
    _print_progress("side by side")
    await _side_by_side(found, world, folder, url, gigs, slices, turns, agents)
    if quick:
        return found
    _print_progress("approvals with what follows")
    await _with_what_follows(found, world, folder)
    if postgres:
        _print_progress("half load on PostgreSQL")
        with _a_database(postgres) as address:
            await _half_load(found, world, folder, address)
    _print_progress("starting, resting, growing")
    await _life(found, world, folder, growth)
    return found


def _print_progress(part: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {part} ...", file=sys.stderr, flush=True)


def script(world: World, gigs: int) -> Script:
    """Of so many gigs the first are watched, the others wait for a yes."""
    return Script(world.service_url, cycle(everybody()), iter(range(WATCHED, gigs)), range(WATCHED))


async def _side_by_side(
    found: Measured,
    world: World,
    folder: Path,
    url: str,
    gigs: int,
    slices: int,
    turns: int,
    agents: str | None,
) -> None:
    done = script(world, gigs)
    async with AsyncExitStack() as stack:
        ours = await stack.enter_async_context(Bot(world, folder, "ours", database_url=url, jobs=False))
        bare = await stack.enter_async_context(Bot(world, folder, "bare"))
        stock = await stack.enter_async_context(Bot(world, folder, "stock"))
        kinds = {
            ("bare", "card"): Kind(bare, done.say("help")),
            ("bare", "echo"): Kind(bare, done.say("hello there")),
            ("bare", "press"): Kind(bare, done.refresh),
            ("ours", "help"): Kind(ours, done.say("help")),
            ("ours", "approve"): Kind(ours, done.approve),
            ("ours", "refresh"): Kind(ours, done.refresh),
            ("ours", "refresh in channel"): Kind(ours, done.refresh_in_channel),
            ("stock", "card"): Kind(stock, done.say("help"), share=0.05),
            ("stock", "echo"): Kind(stock, done.say("hello there"), share=0.05),
        }
        if agents:
            other = await stack.enter_async_context(Bot(world, folder, "agents", python=agents))
            kinds["agents", "echo"] = Kind(other, done.say("hello there"), share=0.3)
        for name, kind in kinds.items():
            found.slices[name] = []
            await kind.bot.turns(kind.bodies(max(3, int(WARM * kind.share))))
        for _ in range(slices):
            for name, kind in kinds.items():
                if name == ("ours", "help"):
                    await _greet(ours, done)
                found.slices[name].append(await kind.bot.turns(kind.bodies(int(turns * kind.share) or 1)))
        for turn in ("help", "approve", "refresh in channel"):
            bodies = kinds["ours", turn].bodies(SAMPLED)
            found.where[turn] = await ours.where(bodies)
        crowd = await ours.turns(done.crowd(), at_once=60)
        found.crowd = crowd.wall
        _check(found, crowd)


async def _greet(bot: Bot, done: Script) -> None:
    """Everybody is known from the last minute, so that the next text of theirs needs no database."""
    await bot.turns(done.say("thanks")(len(everybody())))


def _check(found: Measured, crowd: Slice) -> None:
    """That the presses did what they say, and did not only fail fast."""
    for turn, sign in (("approve", "Approved by"), ("refresh", "Launch deck")):
        shown = json.dumps(found.slices["ours", turn][-1].last)
        if sign not in shown:
            raise SystemExit(f"{turn} was answered without {sign!r}: {shown[:1000]}")
    if "Launch deck" not in json.dumps(crowd.last):
        raise SystemExit(f"a refresh in a channel was answered with {crowd.last}")


async def _with_what_follows(found: Measured, world: World, folder: Path) -> None:
    """Approvals with all jobs they lead to, up to the listing on the marketplace."""
    url = f"sqlite:///{folder / 'follows.db'}"
    await seed(url, world.service_url, WATCHED + FOLLOWED)
    done = script(world, WATCHED + FOLLOWED)
    async with Bot(world, folder, "ours", database_url=url, jobs=True, sandbox_speed=0.001) as bot:
        await bot.turns(done.say("help")(WARM))
        idle = await _cpu_over(bot, 4.0)
        found.idle_cpu = idle * 100
        before, start = await bot.cpu(), time.perf_counter()
        await bot.turns(done.approve(FOLLOWED))
        while await _cpu_over(bot, 2.0) > idle * 1.5 + 0.01:
            pass
        used = await bot.cpu() - before - idle * (time.perf_counter() - start)
        found.follows = used * 1000 / FOLLOWED


async def _cpu_over(bot: Bot, seconds: float) -> float:
    """Share of a core used over this time."""
    before, start = await bot.cpu(), time.perf_counter()
    await asyncio.sleep(seconds)
    return (await bot.cpu() - before) / (time.perf_counter() - start)


async def _half_load(found: Measured, world: World, folder: Path, url: str) -> None:
    """Presses at half of what one process can do at most, with PostgreSQL."""
    probe = 200
    gigs = WATCHED + WARM + probe + LOADED * MOST_A_SECOND
    await seed(url, world.service_url, gigs)
    done = script(world, gigs)
    async with Bot(world, folder, "ours", database_url=url, jobs=False) as bot:
        await bot.turns(done.approve(WARM))
        full = await bot.turns(done.approve(probe), at_once=8)
        found.slices["ours", "approve on PostgreSQL"] = [full]
        found.half_load_rate = min(MOST_A_SECOND, probe / full.wall / 2)
        bodies = done.approve(int(found.half_load_rate * LOADED))
        found.half_load = await bot.turns_at(bodies, found.half_load_rate)


async def _life(found: Measured, world: World, folder: Path, growth: int) -> None:
    """Starting and resting with few people, growing with many; a database of its own."""
    url = f"sqlite:///{folder / 'life.db'}"
    await seed(url, world.service_url, WATCHED)
    done = script(world, WATCHED)
    numbers = count()
    few = folder / "few"
    few.mkdir()
    write_people(few / "people.yaml", everybody()[:FEW])
    (few / "card.json").write_text("{}")
    for _ in range(STARTS):
        start = time.perf_counter()
        async with Bot(world, few, "ours", database_url=url, jobs=True) as bot:
            await bot.turn(done.say("help")(1)[0])
            found.starts.append(time.perf_counter() - start)
            await asyncio.sleep(2)
            found.idle_memory = bot.memory()
        done = script(world, WATCHED)
    async with Bot(world, folder, "ours", database_url=url, jobs=True) as bot:
        await bot.turns([*done.say("help")(len(everybody())), *done.refresh(WATCHED)])
        before = bot.memory()
        while next(numbers) * 1000 < growth:
            await bot.turns([*done.say("help")(500), *done.refresh(250), *done.refresh_in_channel(250)])
        found.grown_memory, found.growth_turns = (before, bot.memory()), growth


@contextmanager
def _a_database(server: str) -> Iterator[str]:
    """A database on this server, gone afterwards."""
    name = f"fc_bench_{int(time.time())}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


def median_of(slices: Sequence[Slice], share: float) -> float:
    """Of the slices' percentiles."""
    return statistics.median(each.percentile(share) for each in slices)

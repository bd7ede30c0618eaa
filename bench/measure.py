"""The measuring itself: slices of every kind in turn (A B A B), so that a busy moment hits all of them."""

import json
import statistics
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bench.bot import Bot, Slice
from bench.bulk import emptied
from bench.cast import BUSY, NEWCOMERS, PRESSERS, TALKERS, all_of, write_people
from bench.life import follow, live
from bench.script import Kind, Script, script
from bench.seed import Template, seed, template
from bench.world import World
from bot.verbs.commands import menu
from bot.verbs.help_verbs import help_for
from cards.kit.elements import wire

WARM, SAMPLED, WATCHED = 60, 400, 1000
"""Turns that are not counted, turns of which is seen where their time goes, gigs whose cards are refreshed."""
LOADED, MOST_A_SECOND, PROBE = 10, 250, 200
"""Seconds of steady load, how many presses are made ready for each of them, and for finding out what is most."""
SQLITE, POSTGRES = "SQLite", "PostgreSQL"


@dataclass(frozen=True)
class Wanted:
    """What the options say. `postgres` and `agents` are empty where there is none."""

    slices: int
    turns: int
    growth: int
    postgres: str
    agents: str
    quick: bool


@dataclass
class Measured:
    """What was found. `slices` by (database, server, turn); times in ms, memory in MB."""

    slices: dict[tuple[str, str, str], list[Slice]] = field(default_factory=dict)
    where: dict[str, dict[str, float]] = field(default_factory=dict)
    card_bytes: int = 0
    crowd: float | None = None
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

    def cpu(self, database: str, server: str, turn: str) -> float | None:
        """The median of the slices; None when it was not measured."""
        found = self.slices.get((database, server, turn))
        return statistics.median(each.cpu for each in found) if found else None


async def measure(world: World, folder: Path, wanted: Wanted) -> Measured:
    """Everything, in an order in which no part disturbs another; `quick` is the first part alone."""
    found = Measured()
    prepare(folder)
    found.card_bytes = (folder / "card.json").stat().st_size
    progress("having the product write a gig")
    made = await template(world, folder)
    bench = Bench(found, world, folder, wanted, made)
    await bench.side_by_side(SQLITE, f"sqlite:///{folder / 'connector.db'}")
    if wanted.postgres:
        with emptied(wanted.postgres, f"fc_bench_{int(time.time())}") as address:
            await bench.side_by_side(POSTGRES, address)
    if wanted.quick:
        return found
    progress("approvals with what follows")
    found.follows, found.idle_cpu = await follow(world, folder, made)
    progress("starting, resting, growing")
    life = await live(world, folder, made, wanted.growth)
    found.starts, found.idle_memory, found.grown_memory = life.starts, life.idle_memory, life.grown_memory
    found.growth_turns = wanted.growth
    return found


def prepare(folder: Path) -> None:
    """What every server finds there: the card that is compared, and the people."""
    (folder / "card.json").write_text(json.dumps(wire(help_for(menu(), is_lead=False))))
    write_people(folder / "people.yaml", all_of([*TALKERS, *PRESSERS, *NEWCOMERS, *BUSY]))


def progress(part: str) -> None:
    """To standard error, with the time."""
    print(f"{time.strftime('%H:%M:%S')} {part} ...", file=sys.stderr, flush=True)


@dataclass(frozen=True)
class Bench:
    """The product beside its peers, once on each database."""

    found: Measured
    world: World
    folder: Path
    wanted: Wanted
    made: Template

    async def side_by_side(self, database: str, url: str) -> None:
        """All kinds of turns in turn. Peers that have no database run beside each of ours."""
        progress(f"side by side on {database}")
        loaded = PROBE + LOADED * MOST_A_SECOND if database == POSTGRES else 0
        gigs = WATCHED + WARM + self.wanted.slices * self.wanted.turns + SAMPLED + loaded
        await seed(url, self.made, gigs)
        done = script(self.world, gigs, WATCHED)
        async with AsyncExitStack() as stack:
            ours = await stack.enter_async_context(
                Bot(self.world, self.folder, "ours", database_url=url, jobs=False)
            )
            kinds = _ours(ours, done) | await self._peers(stack, done, with_stock=database == SQLITE)
            await self._slices(database, kinds, ours, done)
            _check(self.found, database)
            if database == SQLITE:
                for turn in ("help", "approve", "refresh in channel"):
                    self.found.where[turn] = await ours.where(kinds["ours", turn].bodies(SAMPLED))
                crowd = await ours.turns(done.crowd(), at_once=60)
                self.found.crowd = crowd.wall
                _see("a refresh in a channel", "Launch deck", crowd)
            else:
                await self._half_load(ours, done)

    async def _peers(
        self, stack: AsyncExitStack, done: Script, *, with_stock: bool
    ) -> dict[tuple[str, str], Kind]:
        bare = await stack.enter_async_context(Bot(self.world, self.folder, "bare"))
        kinds = {
            ("bare", "card"): Kind(bare, done.say("help")),
            ("bare", "echo"): Kind(bare, done.say("hello there")),
            ("bare", "press"): Kind(bare, done.refresh),
        }
        if with_stock:
            stock = await stack.enter_async_context(Bot(self.world, self.folder, "stock"))
            kinds["stock", "card"] = Kind(stock, done.say("help"), share=0.05)
            kinds["stock", "echo"] = Kind(stock, done.say("hello there"), share=0.05)
        if self.wanted.agents:
            bot = Bot(self.world, self.folder, "agents", python=self.wanted.agents)
            kinds["agents", "echo"] = Kind(await stack.enter_async_context(bot), done.say("hello there"))
        return kinds

    async def _slices(
        self, database: str, kinds: dict[tuple[str, str], Kind], ours: Bot, done: Script
    ) -> None:
        for kind in kinds.values():
            await kind.bot.turns(kind.bodies(max(3, int(WARM * kind.share))))
        for _ in range(self.wanted.slices):
            for (server, turn), kind in kinds.items():
                if (server, turn) == ("ours", "help"):
                    await ours.turns(done.greet())
                bodies = kind.bodies(int(self.wanted.turns * kind.share) or 1)
                if bodies:
                    one = await kind.bot.turns(bodies)
                    self.found.slices.setdefault((database, server, turn), []).append(one)

    async def _half_load(self, ours: Bot, done: Script) -> None:
        """Presses at half of what one process can do at most."""
        full = await ours.turns(done.approve(PROBE), at_once=8)
        rate = self.found.half_load_rate = min(MOST_A_SECOND, PROBE / full.wall / 2)
        self.found.half_load = await ours.turns_at(done.approve(int(rate * LOADED)), rate)


def _ours(ours: Bot, done: Script) -> dict[tuple[str, str], Kind]:
    return {
        ("ours", "help"): Kind(ours, done.say("help")),
        ("ours", "first contact"): Kind(ours, done.come, share=0.3),
        ("ours", "approve"): Kind(ours, done.approve),
        ("ours", "refresh"): Kind(ours, done.refresh),
        ("ours", "refresh in channel"): Kind(ours, done.refresh_in_channel),
    }


def _check(found: Measured, database: str) -> None:
    """That the presses did what they say, and did not only fail fast."""
    for turn, sign in (
        ("approve", "Approved by"),
        ("refresh", "Launch deck"),
        ("refresh in channel", "Launch deck"),
    ):
        _see(turn, sign, found.slices[database, "ours", turn][-1])


def _see(turn: str, sign: str, found: Slice) -> None:
    shown = json.dumps(found.last)
    if sign not in shown:
        raise SystemExit(f"{turn} was answered without {sign!r}: {shown[:1000]}")


def median_of(slices: Sequence[Slice], share: float) -> float:
    """Of the slices' percentiles."""
    return statistics.median(each.percentile(share) for each in slices)

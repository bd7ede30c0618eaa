"""What was learned, at any size: the playbook, the talent pool and the preview with all that stands beside it, among so many closed gigs.

All of them are in one organisation, and everybody who looks is a programme lead: nobody may read more.
"""

import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

from bench.bot import Bot
from bench.bulk import emptied
from bench.cast import PRESSERS, TALKERS, TENANTS, Someone, brief, presses, says
from bench.measure import POSTGRES, progress
from bench.seed import Template, seed
from bench.table import Row
from bench.world import World
from demo.content import Content, read_content
from gigs.brief import DataTier
from gigs.money import Money
from gigs.people import PersonKey
from gigs.summary import Audience, Sharing, Summary
from gigs.talent import FreelancerKey, Talent, Worked, found_by
from playbook.playbook import Playbook
from playbook.reading import OURS, read_playbook
from ports.jobs import NewJob
from ports.storage import Transaction
from store.connection import Connection
from store.engine import open_database
from store.sql import SqlStore

MOST_MS = 60
WAITING, WARM = 1000, 10
FREELANCERS = 2000
FIRST = 1_000_000
"""Numbers of closed gigs begin there, so that those of new drafts are never among them."""
_PAGE = 1000
_TENANT = TENANTS[0]
_ASKING = [Someone(_TENANT, place) for place in PRESSERS[:-1]]
_SAYING = [Someone(_TENANT, place) for place in TALKERS]

Learned = tuple[Summary, Talent, Worked]


async def measure_learned(
    world: World, folder: Path, made: Template, gigs: int, turns: int, slices: int, database: str, server: str
) -> list[Row]:
    """`server` is where an own database is made on PostgreSQL."""
    progress(f"{gigs:,} closed gigs on {database}")
    with ExitStack() as stack:
        url = f"sqlite:///{folder / f'learned-{gigs}.db'}"
        if database == POSTGRES:
            url = stack.enter_context(emptied(server, f"fc_bench_learned_{int(time.time())}"))
        await _filled(url, gigs)
        await seed(url, made, WAITING)
        async with Bot(world, folder, "ours", database_url=url, jobs=False) as bot:
            found = {
                "preview with hints, near-duplicates and lessons": await _previews(bot, world, turns, slices),
                **{said: await _texts(bot, world, said, turns, slices) for said in ("playbook", "talent")},
                "talent, by a skill": await _texts(bot, world, "talent PowerPoint", turns, slices),
            }
    return [
        Row(
            "learned",
            f"{what}, {gigs:,} closed gigs, {database}",
            f"≤ {MOST_MS} ms",
            MOST_MS,
            ms,
            f"{ms:.1f} ms",
        )
        for what, ms in found.items()
    ]


async def _previews(bot: Bot, world: World, turns: int, slices: int) -> float:
    """Each of a new draft, as its requester’s first."""
    bodies = _presses(world.service_url)
    await bot.turns(list(islice(bodies, WARM)))
    found = [await bot.turns(list(islice(bodies, turns))) for _ in range(slices)]
    for one in found:
        if "submit_brief" not in str(one.last):
            raise SystemExit(f"a preview was answered otherwise: {str(one.last)[:500]}")
    return statistics.median(one.cpu for one in found)


def _presses(url: str) -> Iterator[dict[str, Any]]:
    inputs = {**brief(), "market": "sandbox"}
    for number, who in enumerate(cycle(_ASKING)):
        yield presses(url, who, "preview_brief", "form", draft=f"draft-learned-{number}", **inputs)


async def _texts(bot: Bot, world: World, said: str, turns: int, slices: int) -> float:
    who = cycle(_SAYING)
    await bot.turns([says(world.service_url, one, said) for one in islice(who, len(_SAYING))])
    found = [
        await bot.turns([says(world.service_url, one, said) for one in islice(who, turns)])
        for _ in range(slices)
    ]
    return statistics.median(one.cpu for one in found)


async def _filled(url: str, gigs: int) -> None:
    """Through the product's own store, so that every index of it is filled as closing a gig fills it."""
    opened = await open_database(url)
    try:
        store = SqlStore(opened.transactions, _no_jobs)
        made = learned(gigs)
        while page := list(islice(made, _PAGE)):
            await store.run(_put, page)
    finally:
        await opened.close()


async def _put(tx: Transaction, page: Sequence[Learned]) -> None:
    for summary, talent, worked in page:
        await tx.summaries.put(summary)
        await tx.talents.put(talent, worked)


async def _no_jobs(_connection: Connection, _jobs: Sequence[NewJob]) -> None:
    """Nothing here leaves any."""


def learned(gigs: int) -> Iterator[Learned]:
    """Closed gigs about the kinds of work and the subjects of the demo, the same each time."""
    content, playbook, chance = read_content(), read_playbook([OURS]), Random(1)
    for place in range(gigs):
        yield _learned(content, playbook, chance, place, FIRST + place)


def _learned(content: Content, playbook: Playbook, chance: Random, place: int, number: int) -> Learned:
    kind = chance.choice(content.kinds)
    template = playbook.template(kind.template)
    assert template is not None
    subject = chance.choice(content.subjects[chance.choice(list(content.subjects))])
    closed = datetime.now(UTC) - timedelta(days=chance.randrange(1, 730))
    who = _ASKING[place % len(_ASKING)]
    key = FreelancerKey(tenant=_TENANT, marketplace="sandbox", freelancer=f"F{chance.randrange(FREELANCERS)}")
    summary = Summary(
        tenant=_TENANT,
        gig=number,
        owners=(PersonKey(tenant=_TENANT, object_id=who.object_id),),
        by=who.name,
        title=chance.choice(kind.titles).format(subject=subject),
        domain=template.domain,
        tier=DataTier.GENERAL,
        division="Design",
        month=f"{closed:%Y-%m}",
        marketplace="sandbox",
        cost=Money(amount=Decimal(chance.randrange(*kind.budget)), currency="USD"),
        days=chance.randrange(*template.days),
        skills=template.skills,
        outcome=template.outcome,
        rating=chance.randrange(3, 6),
        hire_again=True,
        requester_score=9,
        do_again=chance.choice(kind.do_again),
        do_differently=chance.choice(kind.do_differently),
        template=template.id,
        sharing=Sharing(audience=chance.choice(list(Audience)), named=True, brief=True),
        closed_at=closed,
    )
    talent = Talent(key=key, name=f"Freelancer {key.freelancer}", words_at=closed)
    words = found_by(key.marketplace, template.domain, template.skills)
    return summary, talent, Worked(key=key, gig=number, proposal=f"P{number}", words=words)

"""What it costs to find what is nearly the same among many summaries, on both databases."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from random import Random

from bench.bulk import emptied
from bench.measure import POSTGRES, SQLITE, progress
from bench.table import Row, machine, table
from gigs.brief import Category, DataTier
from gigs.people import Person, PersonKey
from gigs.summary import Audience, Sharing, Summary
from ports.jobs import NewJob
from ports.storage import Transaction
from similar.nearness import AKIN, terms
from store.connection import Connection
from store.engine import open_database
from store.sql import SqlStore
from use_cases.lessons.near import near

TENANT = "contoso"
MONTH = datetime(2026, 5, 1, tzinfo=UTC)
KINDS = "Logo,Video,Sales deck,Translation,Brochure,Dashboard,Survey,Landing page,Poster,Article,Market research,Training"
THINGS = "summer party,annual report,product launch,trade fair,onboarding,webinar,intranet,web shop,board meeting,safety week"
ABOUT = "spring,autumn,Poland,Japan,sales,finance,pilot,partners,dealers,suppliers,students,press"
SEARCHED = (
    "Logo for the summer party of the finance team",
    "Video for the product launch",
    "Sales deck trade fair",
)
_PAGE, _TIMES = 1000, 30
_ANYBODY = Person(
    key=PersonKey(tenant=TENANT, object_id="anybody"), name="Anybody", email="a@contoso.example"
)


async def measure_similar(folder: Path, summaries: int, postgres: str) -> str:
    """Fills an empty database with so many and looks for gigs like three others; Markdown."""
    rows = []
    for database in (SQLITE, *([POSTGRES] if postgres else [])):
        progress(f"{summaries} summaries on {database}")
        with ExitStack() as stack:
            url = f"sqlite:///{folder / 'similar.db'}"
            if database == POSTGRES:
                url = stack.enter_context(emptied(postgres, f"fc_bench_similar_{int(time.time())}"))
            each = await _measured(url, summaries)
        said = f"{each:.1f} ms"
        rows.append(Row("similar", f"a look-up among {summaries:,}, {database}", "≤ 20 ms", 20, each, said))
    return "\n".join([machine(), "", *table(rows), "", "The figure is user + system CPU of our process."])


async def _measured(url: str, summaries: int) -> float:
    """Milliseconds of CPU, on average over the texts that are searched for."""
    opened = await open_database(url)
    try:
        store = SqlStore(opened.transactions, _no_jobs)
        chance = Random(1)
        for first in range(1, summaries + 1, _PAGE):
            await store.run(_put, range(first, min(first + _PAGE, summaries + 1)), chance)
            await asyncio.sleep(0)
        await store.run(_look)
        start = time.process_time()
        for _ in range(_TIMES):
            await store.run(_look)
        return (time.process_time() - start) * 1000 / _TIMES / len(SEARCHED)
    finally:
        await opened.close()


async def _no_jobs(_connection: Connection, _jobs: Sequence[NewJob]) -> None:
    """Nothing here leaves any."""


async def _put(tx: Transaction, numbers: range, chance: Random) -> None:
    for number in numbers:
        await tx.summaries.put(_summary(number, chance))


async def _look(tx: Transaction) -> None:
    for title in SEARCHED:
        wanted = terms(title, "PowerPoint, storytelling", "Our sales team can use it without help.")
        await near(tx, _ANYBODY, wanted, besides=(), at_least=AKIN, most=20)


def _summary(number: int, chance: Random) -> Summary:
    kind, thing, about = (chance.choice(words.split(",")) for words in (KINDS, THINGS, ABOUT))
    return Summary(
        tenant=TENANT,
        gig=number,
        owners=(PersonKey(tenant=TENANT, object_id=f"owner-{number % 300}"),),
        title=f"{kind} for the {thing} {about} {number % 997}x",
        domain=Category.OTHER,
        tier=DataTier.GENERAL,
        division="",
        month="2026-05",
        marketplace="sandbox",
        cost=None,
        days=7,
        outcome="Everybody in the team can use it without asking.",
        rating=5,
        hire_again=True,
        requester_score=9,
        do_again="Send the brand guide on the first day.",
        sharing=Sharing(audience=chance.choice(list(Audience))),
        closed_at=MONTH,
    )

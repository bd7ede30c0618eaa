"""Makes the past in a folder: a database of the product and a file of its sandbox, written by the product itself."""

import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

from config.formats import ROOT
from config.settings import PLAYGROUND_TENANT
from demo.content import PEOPLE, Content, read_content
from demo.jobs import HeldJobs
from demo.living import Life
from demo.market import PastMarket
from demo.nobody import Nobody
from demo.plan import GIGS, Ending, plan
from demo.telling import stories_of, tell_story
from demo.time_and_ids import CountedIds, MovedClock
from directory.people_file import PeopleFile, read_people_file
from gigs.marketplaces import SANDBOX
from gigs.people import Person
from marketplace.sandbox.provider import Sandbox
from playbook.playbook import Playbook
from playbook.reading import OURS, read_playbook
from policy.policy_file import read_policy
from ports.marketplace import Marketplace
from ports.notices import NoticeKind, NoticeState
from ports.storage import Transaction
from store.engine import open_database
from store.on_sqlite import STATEMENTS_KEPT, SqliteTransactions
from store.sql import SqlStore
from use_cases.context import Context
from use_cases.permissions.authorize import PROGRAMME_LEAD

DATABASE = "connector.db"
MARKETPLACE = "sandbox.db"
POLICY = ROOT / "policy" / "examples" / "starter.yaml"
PATIENCE_S = 30.0
EVER = timedelta(days=365)
AT_ONCE = 1000


async def make_past(
    folder: Path, now: datetime, *, gigs: int = GIGS, tell: Callable[[int, int], object] = lambda *_: None
) -> None:
    """Everything up to now. `tell` hears how many gigs there are, and how many there will be. The folder has to be empty."""
    content, people, playbook = read_content(), read_people_file(PEOPLE), read_playbook([OURS])
    await (await open_database(f"sqlite:///{folder / DATABASE}")).close()
    lead = await _lead(people)
    planned = plan(content, await requesters(people), now, gigs)
    told = stories_of(content, planned)
    async with _workshop(folder, content, people, playbook, now) as (context, clock, jobs):
        for place, one in enumerate(planned, start=1):
            template = playbook.template(one.kind.template)
            if template is None:
                raise ValueError(f"the playbook has no template {one.kind.template}")
            gig = await Life(context, clock, jobs, one, template, content.reasons).lived()
            if story := told.get(one.number):
                await tell_story(context, clock, gig, one.who, lead, story)
            await context.store.run(_settle_notices, one.ending, gig.number, now)
            tell(place, len(planned))


async def requesters(people: PeopleFile) -> list[Person]:
    """Those who decide on nothing: they post gigs."""
    return [one for one in await people.search(PLAYGROUND_TENANT, "everybody") if not one.roles]


async def _lead(people: PeopleFile) -> Person:
    """Who publishes."""
    leads = await people.group(PLAYGROUND_TENANT, PROGRAMME_LEAD)
    return leads[-1]


class _Workshop(NamedTuple):
    context: Context
    clock: MovedClock
    jobs: HeldJobs


@asynccontextmanager
async def _workshop(
    folder: Path, content: Content, people: PeopleFile, playbook: Playbook, now: datetime
) -> AsyncIterator[_Workshop]:
    """Everything that a use case reaches, with time and jobs in our hands."""

    async def shelf() -> Playbook:
        return playbook

    clock = MovedClock(now)
    jobs = HeldJobs(clock)
    async with AsyncExitStack() as stack:
        transactions = SqliteTransactions(partial(_unsafe_but_quick, folder / DATABASE), PATIENCE_S)
        stack.push_async_callback(transactions.close)
        markets: dict[str, Marketplace] = {}
        for name in (SANDBOX.name, *content.names):
            sandbox = (
                Sandbox(folder / MARKETPLACE, now=clock.now)
                if name == SANDBOX.name
                else PastMarket(name, content.names[name], ":memory:", now=clock.now)
            )
            stack.push_async_callback(sandbox.close)
            markets[name] = sandbox
        context = Context(
            store=SqlStore(transactions, jobs.enqueue),
            clock=clock,
            ids=CountedIds(),
            directory=people,
            messenger=Nobody(),
            markets=markets,
            playbook=shelf,
            policy=read_policy(POLICY),
            policy_text=POLICY.read_text(encoding="utf-8"),
        )
        yield _Workshop(context, clock, jobs)


def _unsafe_but_quick(path: Path) -> sqlite3.Connection:
    """Nothing waits for the disk: what is cut off in the middle is thrown away and made anew."""
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=STATEMENTS_KEPT)
    for pragma in ("foreign_keys=ON", "journal_mode=WAL", "synchronous=OFF"):
        connection.execute(f"PRAGMA {pragma}").close()
    return connection


async def _settle_notices(tx: Transaction, ending: Ending, gig: int, now: datetime) -> None:
    """What was to be told was told when it happened, but for what is still to be answered: that is told when a window opens."""
    for notice in await tx.notices.unsent(now + EVER, AT_ONCE):
        if notice.gig == gig and notice.kind is not _STILL_TOLD.get(ending):
            await tx.notices.mark(notice.tenant, notice.id, NoticeState.SENT)


_STILL_TOLD = {Ending.WAITING: NoticeKind.APPROVAL_ASKED, Ending.AT_WORK: NoticeKind.DELIVERABLE_SUBMITTED}

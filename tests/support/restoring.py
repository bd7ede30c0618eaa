"""A company on any provider whose database is copied at any moment, and put back."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from assembly.restored import KeptMark, notice_restore
from gigs.approval import Decision
from gigs.errors import GigError
from gigs.gig import Gig, GigState
from marketplace.sandbox import tables
from marketplace.sandbox.provider import Sandbox
from ports.strays import Stray, StrayState
from store.engine import open_database
from tests.support.builders import MARK, RITA
from tests.support.databases import a_sqlite_file
from tests.support.one_by_one import one_by_one
from tests.support.providers import Stage
from tests.use_cases.messenger import FakeMessenger
from tests.use_cases.world import (
    PAT,
    PATIENCE,
    ROUND_THE_CLOCK,
    Ids,
    KeptPromises,
    People,
    World,
)
from use_cases.accounts.settle_stray import close_stray, take_over
from use_cases.context import Context
from use_cases.hiring.hire import hire_freelancer
from use_cases.settling.sweep import sweep


class Company:
    """One gig's way to an offer, on one marketplace, with whatever database stands behind it at the moment."""

    promises: type[KeptPromises] = KeptPromises

    def __init__(self, stage: Stage, folder: Path, market: Any = None, **more: Any) -> None:
        """`market` is what the product calls, the stage's own if not given; `more` goes into its context."""
        self.stage = stage
        self.market = market or stage.market
        self._more = more
        self.name = stage.market.name
        self._folder = folder
        self._file = folder / "connector.db"
        self._ids = Ids()
        self._points = 0
        self.copies: dict[int, Path] = {}
        self.copy_at: frozenset[int] = frozenset()
        self.noticed = False
        self.hires = True
        """Whether the requester hires as soon as there's somebody."""

    async def begins(self) -> None:
        """Opens the database as a start of the product does."""
        self.database = await open_database(await a_sqlite_file(self._file))
        store = self.promises(self.database, self.stage.clock)
        kept = KeptMark(self._folder / "connector.db.mark")
        self.noticed = await notice_restore(store, kept, self.stage.clock, self._ids)
        people, messenger = People(), FakeMessenger()
        context = Context(
            store=store,
            clock=self.stage.clock,
            ids=self._ids,
            directory=people,
            messenger=messenger,
            markets={self.name: self.market},
            policy=ROUND_THE_CLOCK,
            patience=PATIENCE,
            failpoint=self._reached,
            began=self.stage.clock.now(),
            keep_mark=kept.keep,
            **self._more,
        )
        market: Any = self.market  # a Sandbox, or a stand-in's provider that answers alike
        self.world = World(context, store, self.stage.clock, market, messenger, people, [])

    def _reached(self, _point: str) -> None:
        self._points += 1
        if self._points in self.copy_at:
            self.copy(self._points)

    @property
    def points(self) -> int:
        return self._points

    def copy(self, name: int) -> None:
        """As an operator's `.backup` does, beside whatever is being written."""
        self.copies[name] = self._folder / f"backup-{name}.db"
        with closing(sqlite3.connect(self._file)) as now, closing(sqlite3.connect(self.copies[name])) as then:
            now.backup(then)

    async def puts_back(self, name: int) -> None:
        """The product is stopped, the copy put in place, the product started."""
        await self.database.close()
        self._file.write_bytes(self.copies[name].read_bytes())
        await self.begins()

    async def gigs(self) -> list[Gig]:
        async with one_by_one(self.world.store) as tx:
            return list(await tx.gigs.of_requester(RITA.key, 9))

    async def strays(self) -> list[Stray]:
        async with one_by_one(self.world.store) as tx:
            return [
                one for one in await tx.strays.of(PAT.key.tenant, self.name) if one.state is StrayState.OPEN
            ]

    async def goes_on(self, minutes: int, *, closes: bool = False) -> None:
        """Everybody does what's theirs to do, every minute: submit, approve, hire, and answer for what was found."""
        for _ in range(minutes):
            self.stage.pass_time(60)
            await sweep(self.world.context)
            await self.world.work()
            for stray in await self.strays():
                answer = close_stray if closes else take_over
                await answer(self.world.context, PAT, self.name, stray.id)
            try:
                await self._next()
            except GigError:
                continue  # somebody was faster, or it has to be looked at again
        await self.world.work()

    async def _next(self) -> None:
        gigs = await self.gigs()
        if not gigs or gigs[0].state is GigState.DRAFT:
            await self.world.submitted(marketplace=self.name)
            return
        gig = gigs[0]
        if gig.state is GigState.IN_APPROVAL:
            await self.world.decides(gig, Decision.APPROVED, MARK)
        elif gig.state in {GigState.LISTED, GigState.REVIEWING}:
            await self.world.read(gig.number)
            await self._hire(await self.world.gig(gig.number))
        elif gig.state is GigState.HIRING:
            await self.world.work()

    async def _hire(self, gig: Gig) -> None:
        fine = [
            one
            for one in await self.world.proposals(gig.number)
            if one.rate.amount <= 1200 and not self.stage.declines(one)
        ]
        if fine and self.hires:
            chosen = min(fine, key=lambda one: one.id)
            await hire_freelancer(
                self.world.context,
                RITA,
                gig.number,
                chosen.id,
                seen=str(chosen.total(None)),
                reason="Worth it.",
            )

    async def there(self) -> tuple[int, int]:
        """How many listings and offers exist over there that nobody closed or withdrew."""
        async with self._sandbox.transaction() as (tx, _):
            open_ = select(func.count()).where(tables.listings.c.closed_at.is_(None))
            made = (
                select(func.count())
                .select_from(tables.contracts)
                .where(tables.contracts.c.withdrawn_at.is_(None))
            )
            return (await tx.execute(open_)).scalar_one(), (await tx.execute(made)).scalar_one()

    async def said(self) -> list[str]:
        """What was written to freelancers, every message."""
        async with self._sandbox.transaction() as (tx, _):
            return list((await tx.execute(select(tables.messages.c.text))).scalars())

    @property
    def _sandbox(self) -> Sandbox:
        stage: Any = self.stage
        found: Sandbox = stage.sandbox if hasattr(stage, "sandbox") else stage.server.sandbox
        return found

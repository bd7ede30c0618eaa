"""The use cases on the real store and the real sandbox, with time, promises and Teams in the test's hands."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from assembly.jobs import JOBS
from dashboard.links import SignedLinks
from gigs.approval import Decision
from gigs.gig import Gig, GigState
from gigs.people import Person, PersonKey
from gigs.proposal import Proposal
from marketplace.sandbox.cast import DECLINES_OFFERS
from marketplace.sandbox.faults import parse_faults
from marketplace.sandbox.provider import Sandbox
from policy.policy import Policy
from ports.directory import DirectoryUnavailable
from ports.jobs import Job, NewJob, TryLater
from ports.notices import Chat
from ports.operations import Operation, Patience
from ports.storage import StoreUnavailable
from store.engine import Database, open_database
from store.sql import SqlStore
from tests.support.builders import FAYE, MARK, RITA, a_form, a_person
from tests.support.clock import FakeClock
from tests.support.counted import CountedTransactions
from tests.support.databases import a_sqlite_file
from tests.support.one_by_one import one_by_one
from tests.support.policies import a_policy
from tests.use_cases.messenger import FakeMessenger, a_chat
from use_cases.approving.decide_gig import decide_gig
from use_cases.context import Context
from use_cases.delivering.accept_deliverable import ReleaseMilestone
from use_cases.hiring.hire import hire_freelancer
from use_cases.listing.post_gig import PostGig
from use_cases.notifying.meet_chat import meet_chat
from use_cases.notifying.notify import RedrawCards
from use_cases.offering.make_offer import MakeOffer
from use_cases.reading.sync_gig import sync_gig
from use_cases.requesting.submit_gig import preview_gig, submit_gig

PAT = a_person("Pat Lead", roles=frozenset({"programme_lead"}))
SAM = a_person("Sam Colleague", manager=MARK.key)
PATIENCE = Patience()
ROUND_THE_CLOCK = a_policy()
LINK_KEY = "a key for auditors' links, made up here"


class People:
    """The Directory port."""

    def __init__(self) -> None:
        self.known = {person.key: person for person in (RITA, MARK, FAYE, PAT, SAM)}
        self.groups: dict[str, list[PersonKey]] = {}
        self.away = False
        self.asked: list[PersonKey] = []

    async def person(self, key: PersonKey) -> Person | None:
        self.asked.append(key)
        self._check()
        return self.known.get(key)

    async def by_address(self, tenant: str, address: str) -> Person | None:
        self._check()
        return next((each for each in self._of(tenant) if each.email.lower() == address.lower()), None)

    async def search(self, tenant: str, text: str) -> list[Person]:
        self._check()
        return self._of(tenant)

    async def group(self, tenant: str, name: str) -> list[Person]:
        """Everybody with this role, or named in `groups`."""
        self._check()
        named = self.groups.get(name, ())
        return [each for each in self._of(tenant) if name in each.roles or each.key in named]

    def _of(self, tenant: str) -> list[Person]:
        return [each for each in self.known.values() if each.key.tenant == tenant]

    def _check(self) -> None:
        if self.away:
            raise DirectoryUnavailable("The directory is away. Please try again in a few minutes.")


class Ids:
    """The Ids port: counted."""

    def __init__(self) -> None:
        self._last = 0

    def new(self, prefix: str) -> str:
        self._last += 1
        return f"{prefix}{self._last:012}"


class KeptPromises:
    """The Store port around the real one: jobs are kept in memory, if and only if their transaction commits."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database = database
        self.counted = CountedTransactions(database.transactions)
        self._store = SqlStore(self.counted, self._enqueue)
        self._clock = clock
        self._known: set[str] = set()
        self.delays: dict[str, timedelta | None] = {}
        self.due: list[tuple[datetime, str, Job]] = []

    async def _enqueue(self, _connection: Any, jobs: Sequence[NewJob]) -> None:
        """The last thing before the COMMIT, which does not fail here."""
        for new in jobs:
            name = f"{new.job.key}#{new.again}"
            if name not in self._known:
                self._known.add(name)
                self.delays[name] = new.delay
                at_once = isinstance(new.job, RedrawCards)  # no test waits for changes to be drawn together
                delay = timedelta() if at_once else new.delay or timedelta()
                self.due.append((self._clock.now() + delay, name, new.job))

    async def run(self, work: Any, /, *arguments: Any, **named: Any) -> Any:
        return await self._store.run(work, *arguments, **named)

    async def ready(self) -> None:
        await self._store.ready()


@dataclass
class World:
    """Everything a use case reaches, and hands on the outside of it."""

    context: Context
    store: KeptPromises
    clock: FakeClock
    sandbox: Sandbox
    messenger: FakeMessenger
    people: People
    points: list[str]
    later: list[str] = field(default_factory=list)
    """Why jobs were put off, in order."""
    failures: dict[str, int] = field(default_factory=dict)
    """How often each promise was put off in a way that counts; the engine gives up at five."""

    # ---------------------------------------------------------------- what goes on by itself

    async def work(self) -> None:
        """Does every job that is due, and what follows from it at this moment."""
        for _ in range(200):
            now = self.clock.now()
            ready = [enqueue_notice for enqueue_notice in self.store.due if enqueue_notice[0] <= now]
            if not ready:
                return
            self.store.due = [enqueue_notice for enqueue_notice in self.store.due if enqueue_notice[0] > now]
            for _, key, job in ready:
                await self.do(job, key)
        raise AssertionError("the work never ends")

    async def do(self, job: Job, key: str = "") -> None:
        """Does one job; one that is put off comes back when it said."""
        try:
            await JOBS[type(job)](job, context=self.context)
        except TryLater as later:
            self.later.append(str(later))
            self.failures[key] = self.failures.get(key, 0) + later.counts
            wait = timedelta(seconds=later.after if later.after is not None else 15)
            self.store.due.append((self.clock.now() + max(wait, timedelta(milliseconds=1)), key, job))
        except (DirectoryUnavailable, StoreUnavailable) as away:
            self.later.append(str(away))
            self.store.due.append((self.clock.now() + timedelta(minutes=1), key, job))

    async def pass_time(self, seconds: float, step: float = 5) -> None:
        """Lets time go by, with the work that falls due."""
        end = self.clock.now() + timedelta(seconds=seconds)
        while self.clock.now() < end:
            self.clock.advance(min(step, (end - self.clock.now()).total_seconds()))
            await self.work()

    async def read(self, number: int = 1) -> Gig:
        """Reads the marketplace for a gig, and does what follows."""
        await sync_gig(self.context, RITA.key.tenant, number)
        await self.work()
        return await self.gig(number)

    async def misbehave(self, faults: str) -> None:
        await self.sandbox.misbehave(parse_faults(faults))

    # ---------------------------------------------------------------- what is there

    async def gig(self, number: int = 1) -> Gig:
        async with one_by_one(self.store) as tx:
            return await tx.gigs.get(RITA.key.tenant, number)

    async def operation(self, key: str) -> Operation:
        async with one_by_one(self.store) as tx:
            found = await tx.operations.get(RITA.key.tenant, key)
        assert found is not None
        return found

    async def proposals(self, number: int = 1) -> list[Proposal]:
        async with one_by_one(self.store) as tx:
            return list(await tx.proposals.of(RITA.key.tenant, number))

    def promised(self, kind: type[Job]) -> list[Job]:
        return [job for _, _, job in self.store.due if isinstance(job, kind)]

    async def happened(self, reference: str) -> int:
        """How many things carry this reference over there."""
        found = await self.sandbox.audit(reference)
        return found.listings + found.offers + found.payments

    # ---------------------------------------------------------------- how far a gig has come

    async def meets_in(self, chat: Chat) -> None:
        await meet_chat(self.context, chat)

    async def meets(self, *people: Person) -> None:
        for person in people:
            await meet_chat(self.context, a_chat(person.key.object_id))

    async def previewed(self, who: Person = RITA, **typed: Any) -> Any:
        draft = self.context.ids.new("draft-")
        return await preview_gig(self.context, who, a_form(**typed), draft=draft)

    async def previewed_again(self, number: int = 1) -> str:
        """What the submit button of the gig's present brief carries."""
        gig = await self.gig(number)
        return (await preview_gig(self.context, RITA, gig.form, number=number)).seen

    async def submitted(self, **typed: Any) -> Gig:
        seen = await self.previewed(**typed)
        return await submit_gig(self.context, RITA, seen.gig.number, revision=0, seen=seen.seen)

    async def approved(self, **typed: str) -> Gig:
        """Approved; the posting is promised and not yet begun."""
        gig = await self.submitted(**typed)
        return await self.decides(gig, Decision.APPROVED)

    async def decides(self, gig: Gig, decision: Decision, who: Person = MARK, reason: str = "") -> Gig:
        page = await decide_gig(
            self.context, who, gig.number, revision=gig.revision, decision=decision, reason=reason
        )
        return page.gig

    async def reviewing(self) -> Gig:
        """With all six proposals there."""
        await self.approved()
        await self.work()
        await self.pass_time(25)
        gig = await self.read()
        assert gig.state is GigState.REVIEWING
        return gig

    async def hiring(self, who: str = "") -> Gig:
        """An offer within the approved sum is promised and not yet begun."""
        gig = await self.reviewing()
        chosen = await self.affordable()
        return await hire_freelancer(
            self.context, RITA, gig.number, who or chosen.id, seen=str(chosen.total(None)), reason="Worth it."
        )

    async def affordable(self) -> Proposal:
        """The dearest within the approved sum by somebody who will accept."""
        fine = [
            one
            for one in await self.proposals()
            if one.rate.amount <= 1200 and one.freelancer != DECLINES_OFFERS
        ]
        return max(fine, key=lambda one: (len(one.milestones), one.rate.amount))

    async def dear(self) -> Proposal:
        """One above the approved sum."""
        return next(one for one in await self.proposals() if one.rate.amount > 1200)

    async def at_work(self) -> Gig:
        """With the first deliverable handed in."""
        await self.hiring()
        await self.work()
        await self.pass_time(5)
        await self.read()
        await self.pass_time(10)
        gig = await self.read()
        assert gig.state is GigState.ACTIVE
        return gig


POST = PostGig(tenant=RITA.key.tenant, operation="post:1:1")
OFFER = MakeOffer(tenant=RITA.key.tenant, operation="offer:1:1")


def the_release(world: World) -> ReleaseMilestone:
    """The one release that is promised."""
    (job,) = world.promised(ReleaseMilestone)
    assert isinstance(job, ReleaseMilestone)
    return job


@asynccontextmanager
async def a_world(
    folder: Path, policy: Policy | None = None, *, url: str = "", **market: Any
) -> AsyncIterator[World]:
    """In the database of `url`, else in a file of its own. `market` are options of the sandbox."""
    database = await open_database(url or await a_sqlite_file(folder / "connector.db"))
    clock: FakeClock = FakeClock()
    points: list[str] = []
    sandbox = Sandbox(folder / "sandbox.db", now=clock.now, **market)
    store, messenger, people = KeptPromises(database, clock), FakeMessenger(), People()
    context = Context(
        store=store,
        clock=clock,
        ids=Ids(),
        directory=people,
        messenger=messenger,
        markets={"sandbox": sandbox},
        policy=policy or ROUND_THE_CLOCK,
        links=SignedLinks(LINK_KEY, "https://connector.example", clock),
        patience=PATIENCE,
        failpoint=points.append,
    )
    try:
        yield World(context, store, clock, sandbox, messenger, people, points)
    finally:
        await sandbox.close()
        await database.close()

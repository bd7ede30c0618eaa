"""The use cases on the real store, in any order: tables, history and notices say the same as the gig itself."""

import asyncio
import sqlite3
import tempfile
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from gigs.approval import Approval, Came, Decision, Ended
from gigs.errors import GigError
from gigs.gig import EDITABLE, Gig
from gigs.history_kinds import EntryKind
from gigs.people import Person
from ports.notices import NoticeKind
from tests.approvals import always
from tests.approvals.rules import Row
from tests.support.builders import FAYE, MARK, RITA, a_person
from tests.support.one_by_one import one_by_one
from tests.support.policies import a_policy
from tests.use_cases.world import PAT, SAM, World, a_world
from use_cases.approving.decide_gig import decide_gig
from use_cases.approving.delegates import end_delegation, set_delegate
from use_cases.approving.pass_on_approval import pass_on_approval
from use_cases.approving.run_clock import HELD, claim_ticking, run_clock
from use_cases.requesting.submit_gig import preview_gig, submit_gig
from use_cases.requesting.withdraw_gig import withdraw_gig

LENA, BO = a_person("Lena Legal"), a_person("Bo Board")
EVERYBODY = (RITA, MARK, FAYE, PAT, SAM, LENA, BO)
POLICY = """
groups:
  finance: {people: [faye@contoso.example, sam@contoso.example]}
  legal: {people: [lena@contoso.example, faye@contoso.example]}
bands:
  - steps:
      - ask: manager
      - {name: Finance, ask: any of finance, concerns: [rate, hours]}
      - {name: Legal, ask: all of legal, concerns: [title, outcome]}
stand_in: person pat@contoso.example
timing: {remind: 2h, delegate: 4h, escalate: 8h, expire: 2d, escalate_to: person bo@contoso.example}
"""
PICK, WHO = st.integers(0, 99), st.sampled_from(EVERYBODY)
ANSWER = st.sampled_from([*[Decision.APPROVED] * 5, *Decision])
ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("answers"), PICK, ANSWER),
        st.tuples(st.just("answers"), PICK, st.just(Decision.APPROVED)),
        st.tuples(st.just("presses"), WHO, PICK, ANSWER),
        st.tuples(st.just("passes_on"), PICK, WHO),
        st.tuples(st.just("names_stand_in"), PICK, WHO, st.booleans()),
        st.tuples(st.just("is_back"), PICK),
        st.tuples(st.just("time"), st.sampled_from([1, 2, 2, 3, 5, 9, 49]), st.booleans()),
        st.tuples(st.just("time"), st.sampled_from([2, 3, 5]), st.just(True)),
        st.tuples(st.just("time"), st.sampled_from([5, 9]), st.just(True)),
        st.tuples(st.just("answers_while_teams_is_away"), PICK, ANSWER),
        st.tuples(st.just("teams"), WHO),
        st.tuples(
            st.just("resubmits"), st.sampled_from(["1,200.00", "900"]), st.sampled_from(["Deck", "Film"])
        ),
        st.tuples(st.just("withdraws"), PICK),
    ),
    min_size=8,
    max_size=25,
)
SLOW = [
    ("names_stand_in", 0, LENA, False),
    ("time", 5, True),
    ("time", 9, True),
    ("passes_on", 0, PAT),
    *[("answers", 0, Decision.APPROVED)] * 5,
]
SAID = {
    Decision.APPROVED: EntryKind.APPROVAL_GIVEN,
    Decision.CHANGES_ASKED: EntryKind.CHANGES_REQUESTED,
    Decision.REJECTED: EntryKind.APPROVAL_REJECTED,
}


class Story:
    """Rita’s one gig, and everything that people do about it."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.file, self.absent = world, folder / "connector.db", list[Person]()

    async def open(self) -> tuple[Gig, tuple[Approval, ...]]:
        gig = await self.world.gig()
        return gig, gig.open_approvals

    async def answers(self, pick: int, answer: Decision) -> None:
        gig, asked = await self.open()
        if asked:
            await self.world.decides(gig, answer, asked[pick % len(asked)].approver, reason="Because.")

    async def presses(self, who: Person, pick: int, answer: Decision) -> None:
        gig, _ = await self.open()
        step, revision = pick % 4, gig.revision - (pick % 3 == 0)
        await decide_gig(
            self.world.context, who, 1, revision=revision, decision=answer, reason="Why?", step=step
        )

    async def passes_on(self, pick: int, to: Person) -> None:
        gig, asked = await self.open()
        if asked:
            who = asked[pick % len(asked)].approver
            await pass_on_approval(self.world.context, who, 1, revision=gig.revision, to=to.email)

    async def names_stand_in(self, pick: int, delegate: Person, away: bool) -> None:
        _, asked = await self.open()
        if asked:
            who = asked[pick % len(asked)].approver
            first = self.world.context.today(who) if away else None
            await set_delegate(self.world.context, who, who, delegate, first=first)
            self.absent.append(who)

    async def is_back(self, pick: int) -> None:
        if self.absent:
            who = self.absent.pop(pick % len(self.absent))
            await end_delegation(self.world.context, who, who)

    async def time(self, hours: int, awake: bool) -> None:
        """The ticker may sleep through it; two replicas may find the same gig."""
        self.world.clock.advance(hours * 3600)
        for tenant, number in await claim_ticking(self.world.context) if awake else ():
            await asyncio.gather(*(run_clock(self.world.context, tenant, number) for _ in range(2)))

    async def teams(self, who: Person) -> None:
        """Does not reach this person for a while; the next time, everybody again."""
        broken = self.world.messenger.broken
        if broken:
            broken.clear()
        else:
            broken.add(f"a:{who.key.object_id}")

    async def answers_while_teams_is_away(self, pick: int, answer: Decision) -> None:
        """In the list of what waits, say, while a reminder is on its way; it comes through afterwards."""
        _, asked = await self.open()
        self.world.messenger.broken |= {f"a:{one.approver.key.object_id}" for one in asked}
        await self.time(2, True)
        await self.world.work()
        try:
            await self.answers(pick, answer)
        finally:
            self.world.messenger.broken.clear()
            self.world.clock.advance(60)

    async def resubmits(self, amount: str, title: str) -> None:
        gig = await self.world.gig()
        if gig.state in EDITABLE:
            form = gig.form.model_copy(update={"amount": amount, "title": title})
            seen = await preview_gig(self.world.context, RITA, form, number=1)
            await submit_gig(self.world.context, RITA, 1, revision=gig.revision, seen=seen.seen)

    async def withdraws(self, pick: int) -> None:
        if pick > 90:
            await withdraw_gig(self.world.context, RITA, 1, reason="No longer needed.")

    # ---------------------------------------------------------------- what must be true after each of them

    async def check(self, before: Gig, heard: int) -> None:
        gig = await self.world.gig()
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as file:
            waiting = file.execute("SELECT person, revision, step FROM awaiting").fetchall()
            clocks = [datetime.fromisoformat(at).replace(tzinfo=UTC) for (at,) in file.execute(CLOCK)]
        asked = [(one.approver.key.object_id, one.revision, one.step) for one in gig.open_approvals]
        assert sorted(waiting) == sorted(asked)
        self._check_clock(gig, clocks)
        always.of_a_gig(Row(gig), gig.next_at)
        self._check_reminders(gig, before, heard)
        await self._check_history(gig)

    def _check_clock(self, gig: Gig, clocks: list[datetime]) -> None:
        """One that is late may stand at when its ticker's claim on it ends."""
        if gig.next_at is None:
            assert clocks == []
            return
        (due,) = clocks
        now = self.world.clock.now()
        assert due == gig.next_at or (gig.next_at <= now and due <= now + HELD)

    def _check_reminders(self, gig: Gig, before: Gig, heard: int) -> None:
        """Nobody was told to decide who had decided by the time they were told."""
        for owner, notice in self.world.messenger.said[heard:]:
            if notice.kind is NoticeKind.APPROVAL_REMINDED:
                asked = [one for one in before.open_approvals if one.approver.key.object_id == owner]
                assert [one.reminded_at for one in asked] == [notice.created_at], before.approvals

    async def _check_history(self, gig: Gig) -> None:
        async with one_by_one(self.world.store) as tx:
            entries = [one.entry for one in await tx.histories.of(RITA.key.tenant, 1)]
        written = Counter(one.kind for one in entries)
        asked = Counter(one.facts.came for one in entries)
        own = [one for one in gig.approvals if not one.carried_from]
        assert written[EntryKind.APPROVER_REMINDED] == sum(one.reminded_at is not None for one in own)
        assert written[EntryKind.APPROVER_SILENT] == sum(one.ended is Ended.EXPIRED for one in own)
        for came in Came:
            assert asked[came] == sum(one.came is came for one in own), came
        for decision, kind in SAID.items():
            assert written[kind] == sum(one.decision is decision for one in own), kind


CLOCK = "SELECT due_at FROM clock"


async def told(actions, happened: Counter[str]) -> None:
    """One story from a submission on; the work of the outside is done after each thing that people do."""
    with tempfile.TemporaryDirectory() as name:
        async with a_world(Path(name), a_policy(POLICY)) as world:
            world.people.known |= {one.key: one for one in (LENA, BO)}
            await world.meets(*EVERYBODY)
            await world.submitted()
            story = Story(world, Path(name))
            for action, *details in actions:
                try:
                    await getattr(story, action)(*details)
                except GigError:
                    happened["refused"] += 1
                before, heard = await world.gig(), len(world.messenger.said)
                await world.work()
                await story.check(before, heard)
            for one in (await world.gig()).approvals:
                happened[one.came] += 1
                happened["reminded"] += one.reminded_at is not None
                happened["decided"] += one.decision is not None
                happened["carried"] += one.carried_from > 0
            happened["stories"] += 1
            happened[(await world.gig()).state] += 1


HOW = settings(
    max_examples=40,
    derandomize=True,
    database=None,
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.slow
def test_tables_history_and_notices_agree_with_the_gig_whatever_happens(report):
    happened: Counter[str] = Counter()

    @HOW
    @example(SLOW)
    @given(ACTIONS)
    def story(actions):
        asyncio.run(told(actions, happened))

    story()
    report("real use cases: " + ", ".join(f"{count} {name}" for name, count in sorted(happened.items())))
    often = {Came.DELEGATED, Came.ESCALATED, Came.PASSED_ON, "reminded", "decided", "carried", "listed"}
    assert {name for name in often if not happened[name]} == set()

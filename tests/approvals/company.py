"""Two organisations whose people share object ids, their store in memory, and everything that happens there."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from gigs.approval import Approval, Came, Decision, Ended, Purpose
from gigs.asking import Asking, Cover
from gigs.brief import Brief
from gigs.errors import GigChanged, GigError, OutOfOrder
from gigs.gig import Gig, GigState
from gigs.people import Person, PersonKey
from ports.gig_storage import Guard
from tests.approvals import always
from tests.approvals.rules import Card, GigKey, Row, Rules
from tests.support.builders import a_person, by_the_wall
from tests.support.clock import NOON

TENANTS = ("contoso", "fabrikam")
NAMES = ("Rita", "Mark", "Faye", "Lena", "Omar", "Bo", "Gus")
PEOPLE = {(tenant, name): a_person(name, tenant=tenant) for tenant in TENANTS for name in NAMES}
CAME = {
    Came.DELEGATED: "delegations",
    Came.ESCALATED: "escalations",
    Came.PASSED_ON: "passed on",
    Came.TAKEN_BACK: "taken back",
    Came.SUCCEEDED: "stand-ins",
}


@dataclass
class Absent:
    """Who of one organisation is away, has named a delegate, or has left, by object id."""

    away: dict[str, Person] = field(default_factory=dict)
    delegates: dict[str, Person] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)

    def cover(self) -> Cover:
        return Cover(away=dict(self.away), delegates=self.delegates | self.away, gone=frozenset(self.gone))


class Company:
    """The store, its guard, and what the use cases do around the transitions."""

    def __init__(self, rules: Rules, tally: Counter[str]) -> None:
        self.rules, self.tally, self.now = rules, tally, NOON
        self.rows: dict[GigKey, Row] = {}
        self.clock: dict[GigKey, datetime] = {}
        self.briefs: dict[GigKey, dict[int, Brief]] = {}
        self.cards: list[Card] = []
        self.decided: set[tuple[object, ...]] = set()
        self.absent = {tenant: Absent() for tenant in TENANTS}

    def asking(self, tenant: str) -> Asking:
        return Asking(at=self.now, times=by_the_wall, cover=self.absent[tenant].cover())

    # ---------------------------------------------------------------- the store

    def get(self, key: GigKey) -> Gig:
        return self.rows[key].gig

    def add(self, gig: Gig) -> None:
        self.rows[gig.tenant, gig.number] = Row(gig)

    def save(self, before: Gig, after: Gig, guard: Guard | None = None) -> Gig:
        """Raises GigChanged where `store/gigs.py` would."""
        key = (before.tenant, before.number)
        if not self.rules.guard(self.rows[key], before, guard or Guard()):
            self.tally["lost races"] += 1
            raise GigChanged("Somebody was faster.")
        saved = after.model_copy(update={"version": before.version + 1})
        if saved.brief:
            self.briefs.setdefault(key, {})[saved.revision] = saved.brief
        always.of_a_change(before, saved, self.briefs.get(key, {}))
        self._count(before, saved)
        waiting = frozenset((one.approver.key, one.revision, one.step) for one in saved.open_approvals)
        self.rows[key] = Row(saved, waiting)
        self.clock.pop(key, None)
        if saved.next_at:
            self.clock[key] = saved.next_at
        self.cards += [Card(key, one.revision, one.step) for one in saved.approvals[len(before.approvals) :]]
        return saved

    def _count(self, before: Gig, after: Gig) -> None:
        for was, now in zip(before.approvals, after.approvals, strict=False):
            self.tally["reminders"] += was.reminded_at != now.reminded_at
            self.tally["expiries"] += was.ended is not now.ended and now.ended is Ended.EXPIRED
        for new in after.approvals[len(before.approvals) :]:
            self.tally[CAME.get(new.came, "asked")] += not new.carried_from
            self.tally["carried yes"] += 0 < new.carried_from < after.revision
            self.tally["known yes"] += new.carried_from == after.revision
        if before.state is not after.state:
            self.tally[f"to {after.state}"] += 1
        self.tally["co-owners"] += len(after.co_owners) > len(before.co_owners)
        self.tally["past owners"] += len(after.former_owners) > len(before.former_owners)
        grown = before.approved and after.approved and after.approved > before.approved
        self.tally["extensions"] += bool(grown) and after.state is GigState.ACTIVE

    # ---------------------------------------------------------------- what people do

    def press(self, who: Person, card: Card, *answers: Decision) -> None:
        """Presses of one card at the same moment: all have read the gig before the first of them is kept."""
        actor = self.rules.actor(who.key, card)
        key = (actor.tenant, card.gig[1])
        others = {other: row for other, row in self.rows.items() if other[0] != who.key.tenant}
        if key in self.rows:
            seen = self.get(key)
            for answer in answers:
                self._one_press(seen, who, actor, Card(key, card.revision, card.step), answer)
        for other, row in others.items():
            always.must(self.rows[other] is row, always.FOREIGN, (who, card))
        self.tally["foreign presses"] += card.gig[0] != who.key.tenant

    def _one_press(self, seen: Gig, who: Person, actor: PersonKey, card: Card, answer: Decision) -> None:
        for gig in (seen, None):  # whoever loses the race reads again
            try:
                return self._decide(gig or self.get(card.gig), who, actor, card, answer)
            except GigChanged:
                continue
            except GigError:
                self.tally["refused presses"] += 1
                return None
        return None

    def _decide(self, gig: Gig, who: Person, actor: PersonKey, card: Card, answer: Decision) -> None:
        if not self.rules.is_meant(gig, card, actor):
            self.tally["stale presses"] += 1
            raise OutOfOrder("This card now shows where it stands.")
        after = self.rules.decide(gig, actor, answer, reason="Because.", asking=self.asking(gig.tenant))
        new = [
            (one, old) for old, one in zip(gig.approvals, after.approvals, strict=False) if _said(old, one)
        ]
        ((said, mine),) = new
        row = self.rows[card.gig]
        guard = Guard(not_requester=actor, awaited=actor, revision=mine.revision, step=mine.step)
        self.save(gig, after, guard)
        self._record(card.gig, said, gig)
        always.of_a_decision(row, gig, said, who.key, card)
        self.tally[f"said {said.decision}"] += 1

    def _record(self, key: GigKey, said: Approval, gig: Gig) -> None:
        question = (key, said.revision, said.step)
        always.must((*question, said.approver.key) not in self.decided, always.TWICE, said)
        earlier = [
            one for one in always.live(gig, said.step) if one.decision and one.approver == said.approver
        ]
        always.must(not earlier, always.TWICE, said)
        self.decided.add((*question, said.approver.key))
        route = gig.route
        if route and route.steps[said.step - 1].need == "any":
            always.must(question not in self.decided, always.ONE_YES, said)
            self.decided.add(question)

    def hand(self, key: GigKey, holder: Person, to: Person, came: Came, by: PersonKey | None = None) -> None:
        """`by` presses a card for it; the clock and the stand-ins need no guard but the version."""
        gig = self.get(key)
        after = self.rules.pass_on(gig, holder.key, to, self.asking(key[0]), came)
        held = gig.approval_of(holder.key)
        assert held is not None
        guard = Guard(not_requester=by, awaited=holder.key, revision=held.revision, step=held.step)
        self.save(gig, after, guard)

    def run_clock(self, key: GigKey) -> None:
        """As `run_clock` does when the ticker has claimed this gig."""
        gig = self.get(key)
        if gig.next_at is None or gig.next_at > self.now or gig.route is None:
            return
        after = self.rules.tick(gig, self.asking(key[0]))
        always.must(after is not gig, always.STUCK, "the clock does nothing although it is due")
        self.save(gig, after)

    def pass_time(self, hours: int, *, asleep: bool) -> None:
        """The ticker may be `asleep`: then everything that fell due is found later."""
        self.now += timedelta(hours=hours)
        for key in list(self.clock) if not asleep else ():
            for _ in range(4):
                self.run_clock(key)

    def waiting(self) -> list[tuple[GigKey, Approval]]:
        return [(key, one) for key, row in self.rows.items() for one in row.gig.open_approvals]

    def in_state(self, *states: GigState) -> list[GigKey]:
        return [key for key, row in self.rows.items() if row.gig.state in states]

    def check(self) -> None:
        for key, row in self.rows.items():
            always.of_a_gig(row, self.clock.get(key))
            for one in row.gig.open_approvals:
                self.tally["excess asked"] += one.purpose is Purpose.EXCESS


def _said(old: Approval, new: Approval) -> bool:
    return old.decision is None and new.decision is not None

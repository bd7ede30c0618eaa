"""The same in any order, with gigs that are offered to colleagues first: hands, hours, the pick, and what goes out."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gigs.approval import Decision
from gigs.approving import submit, withdraw
from gigs.colleagues_first import (
    accept,
    answer_hours,
    lower_hand,
    pick,
    planned_inside,
    raise_hand,
    say_done,
    send_out,
    step_back,
    tick_inside,
)
from gigs.deciding import decide
from gigs.errors import GigError
from gigs.gig import EDITABLE, Gig, GigState
from gigs.inside import Consent, Hand
from gigs.owning import name_co_owner
from gigs.people import Person
from tests.approvals import always_inside
from tests.approvals.company import NAMES, PEOPLE, TENANTS, Company
from tests.approvals.rules import GigKey, Rules
from tests.support.builders import a_brief, a_draft, a_route, a_step, an_inside_offer

OFFERED = GigState.OFFERED_INSIDE
WHO = NAME = st.sampled_from(NAMES)
PICK = st.integers(0, 999)
DAYS = st.sampled_from([5, 30, 80])
BY = st.sampled_from(["asked", "asked", "themselves", "anybody"])
HOURS = st.sampled_from([1, 1, 2, 3, 9])


@dataclass(frozen=True)
class InsideRules:
    """What keeps work inside safe, each to be exchanged for a broken one."""

    raise_hand: Callable[..., Gig] = raise_hand
    answer_hours: Callable[..., Gig] = answer_hours
    pick: Callable[..., Gig] = pick
    tick: Callable[..., Gig] = tick_inside


class InsideCompany(Company):
    """Looks at every change of an offer, too, and runs its clock."""

    inside = InsideRules()

    def save(self, before, after, guard=None):
        always_inside.of_a_change(before, after, self.now)
        return super().save(before, after, guard)

    def run_clock(self, key: GigKey) -> None:
        gig = self.get(key)
        ticked = self.inside.tick(gig, self.now)
        if ticked is not gig:
            self.tally["went out"] += ticked.state is GigState.APPROVED
            self.tally["silent"] += any(one.consent is Consent.SILENT for one in ticked.inside.hands)
            self.save(gig, ticked)
        super().run_clock(key)


class Inside(RuleBasedStateMachine):
    """A gig of each of two organisations, offered as soon as it can be; what approvers do is `Approvals`' to try."""

    ours, tally = InsideRules(), Counter[str]()

    def __init__(self) -> None:
        super().__init__()
        self.company = InsideCompany(Rules(), self.tally)
        self.company.inside = self.ours
        self.tally["examples"] += 1

    @initialize(days=DAYS)
    def begins(self, days: int) -> None:
        for tenant in TENANTS:
            self.company.add(a_draft(tenant=tenant, number=1, requester=PEOPLE[tenant, "Rita"]))
            self._offers((tenant, 1), days)

    @rule(days=DAYS)
    def is_offered_again(self, days: int) -> None:
        for key in self.company.in_state(*EDITABLE):
            self._offers(key, days)

    def _offers(self, key: GigKey, days: int) -> None:
        """Submitted with colleagues to be asked first, and approved by Mark."""
        gig, mark = self.company.get(key), PEOPLE[key[0], "Mark"]
        route = gig.route or a_route(a_step(mark))
        offer = an_inside_offer(
            revision=gig.revision + 1, lasts=timedelta(hours=days), answer_within=timedelta(hours=3)
        )
        asking = self.company.asking(key[0])
        gig = self.company.save(gig, submit(planned_inside(gig, offer), a_brief(), route, asking))
        if gig.open_approvals:
            self.company.save(gig, decide(gig, mark.key, Decision.APPROVED, reason="", asking=asking))

    @rule(pick=PICK, sure=st.integers(0, 9), name=NAME)
    def is_withdrawn_or_shared(self, pick: int, sure: int, name: str) -> None:
        key = sorted(self.company.rows)[pick % len(self.company.rows)]
        now, owner = self.company.now, self.company.get(key).requester.key
        if sure == 9:
            self._changes(key, lambda gig: withdraw(gig, at=now))
        elif sure > 5:
            self._changes(key, name_co_owner, owner, PEOPLE[key[0], name], (), now)

    def _key(self, gig: Gig) -> GigKey:
        return gig.tenant, gig.number

    def _tries(self, do: Callable[..., object], *arguments: object) -> None:
        try:
            do(*arguments)
        except GigError:
            self.tally["refused"] += 1

    def _changes(self, key: GigKey, transition: Callable[..., Gig], *arguments: object) -> None:
        gig = self.company.get(key)
        self._tries(lambda: self.company.save(gig, transition(gig, *arguments)))

    @invariant()
    def everything_is_as_promised(self) -> None:
        self.company.check()

    @precondition(lambda self: self.company.in_state(OFFERED))
    @rule(pick=PICK, who=WHO, hours=st.sampled_from([2, 8, 20, 20]), asked=WHO)
    def raises_a_hand(self, pick: int, who: str, hours: int, asked: str) -> None:
        gig = self._one(pick, OFFERED)
        if gig is None:
            return
        person, manager = PEOPLE[gig.tenant, who], PEOPLE[gig.tenant, asked]
        hand = Hand(person=person, why="I can.", when="Now.", hours=hours, raised_at=self.company.now)
        if hours >= 8 and manager.key != person.key:
            due = self.company.now + timedelta(hours=3)
            question = {"consent": Consent.ASKED, "asked": manager, "due_at": due}
            hand = hand.model_copy(update=question)
        self._changes(self._key(gig), self.ours.raise_hand, hand)
        self.tally["hands"] += 1

    @precondition(lambda self: self.company.in_state(OFFERED))
    @rule(pick=PICK, who=WHO, agreed=st.integers(0, 3), by=BY)
    def answers_about_hours(self, pick: int, who: str, agreed: int, by: str) -> None:
        """Whoever is asked, or anybody: the colleague themselves, too."""
        gig = self._one(pick, OFFERED)
        if gig is None or gig.inside is None:
            return
        for hand in gig.inside.hands:
            people = {"asked": hand.asked, "themselves": hand.person}
            actor = people.get(by) or PEOPLE[gig.tenant, who]
            answer = {"hours": hand.hours, "agreed": bool(agreed), "reason": "So.", "at": self.company.now}
            self._tries(self._answers, self._key(gig), actor, hand, answer)

    def _answers(self, key: GigKey, actor: Person, hand: Hand, answer: dict) -> None:
        gig = self.company.get(key)
        after = self.ours.answer_hours(gig, actor.key, hand.person.key, **answer)
        always_inside.of_an_answer(gig, after, actor.key)
        self.company.save(gig, after)
        self.tally["hours answered"] += 1

    @precondition(lambda self: self.company.in_state(OFFERED))
    @rule(pick=PICK, who=WHO, sure=st.integers(0, 9))
    def is_picked_lowered_or_sent_out(self, pick: int, who: str, sure: int) -> None:
        gig = self._one(pick, OFFERED)
        if gig is None or gig.inside is None:
            return
        key, now, person = self._key(gig), self.company.now, PEOPLE[gig.tenant, who].key
        hands = [one.person.key for one in gig.inside.hands] or [person]
        chosen = hands[pick % len(hands)]
        if sure == 9:
            self._changes(key, send_out, "It’s urgent.", now)
        elif sure == 8:
            self._changes(key, lower_hand, chosen, now)
        else:
            self._changes(key, self.ours.pick, chosen, now)
            self.tally["picked"] += self.company.get(key).state is GigState.INSIDE

    @precondition(lambda self: self.company.in_state(GigState.INSIDE))
    @rule(pick=PICK, who=WHO, end=st.sampled_from([0, 1, 2, 2, 3, 4]))
    def works(self, pick: int, who: str, end: int) -> None:
        gig = self._one(pick, GigState.INSIDE)
        if gig is None or gig.inside is None or gig.inside.picked is None:
            return
        key, now = self._key(gig), self.company.now
        actor = gig.inside.picked.person.key if end else PEOPLE[gig.tenant, who].key
        self._changes(key, say_done, actor, "There.", now)
        if end == 1:
            self._changes(key, accept, now)
        elif end == 2:
            self._changes(key, step_back, actor, "I’m ill.", now)
            self.tally["stepped back"] += self.company.get(key).state is GigState.CHANGES_ASKED

    @rule(hours=HOURS)
    def days_go_by(self, hours: int) -> None:
        self.company.pass_time(hours, asleep=False)

    def _one(self, pick: int, state: GigState) -> Gig | None:
        keys = self.company.in_state(state)
        return self.company.get(keys[pick % len(keys)]) if keys else None

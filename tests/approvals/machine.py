"""Everybody does everything in any order: several gigs, two organisations, cards that are pressed much later."""

from collections import Counter
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gigs.approval import Came, Decision
from gigs.approving import ask_for_excess, ask_for_extension, withdraw
from gigs.asking import is_agreed
from gigs.errors import GigError
from gigs.gig import EDITABLE, Extension, Gig, GigState
from gigs.hiring import back_to_reviewing, count_proposals, hire, list_as, refuse_posting, take_contract
from gigs.people import Person
from gigs.route import Lane, Need, Route, Step, Timing
from tests.approvals.company import NAMES, PEOPLE, TENANTS, Company
from tests.approvals.rules import Card, GigKey, Rules
from tests.support.builders import a_brief, a_choice, a_contract, a_draft, a_listing, usd
from use_cases.approving.route_gig import due_by

ASKERS = ("Rita", "Mark")
NUMBERS = st.sampled_from([1, 2])
WHO = st.sampled_from(sorted(PEOPLE))
NAME = st.sampled_from(NAMES)
TENANT = st.sampled_from(TENANTS)
PICK = st.integers(0, 999)
HOURS = st.sampled_from([1, 2, 2, 3, 5, 9, 31])
ANSWER = st.sampled_from([*[Decision.APPROVED] * 4, *Decision])
TIMING = Timing(
    remind=timedelta(hours=2),
    delegate=timedelta(hours=4),
    escalate=timedelta(hours=6),
    expire=timedelta(hours=30),
)
STEPS = {
    "manager": ("any", ("Mark", "Rita"), (), ("Omar",)),
    "finance": ("any", ("Faye", "Lena"), ("rate", "hours"), ("Omar", "Mark")),
    "board": ("all", ("Faye", "Omar", "Lena"), ("rate", "data_tier"), ("Rita", "Bo")),
    "legal": ("all", ("Lena", "Faye"), ("title", "outcome"), ("Bo",)),
}
WAYS = st.lists(st.sampled_from(sorted(STEPS)), min_size=0, max_size=3, unique=True)
BRIEFS = st.fixed_dictionaries(
    {"title": st.sampled_from(["Deck", "Film"]), "rate": st.sampled_from([usd(1200), usd(800)])}
)


class Approvals(RuleBasedStateMachine):
    """Half of the rules are what should come next, or else hardly any gig would get past its first step."""

    under, tally = Rules(), Counter[str]()

    def __init__(self) -> None:
        super().__init__()
        self.company = Company(self.under, self.tally)
        self.tally["examples"] += 1

    # ---------------------------------------------------------------- requesters

    @initialize(way=st.sampled_from(["manager", "board", "finance"]))
    def begins(self, way: str) -> None:
        self.submits("contoso", 1, "Rita", [way, "legal"], {"title": "Deck", "rate": usd(1200)}, False)
        self.submits("fabrikam", 1, "Mark", ["finance"], {"title": "Deck", "rate": usd(1200)}, False)

    @rule(
        tenant=TENANT,
        number=NUMBERS,
        asker=st.sampled_from(ASKERS),
        way=WAYS,
        typed=BRIEFS,
        more=st.booleans(),
    )
    def submits(self, tenant: str, number: int, asker: str, way: list[str], typed: dict, more: bool) -> None:
        key = (tenant, number)
        if key not in self.company.rows:
            self.company.add(a_draft(tenant=tenant, number=number, requester=PEOPLE[tenant, asker]))
        gig = self.company.get(key)
        self._changes(
            key, self.under.submit, a_brief(**typed), self._route(gig, way, more), self._asking(key)
        )

    @rule(pick=PICK, typed=BRIEFS, same=st.booleans())
    def submits_again(self, pick: int, typed: dict, same: bool) -> None:
        keys = [one for one in self.company.in_state(*EDITABLE) if self.company.get(one).route]
        if keys:
            gig = self.company.get(keys[pick % len(keys)])
            brief = gig.checked_brief if same else a_brief(**typed)
            self._changes(self._key(gig), self.under.submit, brief, gig.route, self._asking(self._key(gig)))

    @rule(pick=PICK, sure=st.integers(0, 9))
    def withdraws(self, pick: int, sure: int) -> None:
        if sure == 9:
            key = sorted(self.company.rows)[pick % len(self.company.rows)]
            self._changes(key, lambda gig: withdraw(gig, at=self.company.now))

    @rule(pick=PICK, name=st.sampled_from(["Gus", "Gus", "Faye"]), stays=st.integers(0, 2))
    def a_co_owner_is_named(self, pick: int, name: str, stays: int) -> None:
        """And soon removed again, now and then."""
        key = sorted(self.company.rows)[pick % len(self.company.rows)]
        gig, to, absent = self.company.get(key), PEOPLE[key[0], name], self.company.absent[key[0]]
        delegates = (*absent.away.values(), *absent.delegates.values())
        due = {one.key for one in delegates} | (due_by(gig.route) if gig.route else set())
        owner, now = gig.requester.key, self.company.now
        self._changes(key, self.under.name_co_owner, owner, to, due, now)
        if not stays:
            self._changes(key, self.under.remove_co_owner, owner, to.key, now)

    # ---------------------------------------------------------------- answers

    @rule(pick=PICK, answer=ANSWER)
    def answers(self, pick: int, answer: Decision) -> None:
        if waiting := self.company.waiting():
            key, one = waiting[pick % len(waiting)]
            self.company.press(one.approver, Card(key, one.revision, one.step), answer)

    @rule(pick=PICK, yes=st.integers(1, 6))
    def agree(self, pick: int, yes: int) -> None:
        for turn in range(yes):
            self.answers(pick + turn, Decision.APPROVED)

    @rule(pick=PICK, typed=BRIEFS, yes=st.integers(1, 3))
    def is_sent_back_after_some_have_agreed(self, pick: int, typed: dict, yes: int) -> None:
        """And put again, with other words or another price."""
        for key in [key for key, _ in self.company.waiting()][:1]:
            for answer in [*[Decision.APPROVED] * yes, Decision.CHANGES_ASKED]:
                if waiting := self.company.get(key).open_approvals:
                    one = waiting[pick % len(waiting)]
                    self.company.press(one.approver, Card(key, one.revision, one.step), answer)
            if (gig := self.company.get(key)).state is GigState.CHANGES_ASKED:
                self._changes(key, self.under.submit, a_brief(**typed), gig.route, self._asking(key))

    @rule(pick=PICK, answers=st.lists(ANSWER, min_size=2, max_size=3))
    def answers_at_the_same_moment(self, pick: int, answers: list[Decision]) -> None:
        if waiting := self.company.waiting():
            key, one = waiting[pick % len(waiting)]
            self.company.press(one.approver, Card(key, one.revision, one.step), *answers)

    @rule(who=WHO, pick=PICK, answer=ANSWER)
    def presses_any_card(self, who: tuple[str, str], pick: int, answer: Decision) -> None:
        if self.company.cards:
            card = self.company.cards[-1 - pick % len(self.company.cards)]
            self.company.press(PEOPLE[who], card, answer)

    @rule(pick=PICK, card=PICK, answer=ANSWER)
    def an_approver_presses_an_older_card(self, pick: int, card: int, answer: Decision) -> None:
        if waiting := self.company.waiting():
            key, one = waiting[pick % len(waiting)]
            older = [each for each in self.company.cards if each.gig == key]
            self.company.press(one.approver, older[card % len(older)], answer)

    @rule(pick=PICK, answer=ANSWER, twin=TENANT)
    def a_namesake_presses(self, pick: int, answer: Decision, twin: str) -> None:
        if waiting := self.company.waiting():
            key, one = waiting[pick % len(waiting)]
            self.company.press(PEOPLE[twin, one.approver.name], Card(key, one.revision, one.step), answer)

    # ---------------------------------------------------------------- hands and time

    @rule(pick=PICK, to=st.sampled_from([*NAMES, "owner", "owner"]))
    def passes_on(self, pick: int, to: str) -> None:
        self._hands(pick, to, Came.PASSED_ON)

    @rule(
        pick=PICK,
        delegate=st.sampled_from([*NAMES, "asker", "asker", "owner", "owner"]),
        away=st.booleans(),
        hours=HOURS,
    )
    def somebody_asked_names_a_delegate(self, pick: int, delegate: str, away: bool, hours: int) -> None:
        """Who may be the very person whose gig it is. What waits goes over at once while they are away."""
        if (found := self._somebody(pick)) is None:
            return
        gig, person = found
        absent = self.company.absent[gig.tenant]
        owned = {"asker": gig.requester, "owner": _another_owner(gig, pick)}
        chosen = owned.get(delegate) or PEOPLE[gig.tenant, delegate]
        if chosen != person:
            (absent.away if away else absent.delegates)[person.key.object_id] = chosen
        for key, one in self.company.waiting() if away and chosen != person else ():
            if one.approver.key == person.key:
                self._tries(self.company.hand, key, person, chosen, Came.DELEGATED)
        self.time_passes(hours, False)
        if pick % 3 == 0:
            self.comes_back(pick, gig.tenant, person.name)

    def _somebody(self, pick: int) -> tuple[Gig, Person] | None:
        """One of those whom a gig in approval asks now or later."""
        gigs = [self.company.get(key) for key in dict.fromkeys(key for key, _ in self.company.waiting())]
        asked = [
            (gig, person)
            for gig in gigs
            for person in (
                *(one.approver for one in gig.open_approvals),
                *(person for step in gig.route.steps for person in step.approvers),
            )
        ]
        return asked[pick % len(asked)] if asked else None

    @rule(pick=PICK, tenant=TENANT, name=NAME)
    def comes_back(self, pick: int, tenant: str, name: str) -> None:
        handed = [one.instead_of for _, one in self.company.waiting() if one.came is Came.DELEGATED]
        person = (handed[pick % len(handed)] if handed else None) or PEOPLE[tenant, name]
        absent = self.company.absent[person.key.tenant]
        absent.away.pop(person.key.object_id, None)
        absent.gone.discard(person.key.object_id)
        for key in {key for key, _ in self.company.waiting() if key[0] == person.key.tenant}:
            gig = self.company.get(key)
            back = self.under.take_back(gig, person.key, self._asking(key))
            if back is not gig:
                self.company.save(gig, back)

    @rule(pick=PICK)
    def somebody_asked_leaves(self, pick: int) -> None:
        if (found := self._somebody(pick)) and len(self.company.absent[found[0].tenant].gone) < 2:
            self.company.absent[found[0].tenant].gone.add(found[1].key.object_id)

    @rule(hours=HOURS, asleep=st.booleans())
    def time_passes(self, hours: int, asleep: bool) -> None:
        self.company.pass_time(hours, asleep=asleep)

    @precondition(lambda self: any(due <= self.company.now for due in self.company.clock.values()))
    @rule()
    def the_ticker_wakes(self) -> None:
        self.company.pass_time(0, asleep=False)

    # ---------------------------------------------------------------- beyond the yes

    @precondition(lambda self: self.company.in_state(GigState.APPROVED))
    @rule(refused=st.integers(0, 4))
    def is_posted(self, refused: int) -> None:
        for key in self.company.in_state(GigState.APPROVED):
            if is_agreed(self.company.get(key)) and refused:
                self._changes(key, list_as, a_listing(posted_at=self.company.now))
            else:
                self._changes(key, refuse_posting, "No.", self.company.now)

    @precondition(lambda self: self.company.in_state(GigState.LISTED, GigState.REVIEWING, GigState.HIRING))
    @rule(total=st.sampled_from([700, 1000, 1500]), way=WAYS, declined=st.integers(0, 3))
    def hires(self, total: int, way: list[str], declined: int) -> None:
        now, choice = self.company.now, a_choice(usd(total))
        for key in self.company.in_state(GigState.LISTED):
            self._changes(key, count_proposals, 6, None, now)
        for key in self.company.in_state(GigState.REVIEWING):
            gig = self.company.get(key)
            excess = choice.total - (gig.approved or usd(0))
            if excess.amount > 0:
                self._changes(
                    key, ask_for_excess, choice, excess, self._route(gig, way, False), self._asking(key)
                )
            else:
                self._changes(key, hire, choice, now)
        for key in self.company.in_state(GigState.HIRING):
            if declined:
                self._changes(key, take_contract, a_contract(), now)
            else:
                self._changes(key, back_to_reviewing, "Busy.", now)

    @precondition(lambda self: self.company.in_state(GigState.ACTIVE))
    @rule(way=WAYS)
    def asks_for_more(self, way: list[str]) -> None:
        for key in self.company.in_state(GigState.ACTIVE):
            route = self._route(self.company.get(key), way, False)
            extension = Extension(amount=usd(200), reason="More slides.")
            self._changes(key, ask_for_extension, extension, route, self._asking(key))

    @invariant()
    def everything_is_as_promised(self) -> None:
        self.company.check()

    # ---------------------------------------------------------------- how

    def _asking(self, key: GigKey):
        return self.company.asking(key[0])

    def _key(self, gig: Gig) -> GigKey:
        return gig.tenant, gig.number

    def _tries(self, do, *arguments) -> None:
        try:
            do(*arguments)
        except GigError:
            self.tally["refused"] += 1

    def _changes(self, key: GigKey, transition, *arguments) -> None:
        self._tries(lambda: self.company.save(gig := self.company.get(key), transition(gig, *arguments)))

    def _hands(self, pick: int, to: str, came: Came) -> None:
        if waiting := self.company.waiting():
            key, one = waiting[pick % len(waiting)]
            gig = self.company.get(key)
            receiver = _another_owner(gig, pick) if to == "owner" else PEOPLE[key[0], to]
            self._tries(self.company.hand, key, one.approver, receiver, came, one.approver.key)

    def _route(self, gig: Gig, way: list[str], more: bool) -> Route:
        """As `use_cases.approving.route_gig` makes it: nobody of another organisation, and never whoever owns it or did."""
        return Route(
            policy="Test 00000000",
            lane=Lane.STANDARD if way else Lane.SELF_SERVICE,
            steps=tuple(_step(name, gig, more) for name in way),
            fallback_approvers=_people(("Bo", "Omar"), gig),
            valid_for=timedelta(days=3),
        )


def _another_owner(gig: Gig, pick: int) -> Person:
    """Whoever owns it beside the requester, or once did."""
    others = (*gig.co_owners, *gig.former_owners) or (gig.requester,)
    return others[pick % len(others)]


def _people(names: tuple[str, ...], gig: Gig) -> tuple[Person, ...]:
    found = (PEOPLE[gig.tenant, name] for name in names)
    return tuple(one for one in found if one.key not in gig.ever_owners)


def _step(name: str, gig: Gig, more: bool) -> Step:
    need, names, concerns, above = STEPS[name]
    everybody = (*names, "Omar") if more and "Omar" not in names else names
    return Step(
        name=name,
        ask=f"{need} of {name}",
        need=Need(need),
        approvers=_people(everybody, gig),
        concerns=concerns,
        timing=TIMING,
        escalate_to=_people(above, gig) if more else tuple(PEOPLE[gig.tenant, one] for one in above),
    )

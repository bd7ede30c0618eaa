"""Whatever anybody presses in whatever order, some things are always true of a gig."""

from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from gigs.approval import Decision, Purpose
from gigs.approving import ask_for_excess, edit, submit, withdraw
from gigs.contract import ContractState, MilestoneState
from gigs.deciding import decide
from gigs.errors import GigError
from gigs.gig import EDITABLE, ENDED, Closing, Gig, GigState, Verdict
from gigs.hiring import (
    back_to_reviewing,
    close,
    count_proposals,
    hire,
    judge,
    list_as,
    refuse_posting,
    take_contract,
)
from gigs.reopening import list_again, reopen
from tests.support.builders import (
    FAYE,
    MARK,
    RITA,
    a_brief,
    a_choice,
    a_contract,
    a_draft,
    a_form,
    a_listing,
    a_person,
    all_of,
    asking,
    usd,
)
from tests.support.clock import NOON

PEOPLE = st.sampled_from([RITA, MARK, FAYE, a_person("Mark Manager", tenant="fabrikam")])
ASKED = st.sampled_from([(MARK,), (FAYE,), (MARK, FAYE), (FAYE, MARK, FAYE)])
BEFORE_YES = {
    GigState.EXPIRED,
    GigState.DRAFT,
    GigState.IN_APPROVAL,
    GigState.CHANGES_ASKED,
    GigState.REJECTED,
}
AFTER_OFFER = {GigState.HIRING, GigState.ACTIVE, GigState.COMPLETED, GigState.CLOSED}
PARTS = st.lists(st.sampled_from(list(MilestoneState)), min_size=1, max_size=3)


class AnyGig(RuleBasedStateMachine):
    """Presses every transition in any order with any people; a refused press changes nothing.

    Every other press is what should come next, or else a walk would hardly ever get past its first approval.
    """

    def __init__(self) -> None:
        super().__init__()
        self.gig = a_draft()
        self.now = NOON
        self.seen = [self.gig]

    def press(self, transition, *arguments, **named) -> None:
        before = self.gig.model_dump_json()
        self.now += timedelta(minutes=1)
        try:
            self.gig = transition(self.gig, *arguments, **named)
            self.seen.append(self.gig)
        except GigError:
            assert self.gig.model_dump_json() == before

    @property
    def asking(self):
        """As of the minute that the press takes."""
        return asking(self.now + timedelta(minutes=1))

    @rule(title=st.sampled_from(["", "Deck", "Film"]))
    def edits(self, title):
        self.press(edit, a_form(title=title), self.now)

    @rule(approvers=st.lists(PEOPLE, max_size=3), rate=st.integers(100, 3000))
    def submits(self, approvers, rate):
        self.press(submit, a_brief(rate=usd(rate)), all_of(approvers), self.asking)

    @rule(who=PEOPLE, decision=st.sampled_from(Decision), reason=st.sampled_from(["", "Why?"]))
    def decides(self, who, decision, reason):
        was_asked = self.gig.approval_of(who.key) is not None
        before = self.gig
        self.press(decide, who.key, decision, reason=reason, asking=self.asking)
        assert self.gig is before or (was_asked and who.key != RITA.key)

    @rule(who=PEOPLE)
    def approves(self, who):
        self.decides(who, Decision.APPROVED, "")

    @rule(sure=st.integers(0, 9))
    def withdraws(self, sure):
        if sure == 9:
            self.press(withdraw, at=self.now)

    @rule(approvers=ASKED, total=st.integers(800, 2000))
    def moves_on(self, approvers, total):
        state = self.gig.state
        if state in EDITABLE:
            self.submits(approvers, 1200)
        elif self.gig.open_approvals:
            self.approves(self.gig.open_approvals[-1].approver)
        elif state is GigState.REVIEWING:
            self.hires(total, approvers)
        elif state in NEXT:
            NEXT[state](self)

    @rule(approvers=ASKED, total=st.integers(800, 2000), steps=st.integers(1, 8))
    def moves_on_a_good_way(self, approvers, total, steps):
        for _ in range(steps):
            self.moves_on(approvers, total)

    @rule()
    def is_listed(self):
        self.press(list_as, a_listing())

    @rule(keeps=st.booleans())
    def is_reopened(self, keeps):
        self.press(reopen, "Another market.", self.now, keeps_listing=keeps)

    @rule()
    def is_listed_again(self):
        self.press(list_again, self.now)

    @rule()
    def is_refused(self):
        self.press(refuse_posting, "No.", self.now)

    @rule(proposals=st.integers(0, 6))
    def gets_proposals(self, proposals):
        self.press(count_proposals, proposals, None, self.now)

    @rule(total=st.integers(100, 3000), approvers=st.lists(PEOPLE, max_size=2))
    def hires(self, total, approvers):
        choice = a_choice(usd(total))
        excess = choice.total - (self.gig.approved or usd(0))
        if excess.amount <= 0:
            self.press(hire, choice, self.now)
        else:
            self.press(ask_for_excess, choice, excess, all_of(approvers), self.asking)

    @rule()
    def is_declined(self):
        self.press(back_to_reviewing, "Busy.", self.now)

    @rule(state=st.sampled_from(ContractState), parts=PARTS)
    def hears_of_the_contract(self, state, parts):
        self.press(take_contract, a_contract(state, parts), self.now)

    @rule(number=st.integers(1, 3), accepted=st.booleans(), reason=st.sampled_from(["", "Redo."]))
    def judges(self, number, accepted, reason):
        verdict = Verdict(deliverable_id=f"C1-M{number}-D1", accepted=accepted, reason=reason, at=self.now)
        self.press(judge, f"C1-M{number}", verdict)

    @rule()
    def closes(self):
        closing = Closing(rating=5, hire_again=True, requester_score=9, do_again="", closed_at=self.now)
        self.press(close, closing)

    @invariant()
    def nothing_is_beyond_approval_without_every_yes_of_its_revision(self):
        if self.gig.state in BEFORE_YES | {GigState.CANCELLED}:
            return
        posts = [one for one in self.gig.approvals if one.purpose is Purpose.POST]
        last = [one for one in posts if one.revision == max(other.revision for other in posts)]
        assert last
        assert all(one.decision is Decision.APPROVED for one in last)
        assert self.gig.route is not None
        assert all(one.fingerprint == self.gig.checked_brief.fingerprint() for one in last)

    @invariant()
    def nobody_ever_decides_about_their_own_gig(self):
        assert all(one.approver.key != RITA.key for one in self.gig.approvals)
        assert all(one.approver.key.tenant == self.gig.tenant for one in self.gig.approvals)

    @invariant()
    def no_offer_costs_more_than_was_approved(self):
        if self.gig.state in AFTER_OFFER:
            assert self.gig.choice is not None
            assert self.gig.approved is not None
            assert not self.gig.choice.total > self.gig.approved

    @invariant()
    def the_approved_sum_is_the_budget_and_the_excess_of_the_one_offer_that_is_out(self):
        if self.gig.approved is None:
            return
        excess = [
            one.amount.amount
            for one in self.gig.approvals
            if one.purpose is Purpose.EXCESS
            and one.revision == self.gig.revision
            and self.gig.state in AFTER_OFFER
            and self.all_said_yes(one.revision)
        ]
        assert self.gig.approved.amount - self.gig.checked_brief.budget.amount in {0, *excess}

    def all_said_yes(self, revision: int) -> bool:
        asked = [one for one in self.gig.approvals if one.revision == revision]
        return all(one.decision is Decision.APPROVED for one in asked)

    @invariant()
    def nothing_is_approved_before_the_yes(self):
        assert self.gig.state not in BEFORE_YES or self.gig.approved is None

    @invariant()
    def no_listing_is_forgotten(self):
        before, former = self.seen[0].listing, self.gig.former_listings
        assert before is None or self.gig.listing or any(one.listing == before for one in former)

    @invariant()
    def nobody_is_asked_twice_in_one_revision(self):
        asked = [(one.revision, one.approver.key) for one in self.gig.approvals]
        assert len(set(asked)) == len(asked)

    @invariant()
    def a_decision_once_made_stays(self):
        for before, after in zip(self.seen, self.seen[1:], strict=False):
            made = [one for one in before.approvals if not one.is_open]
            assert all(one in after.approvals for one in made)
        self.seen = self.seen[-1:]

    @invariant()
    def it_waits_for_somebody_exactly_while_it_is_in_approval(self):
        waiting = self.gig.state in {GigState.IN_APPROVAL, GigState.OFFER_IN_APPROVAL}
        assert bool(self.gig.open_approvals) == waiting

    @invariant()
    def it_survives_being_stored(self):
        assert Gig.model_validate_json(self.gig.model_dump_json()) == self.gig

    @invariant()
    def an_end_is_an_end(self):
        if self.gig.state in ENDED:
            assert self.gig.open_approvals == ()


NEXT = {
    GigState.APPROVED: AnyGig.is_listed,
    GigState.LISTED: lambda walk: walk.gets_proposals(6),
    GigState.HIRING: lambda walk: walk.hears_of_the_contract(
        ContractState.ACTIVE, [MilestoneState.SUBMITTED]
    ),
    GigState.ACTIVE: lambda walk: walk.hears_of_the_contract(
        ContractState.COMPLETED, [MilestoneState.RELEASED]
    ),
    GigState.COMPLETED: AnyGig.closes,
}

TestAnyGig = AnyGig.TestCase
TestAnyGig.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)

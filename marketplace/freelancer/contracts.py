"""A contract on Freelancer.com: an awarded bid, with the milestone payments of its project.

Its id is `PROJECT.BID`. They keep no plan of an offer: the plan is ours (`known`), and a payment over there belongs to the
milestone whose number stands before its words, “2. Slides (FC-…)”. Pure; nothing is asked here.

    award_status   pending: offered. awarded: accepted. rejected: declined. revoked: withdrawn. null: never awarded,
                   or not shown yet
    payment        frozen: funded. requested_release: they ask for it. cleared: paid. canceled: as if never made
"""

import re
from collections.abc import Mapping, Sequence
from datetime import datetime

from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import PlannedMilestone
from gigs.value import Value
from marketplace.freelancer import translate
from marketplace.freelancer.outcomes import TITLE, NotFound
from marketplace.freelancer.translate import ProjectTerms
from marketplace.freelancer.wire import Bid, MilestonePayment, User
from ports.marketplace import MarketplaceUnavailable

FROZEN = "frozen"
ASKED = "requested_release"
CLEARED = "cleared"
CANCELED = "canceled"
PENDING = "pending"

LONGEST_WORDS = 100
"""Of a milestone's title in a payment's words; how long those may be is [unverified]."""

STATES: Mapping[str, ContractState] = {
    "pending": ContractState.OFFERED,
    "awarded": ContractState.ACTIVE,
    "rejected": ContractState.DECLINED,
    "revoked": ContractState.ENDED,
}

PAYMENT_STATES: Mapping[str, MilestoneState] = {
    PENDING: MilestoneState.WAITING,
    FROZEN: MilestoneState.ACTIVE,
    ASKED: MilestoneState.SUBMITTED,
    CLEARED: MilestoneState.RELEASED,
}
"""Anything else, a dispute for one, is a funded milestone that waits for people over there."""

NOTES: Mapping[str, str] = {PENDING: f"{TITLE} has not confirmed the funding yet."}

BY_HAND = f"A payment made on {TITLE}"

_NUMBERED = re.compile(r"(?P<number>[1-9]\d{0,2})\. (?P<title>.*?)(?: \((?P<reference>[^()]*)\))?", re.DOTALL)
_CONTRACT = re.compile(r"(?P<project>\d{1,18})\.(?P<bid>\d{1,18})")


class Handed(Value):
    """What the thread says about a payment that is asked for: handed in, or sent back and not answered since."""

    is_sent_back: bool
    note: str
    deliverable_id: str
    text: str
    at: datetime


class Paid(Value):
    """A milestone payment as we understand it. `number` is None for one that was not made by us, `title` may be empty."""

    transaction_id: int
    number: int | None
    title: str
    reference: str
    amount: Money
    status: str
    created: int

    @property
    def milestone_id(self) -> str:
        """`m2` for our second one, `t` and their id for one made by hand over there."""
        return f"m{self.number}" if self.number is not None else f"t{self.transaction_id}"


def contract_id(bid: Bid) -> str:
    """Ours for an awarded bid."""
    return f"{bid.project_id}.{bid.id}"


def ids_of(contract: str) -> tuple[int, str]:
    """The project and the bid of a contract. Raises NotFound."""
    found = _CONTRACT.fullmatch(contract)
    if found is None:
        raise NotFound(f"{TITLE} has no such contract.")
    return int(found["project"]), found["bid"]


def words_of(number: int, title: str, reference: str) -> str:
    """What a payment of ours says over there."""
    return f"{number}. {title[:LONGEST_WORDS]} ({reference})"


def number_of(milestone_id: str) -> int | None:
    """2 for `m2`; None for a payment that was made over there by hand."""
    found = re.fullmatch(r"m([1-9]\d{0,2})", milestone_id)
    return int(found[1]) if found else None


def planned(plan: Sequence[PlannedMilestone], title: str, total: Money) -> tuple[Milestone, ...]:
    """The milestones of an offer before anything happened to them; one for all of it where there is no plan."""
    steps = plan or (PlannedMilestone(title=title, amount=total),)
    return tuple(
        Milestone(id=f"m{number}", title=step.title, amount=step.amount, state=MilestoneState.WAITING)
        for number, step in enumerate(steps, start=1)
    )


def paid_of(payment: MilestonePayment, terms: ProjectTerms) -> Paid:
    """Raises MarketplaceUnavailable for an amount that is not in the project's currency."""
    what = f"milestone payment {payment.transaction_id}"
    translate.check_currency(payment.currency.code if payment.currency else None, terms, what)
    found = _NUMBERED.fullmatch(payment.words.strip())
    return Paid(
        transaction_id=payment.transaction_id,
        number=int(found["number"]) if found else None,
        title=found["title"] if found else payment.words.strip(),
        reference=(found["reference"] or "") if found else "",
        amount=translate.money(payment.amount, terms.currency, what),
        status=(payment.status or "").lower(),
        created=payment.time_created or 0,
    )


def by_milestone(payments: Sequence[Paid]) -> Mapping[str, Paid]:
    """The payment that counts for each milestone: canceled ones do not, and of two the one that is further, then older."""
    order = {CLEARED: 0, ASKED: 1, FROZEN: 2, PENDING: 4}
    not_canceled = [one for one in payments if one.status != CANCELED]
    not_canceled.sort(key=lambda one: (order.get(one.status, 3), one.transaction_id), reverse=True)
    return {one.milestone_id: one for one in not_canceled}


def merged(
    known: Contract | None,
    bid: Bid,
    user: User | None,
    terms: ProjectTerms,
    payments: Mapping[str, Paid],
    handed: Mapping[str, Handed],
) -> Contract:
    """The contract as it stands: our plan, with what the payments over there say of it, and then those that we did not plan.

    One of those that was canceled again is gone: nothing of ours waits for it.
    """
    plan = known.milestones if known else ()
    by_id = {step.id: step for step in plan if number_of(step.id) or step.id in payments}
    extra = sorted(payments.keys() - by_id.keys(), key=lambda one: (payments[one].number or 1000, one))
    steps = tuple(_step(id_, by_id.get(id_), payments.get(id_), handed.get(id_)) for id_ in (*by_id, *extra))
    return Contract(
        id=contract_id(bid),
        proposal_id=str(bid.id),
        freelancer=user.shown_name
        if user
        else (known.freelancer if known else f"Freelancer {bid.bidder_id}"),
        total=known.total if known else translate.money(bid.amount, terms.currency, f"bid {bid.id}"),
        state=state_of(bid, steps, known),
        url=terms.url,
        milestones=steps,
    )


def state_of(bid: Bid, steps: Sequence[Milestone], known: Contract | None) -> ContractState:
    """As they say. Completed is what they call complete, or what was paid to the last milestone of the plan."""
    status = (bid.award_status or "").lower()
    if not status:
        if known is None:
            raise NotFound(f"{TITLE} has no such contract: this bid was never awarded.")
        return known.state
    state = STATES.get(status)
    if state is None:
        raise MarketplaceUnavailable(f"{TITLE} says that the award is “{status}”, which we do not know")
    if state is not ContractState.ACTIVE:
        return state
    if (bid.complete_status or "").lower() == "complete":
        return ContractState.COMPLETED
    if (bid.complete_status or "").lower() == "incomplete":
        return ContractState.ENDED
    is_paid = known is not None and all(step.state is MilestoneState.RELEASED for step in steps) and steps
    return ContractState.COMPLETED if is_paid else ContractState.ACTIVE


def _step(id_: str, plan: Milestone | None, paid: Paid | None, handed: Handed | None) -> Milestone:
    title = plan.title if plan else (paid.title if paid else "") or BY_HAND
    if paid is None:
        assert plan is not None
        return Milestone(id=id_, title=title, amount=plan.amount, state=MilestoneState.WAITING)
    state = PAYMENT_STATES.get(paid.status, MilestoneState.ACTIVE)
    note = NOTES.get(paid.status, "" if paid.status in PAYMENT_STATES else f"{TITLE} says: {paid.status}")
    deliverable = plan.deliverable if plan and state is MilestoneState.RELEASED else None
    if state is MilestoneState.SUBMITTED and handed is not None:
        deliverable = Deliverable(id=handed.deliverable_id, text=handed.text, submitted_at=handed.at)
        if handed.is_sent_back:
            state, note = MilestoneState.SENT_BACK, handed.note
    return Milestone(id=id_, title=title, amount=paid.amount, state=state, deliverable=deliverable, note=note)

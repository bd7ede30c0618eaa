"""What a hire is to us: an offer, then a contract with milestones. Nothing here asks anybody.

hire            contract        milestone            ours
DRAFT, OFFERED  offered         PENDING              active, the later ones waiting; sent back after a rejected request
READY, ACTIVE   active          PAYMENT_REQUESTED    submitted
ENDED           completed, or   COMPLETED            released
                ended with milestones open
CANCELLED       declined, or ended where we know that it was us
TERMINATED      ended

A hire that has no milestones of its own is one: the whole work, by its requests for payment. That COMPLETED means paid,
and what becomes of a hire that a freelancer turns down, is read from their descriptions, not seen.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal

from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.money import Money
from marketplace.http.each import HIGHEST
from marketplace.worksome.money import from_number
from marketplace.worksome.outcomes import TITLE
from marketplace.worksome.wire import Hire, HireMilestone, PaymentRequest
from ports.marketplace import MarketplaceUnavailable

OPEN_HIRES = frozenset({"DRAFT", "OFFERED"})
WORKING_HIRES = frozenset({"READY", "ACTIVE"})
STATES = dict.fromkeys(OPEN_HIRES, ContractState.OFFERED) | dict.fromkeys(WORKING_HIRES, ContractState.ACTIVE)
WHOLE = ":whole"
"""Ends the id that we give the one milestone of a hire without any."""


def contract_of(hire: Hire, proposal_id: str, known: Contract | None, total: Money | None) -> Contract:
    """The contract as the hire stands. `total` is what was offered, for an hourly rate over all hours.

    Raises MarketplaceUnavailable for amounts that are none and for a state that we do not know.
    """
    worth = _worth(hire, total or (known.total if known else None))
    milestones = _milestones(hire, worth)
    return Contract(
        id=hire.id,
        proposal_id=proposal_id,
        freelancer=hire.worker.name if hire.worker else (known.freelancer if known else ""),
        total=worth,
        state=_state(hire, milestones, known),
        url=(hire.conversation.url if hire.conversation else None) or "",
        milestones=milestones,
    )


def _worth(hire: Hire, offered: Money | None) -> Money:
    if is_fixed(hire.rate_type) and hire.rate is not None:
        return from_number(hire.rate, hire.currency)
    if offered is not None:
        return offered
    amounts = [one.details.amount for one in hire.milestones.data if one.details and one.details.amount]
    return from_number(sum(amounts, Decimal()) or hire.rate or Decimal(), hire.currency)


def is_fixed(rate_type: str | None) -> bool:
    """A price for the whole work."""
    return (rate_type or "").upper() == "FIXED"


def _state(hire: Hire, milestones: Sequence[Milestone], known: Contract | None) -> ContractState:
    status = hire.status.upper()
    if status in STATES:
        return STATES[status]
    if status == "CANCELLED":
        ours = known is not None and known.state is ContractState.ENDED
        return ContractState.ENDED if ours else ContractState.DECLINED
    if status == "TERMINATED":
        return ContractState.ENDED
    if status == "ENDED":
        done = all(one.state is MilestoneState.RELEASED for one in milestones)
        return ContractState.COMPLETED if done else ContractState.ENDED
    raise MarketplaceUnavailable(f"{TITLE} says that a hire is “{hire.status}”, which we do not know")


def _milestones(hire: Hire, worth: Money) -> tuple[Milestone, ...]:
    begun = hire.status.upper() in WORKING_HIRES | {"ENDED", "TERMINATED"}
    if not hire.milestones.data:
        return (_whole(hire, worth, begun),)
    found, may_begin = [], begun
    for one in sorted(hire.milestones.data, key=_due):
        milestone = _milestone(one, hire.currency, may_begin)
        may_begin = may_begin and milestone.state is MilestoneState.RELEASED
        found.append(milestone)
    return tuple(found)


def _due(milestone: HireMilestone) -> date:
    return (milestone.details.due_date if milestone.details else None) or date.max


def _milestone(one: HireMilestone, currency: str, may_begin: bool) -> Milestone:
    if one.details is None or one.details.amount is None:
        raise MarketplaceUnavailable(f"{TITLE} does not say what the milestone “{one.name}” is worth")
    asked = _latest(one.payment_requests.data)
    status = one.status.upper()
    if status == "COMPLETED":
        state = MilestoneState.RELEASED
    elif status == "PAYMENT_REQUESTED":
        state = MilestoneState.SUBMITTED
    else:
        state = _before_a_request(asked, may_begin)
    return Milestone(
        id=one.id,
        title=one.name,
        amount=from_number(one.details.amount, currency),
        state=state,
        deliverable=_deliverable(asked),
    )


def _whole(hire: Hire, worth: Money, begun: bool) -> Milestone:
    requests = hire.payment_requests.data
    asked = _latest(requests)
    if any(not 0 <= one.billed_amount < HIGHEST for one in requests if one.billed_amount is not None):
        raise MarketplaceUnavailable(f"{TITLE} says that an amount was asked for that nobody can mean")
    approved = sum((one.billed_amount or Decimal() for one in requests if _is(one, "APPROVED")), Decimal())
    over = hire.status.upper() in {"ENDED", "TERMINATED"} and approved > 0
    if any(_is(one, "UNAPPROVED") for one in requests):
        state = MilestoneState.SUBMITTED
    elif approved >= worth.amount > 0 or (over and not is_fixed(hire.rate_type)):
        state = MilestoneState.RELEASED
    else:
        state = _before_a_request(asked, begun)
    return Milestone(
        id=f"{hire.id}{WHOLE}",
        title=(hire.latest_contract.job_name if hire.latest_contract else "") or "The whole work",
        amount=worth,
        state=state,
        deliverable=_deliverable(asked),
    )


def _before_a_request(asked: PaymentRequest | None, may_begin: bool) -> MilestoneState:
    if asked and _is(asked, "REJECTED"):
        return MilestoneState.SENT_BACK
    return MilestoneState.ACTIVE if may_begin else MilestoneState.WAITING


def _is(request: PaymentRequest, status: str) -> bool:
    return request.status.upper() == status


def _latest(requests: Iterable[PaymentRequest]) -> PaymentRequest | None:
    """The last one that was not withdrawn."""
    left = [one for one in requests if not _is(one, "CANCELLED")]
    return max(left, key=lambda one: (_day(one) or date.min, one.number), default=None)


def _day(request: PaymentRequest) -> date | None:
    return request.issued_at or request.day


def _deliverable(asked: PaymentRequest | None) -> Deliverable | None:
    """What is handed in over there is a request for payment; they keep the day of it and no time."""
    day = _day(asked) if asked else None
    if asked is None or day is None:
        return None
    text = asked.comments or f"Payment request {asked.number}".strip()
    return Deliverable(id=asked.id, text=text, submitted_at=datetime.combine(day, time(), UTC))

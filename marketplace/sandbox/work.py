"""Offers, contracts, milestones and payments, inside one transaction of the sandbox's file.

Nothing here is advanced by a timer: a contract is what its rows' moments say at the moment it is read.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, insert, select, update

from gigs.contract import Contract, ContractState, Deliverable, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal
from gigs.value import Value
from marketplace.sandbox import listings, tables
from marketplace.sandbox.file import Tx
from marketplace.sandbox.letters import handed_in
from marketplace.sandbox.listings import Desk
from marketplace.sandbox.story import ANSWER, DELIVERY, after, draw
from ports.marketplace import MarketplaceRefused, OfferRequest, Ours, Review

_CONTRACT = select(tables.contracts).where(tables.contracts.c.number == bindparam("of"))
_MILESTONES, _SENT_BACK = (
    select(table).where(table.c.contract == bindparam("of")).order_by(table.c.number)
    for table in (tables.milestones, tables.sent_back)
)


class ReleaseRequest(Value):
    """Accept a deliverable and pay its milestone."""

    contract_id: str
    milestone_id: str
    amount: Money
    reference: str


class SendBackRequest(Value):
    """Ask for changes to what was handed in."""

    contract_id: str
    milestone_id: str
    reason: str
    deliverable_id: str = ""


class WithdrawRequest(Value):
    """Withdraw an offer."""

    contract_id: str
    reason: str


class FundRequest(Value):
    """Fund a milestone."""

    contract_id: str
    milestone_id: str
    amount: Money
    reference: str


class ReviewRequest(Value):
    """Rate the freelancer."""

    contract_id: str
    review: Review


async def offer(tx: Tx, desk: Desk, request: OfferRequest, at: datetime) -> Contract:
    """The contract as offered. The same reference again is a second offer: finding it first is the caller's part."""
    row = await listings.proposal_row(tx, request.proposal_id, at)
    if listings.has_withdrawn(row, at):
        raise MarketplaceRefused("The freelancer has withdrawn this proposal.")
    asked = await listings.check_open(tx, request.listing_id, row)
    _refuse_sums(request, asked.rate.currency)
    number = (
        await tx.execute(select(func.coalesce(func.max(tables.contracts.c.number), 0)))
    ).scalar_one() + 1
    answers_at = at + after(ANSWER + 0.9 * draw(desk.seed, request.reference, "answer"), desk.pace)
    values = {
        "number": number,
        "reference": request.reference,
        "proposal": request.proposal_id,
        "freelancer": Proposal.model_validate_json(row.proposal).freelancer,
        "request": request.model_dump_json(),
        "offered_at": at,
        "answers_at": answers_at,
        "accepts": row.accepts_offers,
        "pace": desk.pace,
    }
    await tx.execute(insert(tables.contracts).values(values))
    for place, _ in enumerate(_planned(request), start=1):
        starts = answers_at if place == 1 and row.accepts_offers and not desk.funding else None
        await tx.execute(insert(tables.milestones).values(contract=number, number=place, active_at=starts))
    return await contract(tx, desk, f"C{number}", at)


def _planned(request: OfferRequest) -> tuple[PlannedMilestone, ...]:
    return request.milestones or (PlannedMilestone(title="The whole work", amount=request.total),)


def _refuse_sums(request: OfferRequest, currency: str) -> None:
    planned = _planned(request)
    amounts = [request.total, *(one.amount for one in planned)]
    if any(one.currency != currency for one in amounts):
        raise MarketplaceRefused(f"This listing is in {currency}; an offer must be too.")
    if any(one.amount <= 0 for one in amounts):
        raise MarketplaceRefused("Every milestone needs an amount above 0.")
    if sum(one.amount.amount for one in planned) != request.total.amount:
        raise MarketplaceRefused(f"The milestones do not add up to {request.total}.")


async def find_offer(tx: Tx, desk: Desk, reference: str, at: datetime, lag: timedelta) -> Contract | None:
    """The oldest offer with this reference that the list shows already."""
    table = tables.contracts
    query = select(table.c.number).where(
        table.c.reference == reference, listings.shows(table.c.offered_at, at, lag)
    )
    number = (await tx.execute(query.order_by(table.c.number))).scalars().first()
    return await contract(tx, desk, f"C{number}", at) if number else None


async def own_offers(tx: Tx, listing_id: str) -> Sequence[Ours]:
    """Those that were not withdrawn, on this listing."""
    listing = await listings.row_of(tx, listing_id)
    table = tables.contracts
    mine = table.join(tables.proposals, tables.proposals.c.id == table.c.proposal)
    query = select(table).select_from(mine)
    query = query.where(tables.proposals.c.listing == listing.number, table.c.withdrawn_at.is_(None))
    rows = (await tx.execute(query.order_by(table.c.number))).all()
    return [
        Ours(
            id=f"C{row.number}",
            reference=row.reference,
            title=row.freelancer,
            proposal=row.proposal,
            at=row.offered_at,
        )
        for row in rows
    ]


async def contract(tx: Tx, desk: Desk, contract_id: str, at: datetime) -> Contract:
    """The contract as it stands at this moment."""
    row = await row_of(tx, contract_id)
    request = OfferRequest.model_validate_json(row.request)
    steps = (await tx.execute(_MILESTONES, {"of": row.number})).all()
    returns = (await tx.execute(_SENT_BACK, {"of": row.number})).all()
    shown = tuple(
        _milestone(desk, row, step, plan, [one for one in returns if one.milestone == step.number], at)
        for step, plan in zip(steps, _planned(request), strict=True)
    )
    return Contract(
        id=contract_id,
        proposal_id=row.proposal,
        freelancer=row.freelancer,
        total=request.total,
        state=_state(row, shown, at),
        url=desk.link("contracts", str(row.number)),
        milestones=shown,
    )


def _state(row: Row[Any], steps: Sequence[Milestone], at: datetime) -> ContractState:
    if row.withdrawn_at is not None:
        return ContractState.ENDED
    if at < row.answers_at:
        return ContractState.OFFERED
    if not row.accepts:
        return ContractState.DECLINED
    done = all(step.state is MilestoneState.RELEASED for step in steps)
    return ContractState.COMPLETED if done else ContractState.ACTIVE


def _milestone(
    desk: Desk,
    row: Row[Any],
    step: Row[Any],
    plan: PlannedMilestone,
    returns: Sequence[Row[Any]],
    at: datetime,
) -> Milestone:
    id_ = f"C{row.number}-M{step.number}"
    title = OfferRequest.model_validate_json(row.request).title
    state, note, deliverable = MilestoneState.WAITING, "", None
    if step.active_at is not None and step.active_at <= at:
        state = MilestoneState.ACTIVE
        starts = [(step.active_at, ""), *((one.at, one.reason) for one in returns)]
        for version, (start, reason) in enumerate(starts, start=1):
            if version > 1:
                state, note = MilestoneState.SENT_BACK, reason
            ready = start + after(DELIVERY + 0.9 * draw(desk.seed, id_, version), row.pace)
            if ready <= at:
                state, note = MilestoneState.SUBMITTED, ""
                deliverable = Deliverable(
                    id=f"{id_}-D{version}",
                    text=handed_in(plan.title, title, reason),
                    link=desk.link("files", f"{id_}-D{version}"),
                    submitted_at=ready,
                )
    if step.released_at is not None:
        state = MilestoneState.RELEASED
    return Milestone(
        id=id_, title=plan.title, amount=plan.amount, state=state, deliverable=deliverable, note=note
    )


async def withdraw(tx: Tx, desk: Desk, request: WithdrawRequest, at: datetime) -> None:
    """Withdraw it while nobody has answered it; one that is withdrawn already stays so."""
    row = await row_of(tx, request.contract_id)
    stands = (await contract(tx, desk, request.contract_id, at)).state
    if stands is ContractState.OFFERED:
        change = update(tables.contracts).where(tables.contracts.c.number == row.number)
        await tx.execute(change.values(withdrawn_at=at))
    elif stands is not ContractState.ENDED:
        raise MarketplaceRefused(f"{row.freelancer} has answered this offer already.")


async def fund(tx: Tx, desk: Desk, request: FundRequest, at: datetime) -> None:
    """Fund the milestone, once, and the work on it begins."""
    row, step = await step_of(tx, desk, request.contract_id, request.milestone_id, at)
    if _state(row, (step,), at) is not ContractState.ACTIVE:
        raise MarketplaceRefused("Nobody works on this contract.")
    if request.amount != step.amount:
        raise MarketplaceRefused(f"“{step.title}” is worth {step.amount}, not {request.amount}.")
    if step.state is not MilestoneState.WAITING:
        raise MarketplaceRefused(f"“{step.title}” has been funded already.")
    number = int(step.id.rpartition("-M")[2])
    mine = (tables.milestones.c.contract == row.number) & (tables.milestones.c.number == number)
    change = update(tables.milestones).where(mine)
    await tx.execute(change.values(active_at=at, fund_reference=request.reference))


async def release(tx: Tx, desk: Desk, request: ReleaseRequest, at: datetime) -> None:
    """Pay it, once. The same reference again is a yes without a payment; another one is refused."""
    row, step = await step_of(tx, desk, request.contract_id, request.milestone_id, at)
    number = int(step.id.rpartition("-M")[2])
    mine = (tables.milestones.c.contract == row.number) & (tables.milestones.c.number == number)
    if request.amount != step.amount:
        raise MarketplaceRefused(f"“{step.title}” is worth {step.amount}, not {request.amount}.")
    if step.state is MilestoneState.RELEASED:
        paid = (await tx.execute(select(tables.milestones.c.release_reference).where(mine))).scalar_one()
        if paid != request.reference:
            raise MarketplaceRefused(f"“{step.title}” was already paid.")
        return
    if step.state is not MilestoneState.SUBMITTED:
        raise MarketplaceRefused(f"Nothing waits to be paid for “{step.title}”.")
    change = update(tables.milestones)
    await tx.execute(change.where(mine).values(released_at=at, release_reference=request.reference))
    if not desk.funding:
        follows = (tables.milestones.c.contract == row.number) & (tables.milestones.c.number == number + 1)
        await tx.execute(change.where(follows).values(active_at=at))


async def send_back(tx: Tx, desk: Desk, request: SendBackRequest, at: datetime) -> None:
    """Ask for changes; while the freelancer is at them already, once more changes nothing."""
    row, step = await step_of(tx, desk, request.contract_id, request.milestone_id, at)
    is_newer = request.deliverable_id and step.deliverable and step.deliverable.id != request.deliverable_id
    if step.state is MilestoneState.SENT_BACK or is_newer:
        return
    if step.state is not MilestoneState.SUBMITTED:
        raise MarketplaceRefused(f"Nothing was handed in for “{step.title}” that could be sent back.")
    number = int(step.id.rpartition("-M")[2])
    values = {"contract": row.number, "milestone": number, "at": at, "reason": request.reason}
    await tx.execute(insert(tables.sent_back).values(values))


async def review(tx: Tx, desk: Desk, request: ReviewRequest, at: datetime) -> None:
    """Rate the freelancer of a completed contract; the first rating stays."""
    row = await row_of(tx, request.contract_id)
    if not 1 <= request.review.rating <= 5:
        raise MarketplaceRefused("A rating is from 1 to 5.")
    if (await contract(tx, desk, request.contract_id, at)).state is not ContractState.COMPLETED:
        raise MarketplaceRefused("A freelancer is rated when the work is completed.")
    if row.review is None:
        change = update(tables.contracts).where(tables.contracts.c.number == row.number)
        await tx.execute(change.values(review=request.review.model_dump_json()))


async def row_of(tx: Tx, contract_id: str) -> Row[Any]:
    """The row of a contract. Raises MarketplaceRefused when there is none."""
    number = re.fullmatch(r"C(\d{1,9})", contract_id)
    row = (await tx.execute(_CONTRACT, {"of": int(number[1]) if number else -1})).first()
    if row is None:
        raise MarketplaceRefused("There is no such contract.")
    return row


async def step_of(
    tx: Tx, desk: Desk, contract_id: str, milestone_id: str, at: datetime
) -> tuple[Row[Any], Milestone]:
    """The row of a contract, and one of its milestones. Raises MarketplaceRefused when there is none."""
    row = await row_of(tx, contract_id)
    step = (await contract(tx, desk, contract_id, at)).milestone(milestone_id)
    if step is None:
        raise MarketplaceRefused("This contract has no such milestone.")
    return row, step

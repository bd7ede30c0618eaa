"""Milestone payments: created, which funds a milestone, and released."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from aiohttp import web
from sqlalchemy import insert, select, update

from gigs.contract import Contract, ContractState, Milestone, MilestoneState
from gigs.money import Money
from gigs.proposal import PlannedMilestone, Proposal
from marketplace.sandbox import tables, work
from marketplace.sandbox.faults import Call
from marketplace.sandbox.file import Tx
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import OfferRequest
from stand_ins.freelancer import shapes
from stand_ins.freelancer.awards import awarded, is_hourly, moments
from stand_ins.freelancer.requests import (
    REFERENCE,
    Route,
    Wrong,
    action_of,
    id_in,
    invalid,
    json_of,
    only,
    page,
)
from stand_ins.freelancer.shapes import OWNER, PAYMENT, PROJECT, seconds


class Milestones:
    """A payment is a funded milestone of a contract in the sandbox."""

    def __init__(self, sandbox: Sandbox, now: Callable[[], datetime]) -> None:
        self._sandbox = sandbox
        self._now = now

    def routes(self) -> list[Route]:
        """What is answered here."""
        return [
            ("GET", "/projects/0.1/milestones/", self._milestones),
            ("POST", "/projects/0.1/milestones/", self._create_milestone),
            ("PUT", "/projects/0.1/milestones/{id}/", self._milestone_action),
        ]

    async def _milestones(self, request: web.Request) -> Any:
        only(request, {"projects[]", "limit", "offset"})
        number = int(request.query["projects[]"]) - PROJECT

        async def look(tx: Tx, at: datetime, _lag: timedelta) -> list[Any]:
            found = []
            for proposal, contract in await awarded(tx, self._sandbox, number, at):
                active = await moments(tx, contract, tables.milestones.c.active_at)
                found += [
                    _payment(proposal, step, active[step.id])
                    for step in contract.milestones
                    if step.state in shapes.PAYMENTS
                ]
            return found

        shown = page(request, await self._sandbox.read(Call.CONTRACT, look))
        return {"milestones": {str(one["transaction_id"]): one for one in shown}, "users": None}

    async def _create_milestone(self, request: web.Request) -> Any:
        wanted = {"project_id", "bidder_id", "amount", "reason", "description"}
        body = await json_of(request, wanted | {"request_id"}, wanted)
        amount = shapes.budget_number(body["amount"])
        if amount is None or amount <= 0 or body["reason"] not in {0, 1, 2, 3}:
            raise invalid("amount")
        async with self._sandbox.transaction() as (tx, at):
            held = await awarded(tx, self._sandbox, body["project_id"] - PROJECT, at)
            mine = [one for one in held if shapes.user_number(one[0].freelancer_id) == body["bidder_id"]]
            if not mine or mine[0][1].state not in {ContractState.ACTIVE, ContractState.COMPLETED}:
                raise Wrong(
                    400, "ProjectExceptionCodes.BID_NOT_AWARDED", "This bidder works on nothing here."
                )
            proposal, contract = mine[0]
            money = Money(amount=amount, currency=contract.total.currency)
            hourly = await is_hourly(tx, proposal.id)
            step = await _plan_next(tx, contract, body["description"], money, hourly)
        found = REFERENCE.findall(body["description"])
        await self._sandbox.fund(contract.id, step, found[-1] if found else "")
        made = _payment(proposal, step.model_copy(update={"state": MilestoneState.ACTIVE}), self._now())
        words = made.pop("other_reason")
        return {
            **made,
            "description": words,
            "reason": body["reason"],
            "time_submitted": seconds(self._now()),
        }

    async def _milestone_action(self, request: web.Request) -> Any:
        await action_of(request, {"release"}, body={"amount"})
        contract, place = divmod(id_in(request) - PAYMENT, 1000)
        body = json.loads(await request.text() or "{}")
        amount = shapes.budget_number(body.get("amount"))
        async with self._sandbox.transaction() as (tx, at):
            held = await work.contract(tx, self._sandbox.desk, f"C{contract}", at)
        step = held.milestone(f"C{contract}-M{place}")
        if step is None or step.state not in shapes.PAYMENTS:
            raise Wrong(404, "ProjectExceptionCodes.MILESTONE_NOT_FOUND", "Milestone not found.")
        if step.state is MilestoneState.RELEASED:
            raise Wrong(
                400, "ProjectExceptionCodes.MILESTONE_RELEASED", "This milestone was released already."
            )
        if amount is None:
            raise invalid("amount")
        money = Money(amount=amount, currency=step.amount.currency)
        await self._sandbox.release(held.id, step.id, money, f"release of {step.id}")


async def _plan_next(tx: Tx, contract: Contract, words: str, amount: Money, hourly: bool) -> Milestone:
    """The sandbox's plan so far, with this payment next and the rest behind it: over there nobody plans ahead."""
    number = int(contract.id[1:])
    table = tables.contracts
    row = (await tx.execute(select(table).where(table.c.number == number))).one()
    request = OfferRequest.model_validate_json(row.request)
    made = [step for step in contract.milestones if step.state is not MilestoneState.WAITING]
    plan = [PlannedMilestone(title=step.title, amount=step.amount) for step in made]
    plan.append(PlannedMilestone(title=words, amount=amount))
    spent = sum((step.amount for step in plan), amount - amount)
    if not hourly and request.total > spent:
        plan.append(PlannedMilestone(title="The rest", amount=request.total - spent))
    total = spent if hourly or spent > request.total else request.total
    changed = request.model_copy(update={"milestones": tuple(plan), "total": total})
    await tx.execute(update(table).where(table.c.number == number).values(request=changed.model_dump_json()))
    for place in range(len(contract.milestones) + 1, len(plan) + 1):
        await tx.execute(insert(tables.milestones).values(contract=number, number=place))
    place = len(made) + 1
    return Milestone(id=f"{contract.id}-M{place}", title=words, amount=amount, state=MilestoneState.WAITING)


def _payment(proposal: Proposal, step: Milestone, active_at: datetime) -> dict[str, Any]:
    return {
        "transaction_id": _payment_number(step.id),
        "project_id": PROJECT + int(proposal.id.partition("-")[0][1:]),
        "project_owner_id": OWNER,
        "bidder_id": shapes.user_number(proposal.freelancer_id),
        "bid_id": shapes.bid_number(proposal.id),
        "status": shapes.PAYMENTS[step.state],
        "amount": float(step.amount.amount),
        "currency": shapes.currency(shapes.currency_number(step.amount.currency)),
        "reason": "partial_payment",
        "other_reason": step.title,
        "time_created": seconds(active_at),
        "is_from_prepaid": False,
        "dispute_id": None,
    }


def _payment_number(step_id: str) -> int:
    contract, _, place = step_id.removeprefix("C").partition("-M")
    return PAYMENT + int(contract) * 1000 + int(place)

"""Milestones: shown in offers and contracts, activated, paid and sent back."""

from typing import Any

from sqlalchemy import select

from gigs.contract import Contract, Milestone, MilestoneState
from marketplace.sandbox import tables, work
from marketplace.sandbox.faults import Call
from stand_ins.upwork import catalogue
from stand_ins.upwork.operation import Operation, from_cents

MILESTONES = {
    MilestoneState.WAITING: "NotFunded",
    MilestoneState.ACTIVE: "Active",
    MilestoneState.SUBMITTED: "Submitted",
    MilestoneState.SENT_BACK: "Rejected",
    MilestoneState.RELEASED: "Paid",
}


class Milestones(Operation):
    """Fields about milestones, and what offers and contracts show of them."""

    async def activateMilestone(self, _info: Any, input: Any) -> Any:
        """A checkout: what it answers is the state before the money has moved."""
        contract, part = await self._own_part(input["id"])
        await self._sandbox.fund(contract, part, input["message"])
        return self._answered(input["id"], part, "NotFunded")

    async def approveMilestone(self, _info: Any, input: Any) -> Any:
        contract, part = await self._own_part(input["id"])
        paid = from_cents({"amount": input["paidAmount"], "currency": part.amount.currency})
        await self._sandbox.release(
            contract, part.id, paid, input.get("paymentComment") or f"by {input['id']}"
        )
        return self._answered(input["id"], part, "Paid")

    async def rejectSubmittedMilestone(self, _info: Any, input: Any) -> Any:
        contract, part = await self._own_part(input["id"])
        await self._sandbox.send_back(contract, part.id, input["noteToContractor"])
        return {"response": True}

    async def _own_part(self, id_: str) -> tuple[str, Milestone]:
        self._check_hires()
        contract, own = catalogue.milestone_own(id_)
        async with self._sandbox.transaction() as (tx, at):
            _, part = await work.step_of(tx, self._sandbox.desk, contract, own, at)
        return contract, part

    def _answered(self, id_: str, part: Milestone, state: str) -> Any:
        return {**self._part(part, id_, 1, state), "submissionEvents": []}

    async def _contract(self, number: int) -> Contract:
        async def look(tx: Any, at: Any, _lag: Any) -> Contract:
            return await work.contract(tx, self._sandbox.desk, f"C{number}", at)

        found: Contract = await self._sandbox.read(Call.CONTRACT, look)
        return found

    async def _parts(self, one: Contract, *, in_offer: bool) -> Any:
        """In no order; some are null where the server has holes."""
        number = int(one.id.removeprefix("C"))
        async with self._sandbox.transaction() as (tx, at):
            query = select(tables.milestones).where(tables.milestones.c.contract == number)
            begun = {row.number: row.active_at for row in await tx.execute(query)}
        parts = []
        for place, part in enumerate(one.milestones, start=1):
            state = "InOffer" if in_offer else MILESTONES[part.state]
            starts = begun.get(place)
            if state == "Active" and starts and at < starts + self._state.checkout:
                state = "NotFunded"
            id_ = catalogue.milestone_id(number, place, in_offer=in_offer)
            parts.append(self._part(part, id_, place, state))
        return [*reversed(parts), *([None] * (self._state.holes and not in_offer))]

    def _part(self, part: Milestone, id_: str, place: int, state: str) -> Any:
        events = []
        if part.deliverable:
            event = {
                "submission": {
                    "id": catalogue.submission_id(part.deliverable.id),
                    "createdDateTime": part.deliverable.submitted_at.isoformat(),
                },
                "submissionMessage": {"message": part.deliverable.text},
                "revisionMessage": {"message": part.note} if part.note else None,
            }
            events.append(event)
        return {
            "id": id_,
            "state": state,
            "description": part.title,
            "depositAmount": self._money(part.amount, in_cents=self._state.cents),
            "submissionCount": len(events),
            "sequenceId": place,
            "submissionEvents": events,
        }

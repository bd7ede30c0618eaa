"""Hires and their milestones: made from a bid, cancelled, planned and read. A hire is a contract in the sandbox."""

from datetime import date
from decimal import Decimal
from typing import Any

from graphql import GraphQLError
from sqlalchemy import func, insert, select, update

from gigs.money import Money
from gigs.proposal import PlannedMilestone
from marketplace.sandbox import tables
from ports.marketplace import MarketplaceRefused, OfferRequest
from stand_ins.worksome.ids import number_in, page_of
from stand_ins.worksome.shapes import Shapes
from stand_ins.worksome.state import WorksomeState


class Hires:
    """Fields about hires."""

    def __init__(self, state: WorksomeState, shapes: Shapes) -> None:
        self._state = state
        self._sandbox = state.sandbox
        self._shapes = shapes

    def roots(self) -> dict[str, Any]:
        """What each root field does."""
        return {
            "hire": self._hire,
            "hires": self._hires,
            "acceptBid": self._accept_bid,
            "cancelHire": self._cancel_hire,
            "createMilestones": self._create_milestones,
        }

    async def _hire(self, _info: Any, id: str) -> dict[str, Any] | None:
        number = number_in("Hire", id)
        return await self._shapes.hire(number) if number else None

    async def _hires(self, _info: Any, first: int, page: int | None = None, **asked: Any) -> dict[str, Any]:
        found: list[str] = []
        for reference in asked.get("externalIdentifiers") or ():
            if await self._sandbox.find_offer(_lookup(reference)):
                async with self._sandbox.transaction() as (tx, _):
                    query = select(tables.contracts.c.number).where(tables.contracts.c.reference == reference)
                    found += [f"C{number}" for number in (await tx.execute(query)).scalars()]
        for id_ in asked.get("jobs") or ():
            job = self._state.find(id_)
            offers = await self._sandbox.own_offers(f"L{job.listing}") if job.listing else []
            found += [one.id for one in offers]
        return page_of([await self._shapes.hire(one) for one in found], first, page)

    async def _accept_bid(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        job, proposal = await self._state.known(input["bid"])
        request = OfferRequest(
            reference=input.get("externalIdentifier") or "",
            listing_id=f"L{job.listing}",
            proposal_id=proposal.id,
            title=input.get("jobTitle") or job.name,
            total=proposal.rate,
            milestones=(PlannedMilestone(title=input.get("jobTitle") or job.name, amount=proposal.rate),),
            start=date.fromisoformat(input["startDate"]),
            due=date.fromisoformat(input["endDate"]),
        )
        return await self._shapes.hire((await self._sandbox.offer(request)).id)

    async def _cancel_hire(self, _info: Any, input: dict[str, Any]) -> dict[str, Any]:
        if not input["message"].strip():
            raise MarketplaceRefused("The message field is required.")
        number = number_in("Hire", input["hire"])
        await self._sandbox.withdraw_offer(number, input["message"])
        return await self._shapes.hire(number)

    async def _create_milestones(self, _info: Any, input: dict[str, Any]) -> list[dict[str, Any]]:
        """Twice is twice as many."""
        if self._state.refuses_milestones:
            raise MarketplaceRefused(self._state.refuses_milestones)
        asked = input["milestones"]
        contract_id = number_in("Hire", asked[0]["hire"])
        request = await self._state.offer(contract_id)
        fresh = [_planned(one, request.total.currency) for one in asked]
        before = request.milestones if contract_id in self._state.milestones else ()
        await self._plan(contract_id, request.model_copy(update={"milestones": (*before, *fresh)}))
        days = [date.fromisoformat(one["dueDate"]) for one in asked]
        self._state.milestones[contract_id] = [*self._state.milestones.get(contract_id, []), *days]
        return self._shapes.milestones(await self._sandbox.contract(contract_id))

    async def _plan(self, contract_id: str, request: OfferRequest) -> None:
        """The sandbox knows the plan of an offer from the first; here it comes later."""
        number = int(contract_id.removeprefix("C"))
        async with self._sandbox.transaction() as (tx, _):
            mine = tables.contracts.c.number == number
            await tx.execute(update(tables.contracts).where(mine).values(request=request.model_dump_json()))
            theirs = tables.milestones.c.contract == number
            counting = select(func.count()).select_from(tables.milestones).where(theirs)
            there = (await tx.execute(counting)).scalar_one()
            for place in range(there + 1, len(request.milestones) + 1):
                await tx.execute(insert(tables.milestones).values(contract=number, number=place))


def _lookup(reference: str) -> OfferRequest:
    """What the sandbox looks an offer up by: the reference alone."""
    nothing = Money(amount=Decimal(1), currency="USD")
    day = date(2026, 1, 1)
    return OfferRequest(
        reference=reference,
        listing_id="",
        proposal_id="",
        title="",
        total=nothing,
        milestones=(),
        start=day,
        due=day,
    )


def _planned(given: dict[str, Any], currency: str) -> PlannedMilestone:
    if given["amount"] <= 0:
        raise GraphQLError("The amount must be greater than 0.")
    amount = Money(amount=Decimal(str(given["amount"])), currency=currency)
    return PlannedMilestone(title=given["name"], amount=amount)

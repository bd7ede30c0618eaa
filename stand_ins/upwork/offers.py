"""Offers: made, found, read and withdrawn. Each is an offer in the sandbox."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from gigs.contract import Contract, ContractState
from gigs.proposal import PlannedMilestone, Proposal
from marketplace.sandbox import listings, tables, work
from marketplace.sandbox.faults import Call
from ports.marketplace import MarketplaceRefused, OfferRequest
from stand_ins.upwork import catalogue
from stand_ins.upwork.milestones import Milestones
from stand_ins.upwork.operation import from_cents

OFFER_STATES = {
    ContractState.OFFERED: ("PENDING_VENDOR_ACCEPTANCE", "Submitted"),
    ContractState.DECLINED: ("REJECTED", "Declined"),
    ContractState.ENDED: ("WITHDRAWN", "Withdrawn"),
    ContractState.ACTIVE: ("ACCEPTED", "Accepted"),
    ContractState.COMPLETED: ("ACCEPTED", "Accepted"),
}
"""OfferState and WorkflowOfferState."""


class Offers(Milestones):
    """Fields about offers."""

    async def createOffer(self, _info: Any, offerInput: Any) -> Any:
        self._check_hires()
        sent, times = offerInput, self._state.inflates
        if sent["clientTeamId"] != self._acts_for or sent["metadata"]["sourceType"] != "JobApplication":
            raise MarketplaceRefused("Authorization failed")
        own = catalogue.proposal_own(sent["metadata"]["sourceId"])
        plan = sent["milestoneTerms"]
        request = OfferRequest(
            reference=sent["idempotencyKey"],
            listing_id=f"L{catalogue.job_number(sent['metadata']['jobPostingId'])}",
            proposal_id=own,
            title=sent["title"],
            total=from_cents(plan["budget"], times),
            milestones=tuple(
                PlannedMilestone(title=one["description"], amount=from_cents(one["amount"], times))
                for one in plan["milestoneList"]
            ),
            start=self._now().date(),
            due=date(2027, 1, 1),
        )
        await self._check_partner(own, sent["vendorUser"])
        self._state.descriptions[request.reference] = sent["description"]
        made = await self._made_before(request) or await self._sandbox.offer(request)
        terms = {
            "budget": self._money(made.total, in_cents=self._state.cents),
            "milestones": await self._parts(made, in_offer=True),
        }
        number = int(made.id.removeprefix("C"))
        return {
            "offer": {
                "id": catalogue.offer_id(number),
                "title": request.title,
                "state": "Submitted",
                "milestoneTerms": terms,
            }
        }

    async def offersByAttributes(self, _info: Any, filter: Any) -> Any:
        self._check_hires()
        assert filter["searchAttribute"] == "JobApplication"

        async def look(tx: Any, at: Any, lag: Any) -> Any:
            table = tables.contracts
            wanted = {catalogue.proposal_own(id_) for id_ in filter["ids"] if id_.isdigit()}
            query = select(table).where(
                table.c.proposal.in_(wanted), listings.shows(table.c.offered_at, at, lag)
            )
            rows = (await tx.execute(query)).all()
            return [(row, await work.contract(tx, self._sandbox.desk, f"C{row.number}", at)) for row in rows]

        found = await self._sandbox.read(Call.FIND_OFFER, look)
        return {"offers": [self._listed(row, one) for row, one in found] + [None] * self._state.holes}

    async def offer(self, _info: Any, id: str) -> Any:
        self._check_hires()
        one = await self._contract(catalogue.offer_number(id))
        budget = self._money(one.total, in_cents=self._state.cents)
        return {
            "id": id,
            "title": "An offer",
            "state": OFFER_STATES[one.state][0],
            "vendorProposal": {"id": catalogue.proposal_id(one.proposal_id)},
            "freelancer": {"fullName": one.freelancer},
            "offerTerms": {"fixedPriceTerm": None if self._state.by_the_hour else {"budget": budget}},
            "milestones": None if self._state.by_the_hour else await self._parts(one, in_offer=True),
        }

    async def withdrawOffer(self, _info: Any, input: Any) -> Any:
        self._check_hires()
        await self._sandbox.withdraw_offer(f"C{catalogue.offer_number(input['offerId'])}", input["message"])
        return True

    async def _made_before(self, request: OfferRequest) -> Contract | None:
        if not self._state.honours_keys:
            return None
        async with self._sandbox.transaction() as (tx, at):
            return await work.find_offer(tx, self._sandbox.desk, request.reference, at, timedelta(0))

    async def _check_partner(self, own: str, sent: Any) -> None:
        async with self._sandbox.transaction() as (tx, at):
            row = await listings.proposal_row(tx, own, at)
        user = catalogue.user_id(Proposal.model_validate_json(row.proposal).freelancer_id)
        if sent != {"userId": user, "teamId": f"team-of-{user}"}:
            raise MarketplaceRefused("vendorUser has incorrect value")

    def _listed(self, row: Any, one: Contract) -> Any:
        state = OFFER_STATES[one.state][1]
        return {
            "id": catalogue.offer_id(row.number),
            "description": self._state.descriptions.get(row.reference, "Let us work together!"),
            "state": state,
            "contractId": catalogue.contract_id(row.number) if state == "Accepted" else None,
            "createdDateTime": row.offered_at.isoformat(),
        }

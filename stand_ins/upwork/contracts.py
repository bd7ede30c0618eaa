"""Contracts: read, and ended with feedback. Each is a contract in the sandbox."""

from typing import Any

from gigs.contract import ContractState
from marketplace.sandbox import work
from ports.marketplace import MarketplaceRefused, Review
from stand_ins.upwork import catalogue
from stand_ins.upwork.milestones import Milestones


class Contracts(Milestones):
    """Fields about contracts."""

    async def contractDetails(self, _info: Any, id: str) -> Any:
        self._check_hires()
        number = catalogue.contract_number(id)
        one = await self._contract(number)
        if one.state not in {ContractState.ACTIVE, ContractState.COMPLETED}:
            raise MarketplaceRefused("There is no such contract.")
        async with self._sandbox.transaction() as (tx, _):
            row = await work.row_of(tx, f"C{number}")
        terms = {
            "fixedAmount": self._money(one.total, in_cents=self._state.cents),
            "milestones": await self._parts(one, in_offer=False),
        }
        return {
            "id": id,
            "title": "A contract",
            "status": "CLOSED" if row.review else "ACTIVE",
            "freelancer": {"name": one.freelancer},
            "terms": {"hourlyTerms": [{"id": "1"}]}
            if self._state.by_the_hour
            else {"fixedPriceTerms": [terms]},
        }

    async def endContractByClient(self, _info: Any, contractId: str, input: Any) -> Any:
        self._check_hires()
        if input["reasonRef"] not in {alias for _, _, alias in catalogue.REASONS["CONTRACT_END_FIXED"]}:
            raise MarketplaceRefused("reasonRef has incorrect value")
        number = catalogue.contract_number(contractId)
        async with self._sandbox.transaction() as (tx, _):
            row = await work.row_of(tx, f"C{number}")
        if row.review:
            raise MarketplaceRefused("The contract is closed already.")
        feedback = input["feedbackInfo"]
        review = Review(
            rating=feedback["qualityScore"], hire_again=True, comment=feedback.get("comment") or ""
        )
        await self._sandbox.review(f"C{number}", review)
        return {"success": True}

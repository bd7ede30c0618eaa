"""Bids and what became of them: whether they were awarded, and the contract that the sandbox keeps for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select

from gigs.brief import PriceType
from gigs.contract import Contract, ContractState
from gigs.proposal import Proposal
from marketplace.sandbox import listings, tables, work
from marketplace.sandbox.file import Tx
from marketplace.sandbox.provider import Sandbox
from ports.marketplace import PostRequest
from stand_ins.freelancer import shapes


async def proposal_of(tx: Tx, number: int, at: datetime) -> Proposal | None:
    """The bid with this number, once it has arrived."""
    query = select(tables.proposals).where(
        tables.proposals.c.id == shapes.proposal_id(number), tables.proposals.c.arrives_at <= at
    )
    row = (await tx.execute(query)).first()
    return listings.as_proposal(row, at) if row else None


async def award_of(
    tx: Tx, sandbox: Sandbox, proposal: str, at: datetime, seen_by: datetime
) -> ContractState | None:
    """Where the latest award of this bid stands; hourly work over there is never over by itself."""
    found = await contract_of(tx, sandbox, proposal, at, seen_by)
    if found is not None and found.state is ContractState.COMPLETED and await is_hourly(tx, proposal):
        return ContractState.ACTIVE
    return found.state if found else None


async def is_hourly(tx: Tx, proposal: str) -> bool:
    """True for a bid on a project that is paid by the hour."""
    row = await listings.row_of(tx, proposal.partition("-")[0])
    return PostRequest.model_validate_json(row.request).price_type is PriceType.HOURLY


async def contract_of(
    tx: Tx, sandbox: Sandbox, proposal: str, at: datetime, seen_by: datetime | None = None
) -> Contract | None:
    """The latest award of this bid, as the sandbox keeps it."""
    table = tables.contracts
    query = select(table.c.number).where(table.c.proposal == proposal, table.c.offered_at <= (seen_by or at))
    number = (await tx.execute(query.order_by(table.c.number.desc()))).scalars().first()
    return await work.contract(tx, sandbox.desk, f"C{number}", at) if number else None


async def awarded(tx: Tx, sandbox: Sandbox, listing: int, at: datetime) -> list[tuple[Proposal, Contract]]:
    """Every bid of a project that was awarded, with the award."""
    found = []
    for proposal in await listings.proposals(tx, f"L{listing}", at):
        contract = await contract_of(tx, sandbox, proposal.id, at)
        if contract is not None:
            found.append((proposal, contract))
    return found


async def moments(tx: Tx, contract: Contract, column: Any) -> dict[str, datetime]:
    """What this column of the milestones says, by the milestone's id."""
    number = int(contract.id[1:])
    query = select(tables.milestones.c.number, column).where(tables.milestones.c.contract == number)
    return {f"{contract.id}-M{place}": moment for place, moment in await tx.execute(query) if moment}

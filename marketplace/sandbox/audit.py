"""What exists in the sandbox, counted by reference: more than one listing or offer under one of them is a double."""

from typing import Any

from sqlalchemy import func, select

from gigs.value import Value
from marketplace.sandbox import tables
from marketplace.sandbox.file import Tx


class Audit(Value):
    """What exists over there for one reference, and how many calls that carried it have landed."""

    listings: int
    offers: int
    payments: int
    funded: int
    landed: int


async def audit(tx: Tx, reference: str) -> Audit:
    """Everything under one reference."""
    return Audit(
        listings=await _count(tx, tables.listings.c.reference, reference),
        offers=await _count(tx, tables.contracts.c.reference, reference),
        payments=await _count(tx, tables.milestones.c.release_reference, reference),
        funded=await _count(tx, tables.milestones.c.fund_reference, reference),
        landed=await _count(tx, tables.landings.c.reference, reference),
    )


async def references(tx: Tx) -> dict[str, int]:
    """Every reference in a listing or an offer, and how many of them carry it."""
    found: dict[str, int] = {}
    for column in (tables.listings.c.reference, tables.contracts.c.reference):
        for reference, times in await tx.execute(select(column, func.count()).group_by(column)):
            found[reference] = found.get(reference, 0) + times
    return found


async def payments(tx: Tx) -> int:
    """How many milestones have been paid in all."""
    paid = tables.milestones.c.released_at.is_not(None)
    return (await tx.execute(select(func.count()).select_from(tables.milestones).where(paid))).scalar_one()


async def _count(tx: Tx, column: Any, value: str) -> int:
    return (await tx.execute(select(func.count()).where(column == value))).scalar_one()

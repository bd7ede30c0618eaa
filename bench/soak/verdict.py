"""What is there when all is over: in our database, and over there."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import text

from gigs.gig import Gig, GigState
from gigs.history import broken_at
from marketplace.sandbox.provider import Sandbox
from store.engine import open_database
from store.sql import SqlStore
from use_cases.operation import Operation, OperationKind, OperationState


@dataclass
class Verdict:
    """`lost`: ours says yes, nothing is there. `double`: more over there than was wanted. `stuck`: not closed."""

    gigs: int = 0
    closed: int = 0
    lost: list[str] = field(default_factory=list)
    double: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    dead_jobs: int = 0
    faults: int = 0

    @property
    def is_clean(self) -> bool:
        """Nothing lost, doubled, stuck, given up or broken."""
        return not (self.lost or self.double or self.stuck or self.broken or self.dead_jobs)

    def __str__(self) -> str:
        return (
            f"{self.gigs} gigs, {self.closed} closed: lost {len(self.lost)}, double {len(self.double)}, "
            f"stuck {len(self.stuck)}, broken histories {len(self.broken)}, dead jobs {self.dead_jobs}; {self.faults} faults"
        )


async def nothing(*_: object) -> None:
    """Promises nothing: the product is not running."""


async def judge(database_url: str, truth: Sandbox) -> Verdict:
    """Compares the two sides. Takes a while: every history is proved."""
    found = Verdict()
    database = await open_database(database_url)
    try:
        async with database.engine.begin() as connection:
            gigs = [
                Gig.model_validate_json(row.document)
                for row in await connection.execute(text("SELECT document FROM gig"))
            ]
            operations = [
                Operation.model_validate_json(row.document)
                for row in await connection.execute(text("SELECT document FROM operation"))
            ]
            found.dead_jobs = (await connection.execute(text("SELECT count(*) FROM dead_job"))).scalar_one()
        found.gigs = len(gigs)
        found.faults = await truth.strikes()
        found.closed = sum(gig.state is GigState.CLOSED for gig in gigs)
        found.stuck = [f"gig {gig.number}: {gig.state}" for gig in gigs if gig.state is not GigState.CLOSED]
        await _compare(found, gigs, operations, truth)
        for gig in gigs:
            async with SqlStore(database.engine, nothing).transaction() as tx:
                if (place := broken_at(await tx.histories.of(gig.tenant, gig.number))) is not None:
                    found.broken.append(f"gig {gig.number} at {place}")
    finally:
        await database.close()
    return found


async def _compare(found: Verdict, gigs: list[Gig], operations: list[Operation], truth: Sandbox) -> None:
    over_there = await truth.references()
    kinds = {OperationKind.POST, OperationKind.OFFER}
    for one in operations:
        if one.kind in kinds and one.state is OperationState.DONE and not over_there.get(one.reference):
            found.lost.append(f"{one.key}: {one.reference}")
    found.double += [f"{reference} x{times}" for reference, times in over_there.items() if times > 1]
    accepted = Counter(gig.number for gig in gigs for said in gig.verdicts if said.accepted)
    paid = await truth.payments()
    if paid > sum(accepted.values()):
        found.double.append(f"{paid} payments for {sum(accepted.values())} accepted deliverables")
    if paid < sum(accepted.values()) and not found.stuck:
        found.lost.append(f"{paid} payments for {sum(accepted.values())} accepted deliverables")

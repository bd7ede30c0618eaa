"""Which fault strikes a call, and what lands late: counted and kept in the sandbox's file."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, insert, select, update

from gigs.value import Value
from marketplace.sandbox.faults import Call, Fault, FaultKind, Faults
from marketplace.sandbox.file import Tx
from marketplace.sandbox.story import draw
from marketplace.sandbox.tables import fault_counts, late

_DUE = select(late).where(late.c.lands_at <= bindparam("at")).order_by(late.c.lands_at, late.c.number)
ADDS = frozenset({FaultKind.LAG, FaultKind.SLOW})


class Mischief(Value):
    """What goes wrong with one call: at most one `fault`, and seconds of `lag` and `slow`."""

    fault: Fault | None = None
    lag: float = 0
    slow: float = 0

    @property
    def lands(self) -> bool:
        """True when the call does what it says, whatever is answered."""
        return self.fault is None or self.fault.kind is FaultKind.LANDS_THEN_LOST


async def choose(tx: Tx, faults: Faults, call: Call, at: datetime, seed: str) -> Mischief:
    """What goes wrong with this call now; every rule that is asked is counted."""
    found: Fault | None = None
    added = dict.fromkeys(ADDS, 0.0)
    for rule in faults.rules:
        is_asked = call in rule.calls and (rule.kind in ADDS or found is None)
        if not is_asked or not await _strikes(tx, rule, at, seed):
            continue
        if rule.kind in ADDS:
            added[rule.kind] += rule.seconds or 0
        else:
            found = rule
    return Mischief(fault=found, lag=added[FaultKind.LAG], slow=added[FaultKind.SLOW])


async def _strikes(tx: Tx, rule: Fault, at: datetime, seed: str) -> bool:
    table = fault_counts
    mine = table.c.rule == rule.rule
    row = (await tx.execute(select(table).where(mine))).first()
    if row is None:
        await tx.execute(insert(table).values(rule=rule.rule, since=at, calls=0, hits=0))
    since, calls, hits = (row.since, row.calls, row.hits) if row else (at, 0, 0)
    strikes = (
        (rule.times is None or hits < rule.times)
        and (rule.start is None or at >= since + timedelta(seconds=rule.start))
        and (rule.end is None or at < since + timedelta(seconds=rule.end))
        and draw(seed, rule.rule, calls) < rule.chance
    )
    await tx.execute(update(table).where(mine).values(calls=calls + 1, hits=hits + strikes))
    return strikes


async def meet(tx: Tx, faults: Faults, at: datetime, *, afresh: bool) -> None:
    """Start counting rules that are new to the file; `afresh` starts the known ones again too."""
    for rule in faults.rules:
        mine = fault_counts.c.rule == rule.rule
        if afresh:
            await tx.execute(delete(fault_counts).where(mine))
        if (await tx.execute(select(fault_counts.c.rule).where(mine))).first() is None:
            await tx.execute(insert(fault_counts).values(rule=rule.rule, since=at, calls=0, hits=0))


async def strikes(tx: Tx) -> int:
    """How often any rule has struck."""
    hits = await tx.execute(select(func.coalesce(func.sum(fault_counts.c.hits), 0)))
    return int(hits.scalar_one())


async def hold(tx: Tx, call: Call, request: Value, lands_at: datetime) -> None:
    """Keep a request that lands later."""
    await tx.execute(insert(late).values(call=call, request=request.model_dump_json(), lands_at=lands_at))


async def take_due(tx: Tx, at: datetime) -> list[tuple[Call, str, datetime]]:
    """What was held and is due: call, request as JSON, the moment it lands. Taken out as it is read."""
    due = [(Call(row.call), row.request, row.lands_at) for row in await tx.execute(_DUE, {"at": at})]
    if due:
        await tx.execute(delete(late).where(late.c.lands_at <= at))
    return due

"""The gigs that wait to be posted on a marketplace: one of them is likely whose listing was found there."""

from datetime import date, timedelta

from gigs.money import Money
from gigs.value import Value
from ports.operations import OperationKind, OperationState
from ports.storage import Transaction
from use_cases.context import Context

MOST = 500
"""Operations that are looked at; more than that are never under way at once."""
LIKELY = 20


class WaitingGig(Value):
    """What tells one gig from another at a glance."""

    number: int
    title: str
    requester: str
    budget: Money
    due: date


async def waiting_gigs(
    tx: Transaction, context: Context, tenant: str, market: str, titles: frozenset[str]
) -> tuple[WaitingGig, ...]:
    """Those with one of these titles first, then the oldest."""
    until = context.clock.now() + timedelta(days=1)
    waiting = {
        one.gig
        for one in await tx.operations.unfinished(until, MOST)
        if (one.tenant, one.marketplace, one.kind) == (tenant, market, OperationKind.POST)
        and one.state is OperationState.READY
    }
    gigs = await tx.gigs.numbered(tenant, sorted(waiting))
    shown = [
        WaitingGig(
            number=gig.number,
            title=gig.title,
            requester=gig.requester.name,
            budget=gig.approved or gig.brief.budget,
            due=gig.brief.due,
        )
        for gig in gigs
        if gig.brief is not None
    ]
    return tuple(sorted(shown, key=lambda one: (one.title not in titles, one.number))[:LIKELY])

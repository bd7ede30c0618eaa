"""Writes the intent of an operation and enqueues the job that carries it out; both or neither."""

from typing import ClassVar

from gigs.gig import Gig
from ports.jobs import MarketJob
from ports.marketplace import Capability
from ports.operations import Operation, OperationKind
from ports.storage import Transaction
from use_cases.context import Context


class OperationJob(MarketJob):
    """Carry out the operation with this key. Each kind has a name of its own: jobs enqueued before an upgrade still run."""

    kind: ClassVar[OperationKind]

    tenant: str
    operation: str

    @property
    def key(self) -> str:
        return f"{self.tenant}:{self.operation}"


def market_name(gig: Gig) -> str:
    """The marketplace that a gig is or will be on."""
    return gig.listing.marketplace if gig.listing else gig.checked_brief.marketplace


def can(context: Context, gig: Gig, capability: Capability) -> bool:
    """Whether the API of the gig's marketplace can do this; of one that is not set up any more, it cannot."""
    name = market_name(gig)
    return name in context.markets and capability in context.market(gig.tenant, name).capabilities


def market_title(context: Context, gig: Gig) -> str:
    """What people call the gig's marketplace, as far as it is known."""
    name = market_name(gig)
    return context.markets[name].title if name in context.markets else name


async def enqueue_operation(
    context: Context,
    tx: Transaction,
    gig: Gig,
    kind: type[OperationJob],
    key: str,
    *,
    target: str = "",
    text: str = "",
    marketplace: str = "",
) -> None:
    """The same `key` again is the same wish, and changes nothing. `marketplace` empty: the one the gig is on."""
    operation = Operation(
        tenant=gig.tenant,
        gig=gig.number,
        key=key,
        kind=kind.kind,
        marketplace=marketplace or market_name(gig),
        target=target,
        text=text,
        reference=context.ids.new("FC-"),
        made_at=context.clock.now(),
        changed_at=context.clock.now(),
    )
    await tx.operations.add(operation)
    await tx.jobs.add(kind(tenant=gig.tenant, operation=key, market=operation.marketplace))

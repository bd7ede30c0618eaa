"""A marketplace as a job may call it: not while a programme lead has paused it."""

from ports.account_storage import Switch
from ports.jobs import TryLater
from ports.marketplace import Marketplace
from use_cases.context import Context


async def open_market(context: Context, tenant: str, name: str) -> Marketplace:
    """This marketplace for this tenant, unless it is paused. Raises TryLater while it is."""
    paused = await context.store.run(lambda tx: tx.switches.get(tenant, name))
    if paused:
        raise later(context, paused)
    return context.market(tenant, name)


def later(context: Context, paused: Switch) -> TryLater:
    """How a job waits for a paused marketplace: however long, it never counts as a failure."""
    again = context.patience.ask_again.total_seconds()
    return TryLater(f"{paused.marketplace} is paused", again, counts=False)  # not for people

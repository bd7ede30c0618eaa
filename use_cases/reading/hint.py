"""A marketplace says that something has happened there: a hint that wakes the reader, and is believed in nothing else."""

from ports.storage import Transaction
from use_cases.context import Context


async def hinted(context: Context, tenant: str, marketplace: str, external_id: str) -> None:
    """Reads the gig with this listing or contract soon. An unknown id, or the same hint again, is harmless.

    However many hints come, a gig is not read more often than its marketplace's rhythm allows.
    """

    async def brought_forward(tx: Transaction) -> None:
        number = await tx.readings.find(tenant, marketplace, external_id)
        if number is not None:
            await tx.syncs.schedule(tenant, number, context.clock.now())

    await context.store.run(brought_forward)

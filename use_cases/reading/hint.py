"""A marketplace says that something has happened there: a hint that wakes the reader, and is believed in nothing else."""

from collections.abc import Collection, Sequence

from ports.storage import Transaction
from use_cases.context import Context


async def hinted(
    context: Context, marketplace: str, external_ids: Sequence[str], note: str, tenants: Collection[str]
) -> None:
    """Reads the gigs with these listings or contracts soon. An unknown id is harmless.

    `note` identifies what was sent: it counts once, and is remembered only together with what it woke. Where this raises,
    the same note counts when it's sent again. A hint names no tenant; an id is a gig's of at most one of `tenants`.
    However many hints come, a gig is not read more often than its marketplace's rhythm allows.
    """
    now = context.clock.now()

    async def brought_forward(tx: Transaction) -> None:
        if not await tx.inbox.first_time("", f"hooks/{marketplace}", note, now):
            return
        for external_id in external_ids:
            for tenant in sorted(tenants):
                number = await tx.readings.find(tenant, marketplace, external_id)
                if number is not None:
                    await tx.syncs.schedule(tenant, number, now, marketplace)

    await context.store.run(brought_forward)

"""People whom gigs under way know: also those who have left, and are in no directory any more."""

from collections.abc import Sequence

from gigs.people import Person
from use_cases.context import Context

MOST_GIGS = 500


async def known_from_gigs(context: Context, tenant: str) -> Sequence[Person]:
    """Everybody whom a gig concerns that is not over, as the last gig has them; of so many gigs that changed last."""
    gigs = await context.store.run(lambda tx: tx.gigs.under_way(tenant, MOST_GIGS))
    known = {person.key: person for gig in reversed(gigs) for person in gig.involved}
    return tuple(known.values())

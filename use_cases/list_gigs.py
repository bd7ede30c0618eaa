"""Lists gigs: mine, and those that wait for my answer."""

from collections.abc import Sequence

from gigs.gig import Gig
from gigs.people import Person
from use_cases.outside import Outside

SHOWN = 10


async def my_gigs(outside: Outside, who: Person) -> Sequence[Gig]:
    """The gigs of this person, newest change first; one more than SHOWN says that there are others."""
    async with outside.store.transaction() as tx:
        return await tx.gigs.of_requester(who.key, SHOWN + 1)


async def my_approvals(outside: Outside, who: Person) -> Sequence[Gig]:
    """The gigs that wait for this person's yes or no, the longest waiting first."""
    async with outside.store.transaction() as tx:
        return await tx.gigs.awaiting(who.key, SHOWN + 1)

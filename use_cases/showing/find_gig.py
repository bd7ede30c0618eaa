"""Which gig somebody means: by words of its title, or who was asked about it, among theirs and those that wait for them."""

import re
from collections.abc import Iterator, Sequence

from gigs.gig import Gig
from gigs.people import Person
from ports.storage import Transaction
from use_cases.context import Context

MOST = 50
"""So many of the newest gigs are looked through, of each kind."""
_SHORTEST = 3
_WORD = re.compile(r"\w+")


async def gigs_near(context: Context, who: Person) -> Sequence[Gig]:
    """This person's own gigs and those that wait for them, the newest change first; bounded, and never a stranger's."""
    return await context.store.run(_near, who)


async def _near(tx: Transaction, who: Person) -> Sequence[Gig]:
    own = await tx.gigs.of_requester(who.key, MOST)
    shared = await tx.gigs.of_co_owner(who.key, MOST)
    waiting = await tx.gigs.awaiting(who.key, MOST)
    found = {gig.number: gig for gig in (*own, *shared, *waiting)}
    return sorted(found.values(), key=lambda gig: (gig.changed_at, gig.number), reverse=True)


def titled(gigs: Sequence[Gig], words: Sequence[str]) -> list[Gig]:
    """Those whose title has most of these words, if it has at least half of them."""
    wanted = {word for word in words if len(word) >= _SHORTEST}
    if not wanted:
        return []
    fits = {gig.number: len(wanted & {*_WORD.findall(gig.title.casefold())}) for gig in gigs}
    most = max(fits.values(), default=0)
    return [gig for gig in gigs if fits[gig.number] == most] if most * 2 >= len(wanted) else []


def asked_of(gigs: Sequence[Gig], words: Sequence[str]) -> list[Gig]:
    """Those about which somebody was asked whose name has all of these words: “has Mark approved yet?” says no more."""
    wanted = {*words}
    return [gig for gig in gigs if wanted and any(wanted <= names for names in _asked(gig))]


def _asked(gig: Gig) -> Iterator[set[str]]:
    for one in gig.approvals:
        yield {*_WORD.findall(one.approver.name.casefold())}

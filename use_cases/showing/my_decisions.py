"""What one person decided, in their own place or as somebody's delegate."""

from gigs.people import Person
from gigs.value import Value
from ports.approval_storage import Decided
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.permissions.authorize import Verb, allowed

SHOWN = 10


class MyDecisions(Value):
    """One page, the newest first. `following` is where the next one begins, 0 where there is none.

    `opens` are the gigs among them that this person may still see.
    """

    decided: tuple[Decided, ...]
    following: int
    opens: frozenset[int]


async def my_decisions(context: Context, who: Person, first: int = 0) -> MyDecisions:
    """Only their own: nobody sees what somebody else decided here, whatever they may see of the gig."""

    async def read(tx: Transaction) -> MyDecisions:
        found = await tx.decisions.of(who.key, first, SHOWN + 1)
        shown = found[:SHOWN]
        gigs = await tx.gigs.numbered(who.key.tenant, sorted({one.gig for one in shown})) if shown else ()
        return MyDecisions(
            decided=tuple(shown),
            following=first + SHOWN if len(found) > SHOWN else 0,
            opens=frozenset(gig.number for gig in gigs if Verb.SEE in allowed(who, gig)),
        )

    return await context.store.run(read)

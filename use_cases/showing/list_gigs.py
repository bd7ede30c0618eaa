"""Lists gigs: mine, and those that wait for my answer."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from gigs.gig import Gig
from gigs.people import Person
from gigs.value import Value
from use_cases.context import Context

SHOWN = 10


class Order(StrEnum):
    """How an inbox is sorted: the longest waiting first, or the largest sum."""

    AGE = "age"
    AMOUNT = "amount"


class Inbox(Value):
    """What waits for somebody, `more` beyond these. `small` are the numbers of those that may be decided together."""

    gigs: tuple[Gig, ...]
    more: bool
    small: frozenset[int]


async def my_gigs(context: Context, who: Person) -> Sequence[Gig]:
    """The gigs of this person, newest change first; one more than SHOWN says that there are others."""
    return await context.store.run(lambda tx: tx.gigs.of_requester(who.key, SHOWN + 1))


async def my_approvals(context: Context, who: Person, order: Order = Order.AGE) -> Inbox:
    """The gigs that wait for this person's yes or no.

    Sums in several currencies are compared at the rates of the policy.
    """
    waiting = list(await context.store.run(lambda tx: tx.gigs.awaiting(who.key)))
    if order is Order.AMOUNT:
        waiting.sort(key=lambda gig: _worth(context, who, gig), reverse=True)
    shown = waiting[:SHOWN]
    small = {gig.number for gig in shown if _is_small(context, who, gig)}
    return Inbox(gigs=tuple(shown), more=len(waiting) > SHOWN, small=frozenset(small))


def _worth(context: Context, who: Person, gig: Gig) -> Decimal:
    mine = gig.approval_of(who.key)
    own = context.policy.exchange.own(mine.amount) if mine else None
    return own.amount if own else Decimal(0)


def _is_small(context: Context, who: Person, gig: Gig) -> bool:
    mine = gig.approval_of(who.key)
    return mine is not None and context.policy.may_be_decided_together(mine.amount)

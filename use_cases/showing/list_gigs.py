"""Lists gigs: mine, and those that wait for my answer."""

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from gigs.gig import Gig
from gigs.money import Money
from gigs.people import Person
from gigs.value import Value
from ports.storage import Transaction
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
    """The gigs that this person owns, newest change first; one more than SHOWN says that there are others."""
    return await context.store.run(_owned, who)


async def _owned(tx: Transaction, who: Person) -> Sequence[Gig]:
    own = await tx.gigs.of_requester(who.key, SHOWN + 1)
    shared = await tx.gigs.of_co_owner(who.key, SHOWN + 1)
    return sorted([*own, *shared], key=lambda gig: (gig.changed_at, gig.number), reverse=True)[: SHOWN + 1]


async def _waiting(tx: Transaction, context: Context, who: Person, order: Order) -> Sequence[Gig]:
    if order is Order.AGE:
        return await tx.gigs.awaiting(who.key, SHOWN + 1)
    sums = await tx.gigs.sums_awaited(who.key)
    largest = sorted(sums, key=lambda asked: _worth(context, asked[1]), reverse=True)[: SHOWN + 1]
    return await tx.gigs.numbered(who.key.tenant, [number for number, _ in largest])


async def my_approvals(context: Context, who: Person, order: Order = Order.AGE) -> Inbox:
    """The gigs that wait for this person's yes or no.

    Sums in several currencies are compared at the rates of the policy. At most one gig more than shown is read,
    whatever waits.
    """
    waiting = await context.store.run(_waiting, context, who, order)
    shown = waiting[:SHOWN]
    small = {gig.number for gig in shown if _is_small(context, who, gig)}
    return Inbox(gigs=tuple(shown), more=len(waiting) > SHOWN, small=frozenset(small))


def _worth(context: Context, asked: Money | None) -> Decimal:
    own = context.policy.exchange.own(asked) if asked else None
    return own.amount if own else Decimal(0)


def _is_small(context: Context, who: Person, gig: Gig) -> bool:
    mine = gig.approval_of(who.key)
    return mine is not None and context.policy.may_be_decided_together(mine.amount)

"""Before something is created: has another database than this one created it already?

A restored backup doesn't know what was created after it was made. So before the first creating call of each account since the start its
list is read once, and before the first offer on a listing the offers there. One with a reference of ours that no operation has is a stray:
while it's open, nothing is created with this account, until a programme lead has said “take over” or “close it”. And what was wished before
the start, or before the restore, is looked up before it's called for; so is whatever else is wished for a while after a restore, because the
gig that it's about may be behind.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from gigs.gig import Gig
from gigs.value import Value
from ports.jobs import TryLater
from ports.marketplace import MarketplaceError, MarketplaceUnavailable
from ports.operations import Operation, OperationKind, OperationState
from ports.storage import Transaction
from ports.strays import Generation, Stray, StrayKind, StrayState
from use_cases.context import Context
from use_cases.operations.find_strays import keep_strays
from use_cases.operations.handler import OperationHandler
from use_cases.operations.intent import moved
from use_cases.operations.take_turn import in_turn

T = TypeVar("T")

BEHIND = timedelta(days=60)
"""How long after a restore a gig may still show as undone what was paid, funded or written before it."""

CREATES = {OperationKind.POST: StrayKind.LISTING, OperationKind.OFFER: StrayKind.OFFER}
_NUMBER = re.compile(r" -- \d+$")


class _Seen(Value):
    """What the database says before a call."""

    operation: Operation
    gig: Gig
    generation: Generation
    strays: tuple[Stray, ...]


async def found_before(context: Context, handler: OperationHandler[Any], tenant: str, key: str) -> Any | None:
    """What is there already of an operation that is about to be called for the first time; None where it may be called, or is
    not to be called now at all. Raises TryLater while it can't be known, or a lead has to say first."""
    seen = await _see(context, handler, tenant, key)
    if seen is None:
        return None
    kind = CREATES.get(seen.operation.kind)
    if kind is not None:
        await _look_through(context, seen, kind)
        seen = await _see(context, handler, tenant, key) or seen
        if any(stray.holds for stray in seen.strays):
            await _touch(context, seen.operation)
            raise _later(context, "a programme lead has to say what to do with what was found over there")
    operation = await _taken_over(context, seen, kind) if kind else seen.operation
    if operation is seen.operation and not _is_old(context, seen):
        return None
    return await _looked_up(context, handler, seen.gig, operation)


async def _see(context: Context, handler: OperationHandler[Any], tenant: str, key: str) -> _Seen | None:
    """None for one that isn't called for now: it's under way, not wanted any more, paused or waits for something else."""
    now = context.clock.now()

    async def seen(tx: Transaction) -> _Seen | None:
        operation = await tx.operations.get(tenant, key)
        if operation is None or operation.state is not OperationState.READY:
            return None
        gig = await tx.gigs.get(tenant, operation.gig)
        if not handler.still_wanted(gig, operation, now) or handler.not_before(gig):
            return None
        if await tx.switches.get(tenant, operation.marketplace):
            return None
        strays = await tx.strays.of(tenant, operation.marketplace)
        generation = await tx.generations.current()
        return _Seen(operation=operation, gig=gig, generation=generation, strays=tuple(strays))

    return await context.store.run(seen)


def _is_old(context: Context, seen: _Seen) -> bool:
    """Whether another process, or another database, may have called for it, or for the same under another key."""
    restored, made = seen.generation.restored_at, seen.operation.made_at
    since = max(context.began, restored) if restored else context.began
    if restored and seen.operation.kind not in CREATES:
        since = max(since, restored + BEHIND)
    return made is None or made <= since


async def _look_through(context: Context, seen: _Seen, kind: StrayKind) -> None:
    """Once for each account, and for each listing that an offer goes to, in this process and generation."""
    operation, listing = seen.operation, seen.gig.listing
    about = listing.id if kind is StrayKind.OFFER and listing else ""
    for what in dict.fromkeys(("", about)):
        name = (seen.generation.id, operation.tenant, operation.marketplace, what)
        if name in context.listed:
            continue
        market = context.market(operation.tenant, operation.marketplace)
        ask = partial(market.own_offers, what) if what else market.own_listings
        found = await _asked(context, operation, ask)
        await keep_strays(context, operation, seen.gig, found, StrayKind.OFFER if what else StrayKind.LISTING)
        context.listed.add(name)


async def _taken_over(context: Context, seen: _Seen, kind: StrayKind) -> Operation:
    """The operation, under the reference of what a lead has taken over for it; from then on it's never called for before it was looked up."""
    taken = [one for one in seen.strays if one.state is StrayState.TAKEN and one.kind is kind]
    fits = [one for one in taken if _fits(one, seen)]
    if not fits:
        return seen.operation

    async def adopted(tx: Transaction) -> Operation:
        await tx.strays.change(fits[0], fits[0].model_copy(update={"state": StrayState.USED}))
        reference = fits[0].reference or seen.operation.reference
        under = moved(seen.operation, context.clock.now(), reference=reference, made_at=None)
        return await tx.operations.change(seen.operation, under)

    return await context.store.run(adopted)


def _fits(stray: Stray, seen: _Seen) -> bool:
    """A listing by its title, behind which a marketplace may have put a number; an offer by its gig and proposal."""
    if stray.kind is StrayKind.LISTING:
        theirs, ours = (" ".join(title.split()).casefold() for title in (stray.title, seen.gig.title))
        return theirs == ours or _NUMBER.sub("", theirs) == ours
    is_same = not stray.proposal or stray.proposal == seen.operation.target
    return stray.gig == seen.gig.number and is_same


async def _looked_up(
    context: Context, handler: OperationHandler[Any], gig: Gig, operation: Operation
) -> Any | None:
    market = context.market(operation.tenant, operation.marketplace)
    return await _asked(context, operation, partial(handler.look_up, market, gig, operation))


async def _asked(context: Context, operation: Operation, ask: Callable[[], Awaitable[T]]) -> T:
    """Before every reading that waits. Raises TryLater where no turn comes, or the answer isn't known."""
    try:
        async with (
            in_turn(context, operation),
            asyncio.timeout(context.patience.call_timeout.total_seconds()),
        ):
            return await ask()
    except (MarketplaceError, TimeoutError) as trouble:
        await _touch(context, operation)
        wait = trouble.retry_after if isinstance(trouble, MarketplaceUnavailable) else None
        raise _later(context, str(trouble), wait) from trouble


async def _touch(context: Context, operation: Operation) -> None:
    """Shows the sweep that this one is in hands."""
    await context.store.run(lambda tx: tx.operations.change(operation, moved(operation, context.clock.now())))


def _later(context: Context, reason: str, wait: float | None = None) -> TryLater:
    return TryLater(reason, wait or context.patience.ask_again.total_seconds(), counts=False)

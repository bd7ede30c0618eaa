"""Before something is created: has another database than this one created it already?

A restored backup doesn't know what was created after it was made. So before the first creating call of each account since the start its
list is read once, and before the first offer on a listing the offers there. One with a reference of ours that no operation has is a stray:
while it's open, nothing is created with this account, until a programme lead has said “take over” or “close it”. What was sent just before
a restore may land after it: until the quarantine is over nothing is created, and then the lists are read once more. And what was wished
before the start, or for a gig that is older than the restore, is looked up before it's called for.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, TypeVar

from gigs.contract import Contract
from gigs.gig import Gig
from gigs.proposal import ProposalStatus
from gigs.value import Value
from ports.hindrance import Hindered, Hindrance, RefusedHere
from ports.jobs import TryLater
from ports.marketplace import MarketplaceError, MarketplaceUnavailable, MarketplaceUnsure, Ours
from ports.operations import Operation, OperationKind, OperationState
from ports.storage import Transaction
from ports.strays import Generation, Stray, StrayKind, StrayState
from use_cases.context import Context
from use_cases.operations.contracts_on import contracts_on
from use_cases.operations.find_strays import keep_strays
from use_cases.operations.handler import OperationHandler
from use_cases.operations.intent import intended, moved
from use_cases.operations.take_turn import in_turn

T = TypeVar("T")

CREATES = {OperationKind.POST: StrayKind.LISTING, OperationKind.OFFER: StrayKind.OFFER}


class _Seen(Value):
    """What the database says before a call."""

    operation: Operation
    gig: Gig
    generation: Generation
    strays: tuple[Stray, ...]


async def found_before(context: Context, handler: OperationHandler[Any], tenant: str, key: str) -> Any | None:
    """What is there already of an operation that is about to be called for the first time; None where it may be called, or is
    not to be called now at all.

    Raises TryLater while it can't be known, or a lead has to say first, and RefusedHere for a second offer beside one taken over."""
    seen = await _see(context, handler, tenant, key)
    if seen is None:
        return None
    kind = CREATES.get(seen.operation.kind)
    if kind is not None:
        await _look_through(context, seen, kind)
        seen = await _see(context, handler, tenant, key) or seen
        if any(stray.holds for stray in seen.strays):
            await _touch(context, seen.operation)
            raise _later(
                context,
                "a programme lead has to say what to do with what was found over there",  # not for people
            )
        await _adopt(context, seen, kind)
    found = await _looked_up(context, handler, seen) if _is_old(context, seen) else None
    if found is None and kind and _may_land(context, seen):
        await _touch(context, seen.operation)
        raise _later(context, "what was sent before the restore may still land")  # not for people
    return found


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
    """Whether another process, or another database, may have called for it."""
    restored, made = seen.generation.restored_at, seen.operation.made_at
    is_older = restored is not None and seen.gig.created_at <= restored
    return is_older or made is None or made <= context.began


def _may_land(context: Context, seen: _Seen) -> bool:
    """Whether something that the replaced database had sent may still arrive over there. A restore in the future, of a clock that was
    ahead, counts as the start of this process."""
    restored, now = seen.generation.restored_at, context.clock.now()
    if restored is None:
        return False
    patience = context.patience_of(seen.operation.marketplace)
    since = restored if restored <= now else context.began
    return now <= since + patience.send_within + patience.call_timeout + patience.quarantine


async def _look_through(context: Context, seen: _Seen, creates: StrayKind) -> None:
    """Once for each account, and for each listing that an offer goes to, in this process and generation; and once more when what was
    sent before a restore has landed or never will."""
    operation, listing = seen.operation, seen.gig.listing
    is_early = _may_land(context, seen)
    about = listing.id if creates is StrayKind.OFFER and listing else ""
    for what in dict.fromkeys(("", about)):
        name = (seen.generation.id, operation.tenant, operation.marketplace, what, is_early)
        if name in context.listed:
            continue
        kind = StrayKind.OFFER if what else StrayKind.LISTING
        found = await _listed(context, operation, what)
        await keep_strays(context, operation, seen.gig, found, kind, partial(_contracts, context, operation))
        context.listed.add(name)


async def _listed(context: Context, operation: Operation, on_listing: str) -> list[Ours]:
    """The account's own listings, or the offers on one. Where a list doesn't say to which proposal an offer went, the offer does."""
    market = context.market(operation.tenant, operation.marketplace)
    if not on_listing:
        return list(await _asked(context, operation, market.own_listings))
    found = []
    for one in await _asked(context, operation, partial(market.own_offers, on_listing)):
        contract = (
            None if one.proposal else await _asked(context, operation, partial(market.contract, one.id))
        )
        found.append(one.model_copy(update={"proposal": contract.proposal_id}) if contract else one)
    return found


async def _contracts(
    context: Context, operation: Operation, kind: StrayKind, external_id: str
) -> Sequence[Contract]:
    market = context.market(operation.tenant, operation.marketplace)
    return await _asked(context, operation, partial(contracts_on, market, kind, external_id))


async def _adopt(context: Context, seen: _Seen, kind: StrayKind) -> None:
    """Raises TryLater where a lead has taken something over for this operation: it's under way from now on, and looked up under the
    reference of what was found. Raises RefusedHere where that is an offer to somebody else."""
    taken = [one for one in seen.strays if one.state is StrayState.TAKEN and one.kind is kind]
    found = _listing_for(taken, seen.gig) if kind is StrayKind.LISTING else _offer_for(taken, seen)
    if found is None:
        return
    if kind is StrayKind.OFFER and found.proposal != seen.operation.target:
        await _show_as_offered(context, seen.gig, found)
        raise RefusedHere(
            "An offer that was made on this listing before a backup was restored still stands.",  # not for people
            Hindered(by=Hindrance.OFFERED_TO_ANOTHER),
        )
    reference = found.reference or seen.operation.reference
    under = intended(seen.operation, context.clock.now()).model_copy(update={"reference": reference})

    async def adopted(tx: Transaction) -> None:
        if await tx.strays.change(found, found.model_copy(update={"state": StrayState.USED})):
            await tx.operations.change(seen.operation, under)

    await context.store.run(adopted)
    raise _later(context, "taken over, and looked up by its reference")  # not for people


def _listing_for(taken: list[Stray], gig: Gig) -> Stray | None:
    """The one that a lead has chosen this gig for; else by its title, to which a marketplace may have added a number behind dashes. The
    very same title comes first."""
    chosen = [one for one in taken if one.gig == gig.number]
    free = [one for one in taken if not one.gig]
    same = [one for one in free if one.title == gig.title]
    numbered = re.compile(re.escape(gig.title) + r"\s+-+\s*\d+")
    return next(iter([*chosen, *same, *(one for one in free if numbered.fullmatch(one.title))]), None)


def _offer_for(taken: list[Stray], seen: _Seen) -> Stray | None:
    """By its gig: the one to this freelancer, or else any."""
    mine = [one for one in taken if one.gig == seen.gig.number]
    return next((one for one in mine if one.proposal == seen.operation.target), next(iter(mine), None))


async def _show_as_offered(context: Context, gig: Gig, stray: Stray) -> None:
    """So that the requester sees whom the offer was made to."""

    async def shown(tx: Transaction) -> None:
        await tx.gigs.hold(gig.tenant, gig.number)
        known = await tx.proposals.of(gig.tenant, gig.number)
        theirs = [one for one in known if one.id == stray.proposal]
        offered = [one.model_copy(update={"status": ProposalStatus.OFFERED, "reason": ""}) for one in theirs]
        await tx.proposals.put(gig.tenant, gig.number, offered)

    await context.store.run(shown)


async def _looked_up(context: Context, handler: OperationHandler[Any], seen: _Seen) -> Any | None:
    market = context.market(seen.operation.tenant, seen.operation.marketplace)
    return await _asked(context, seen.operation, partial(handler.look_up, market, seen.gig, seen.operation))


async def _asked(context: Context, operation: Operation, ask: Callable[[], Awaitable[T]]) -> T:
    """Before every reading that waits. Raises TryLater where no turn comes, or the answer isn't known, and MarketplaceUnsure
    where it never will be."""
    try:
        async with (
            in_turn(context, operation),
            asyncio.timeout(context.patience.call_timeout.total_seconds()),
        ):
            return await ask()
    except MarketplaceUnsure:
        raise  # no later look says more
    except (MarketplaceError, TimeoutError) as trouble:
        await _touch(context, operation)
        wait = trouble.retry_after if isinstance(trouble, MarketplaceUnavailable) else None
        raise _later(context, str(trouble), wait) from trouble


async def _touch(context: Context, operation: Operation) -> None:
    """Shows the sweep that this one is in hands."""
    await context.store.run(lambda tx: tx.operations.change(operation, moved(operation, context.clock.now())))


def _later(context: Context, reason: str, wait: float | None = None) -> TryLater:
    return TryLater(reason, wait or context.patience.ask_again.total_seconds(), counts=False)

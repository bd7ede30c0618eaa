"""The posting protocol: how one operation is carried out on a marketplace, and never twice.

    turn      at our own pace, before every reading; nothing is written while it waits
    claim     one transaction: ready -> inflight, fence + 1, intent and mark written. Only then the call. Where the marketplace is
              paused nothing is claimed and nothing looked up: it waits as it is.
    call      yes -> record; no -> refuse; nothing happened, or nothing that writes was sent -> ready again;
              anything else -> stays inflight
    look up   an inflight operation is looked up by its reference; found -> record. It becomes ready again only when
              the quarantine is over and enough look-ups, far enough apart, have all said no.

A claim by another process makes every later write of this one fail (the fence), so a slow or resurrected process
can at worst call once more for an operation that nobody had carried out, never record a stale answer.
"""

import asyncio
import logging
from collections.abc import Awaitable
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from gigs.gig import Gig
from ports.account_storage import Switch
from ports.hindrance import RefusedHere, hindered_by
from ports.jobs import TryLater
from ports.marketplace import (
    MarketplaceError,
    MarketplaceRefused,
    MarketplaceUnavailable,
    MarketplaceUnknown,
    MarketplaceUnsure,
    Turn,
)
from ports.operations import Operation, OperationState
from ports.storage import Transaction
from ports.strays import Generation
from use_cases.context import Context
from use_cases.operations.ask_person import ask_a_person
from use_cases.operations.before_creating import found_before
from use_cases.operations.give_back import change_operation, give_back, keep_mark
from use_cases.operations.handler import OperationHandler
from use_cases.operations.intent import intended, intent_of, moved, not_ahead, quiet_from
from use_cases.operations.leave_to_person import UNDER_WAY, leave_to_person
from use_cases.operations.open_market import later
from use_cases.operations.take_turn import in_turn
from use_cases.retry_on_conflict import retry_on_conflict

T = TypeVar("T")

log = logging.getLogger(__name__)


class _Claim(NamedTuple):
    """`generation` has the mark of this call, where the claim has begun it."""

    gig: Gig
    operation: Operation
    is_new: bool
    generation: Generation | None


async def carry_out(context: Context, handler: OperationHandler[Any], tenant: str, key: str) -> None:
    """Bring one operation as far as it goes now. Raises TryLater when it has to be looked at again."""
    context.failpoint(f"{handler.kind}: picked up")
    seen = await _claim(context, handler, tenant, key, begins=False)
    if seen is None:
        return
    if not seen.is_new:
        await _look_up(context, handler, seen.gig, seen.operation)
        return
    try:
        there = await found_before(context, handler, tenant, key)
        await _go_on(context, handler, seen.operation, there)
    except RefusedHere as no:
        await _refuse(context, handler, seen.operation, no)
    except MarketplaceUnsure:
        await leave_to_person(context, tenant, key)


async def _go_on(
    context: Context, handler: OperationHandler[Any], seen: Operation, there: Any | None
) -> None:
    async with in_turn(context, seen) as turn:
        claimed = await _claim(context, handler, seen.tenant, seen.key, begins=True)
        if claimed is None or claimed.generation is None:
            return  # somebody else had it meanwhile, and goes on with it
        context.failpoint(f"{handler.kind}: intent written")
        if there is not None:
            await _record(context, handler, claimed.operation, there)
            return
        await keep_mark(context, claimed.operation, claimed.generation)
        await _call(context, handler, claimed.gig, claimed.operation, turn)


async def found_after_all(look_up: Awaitable[T | None]) -> T | None:
    """What was refused may be there all the same. Where looking fails, the refusal stands."""
    try:
        return await look_up
    except MarketplaceError:
        return None


@retry_on_conflict
async def _claim(
    context: Context, handler: OperationHandler[Any], tenant: str, key: str, *, begins: bool
) -> _Claim | None:
    """What is to be done; the intent of a new one is written only where it `begins`. Raises TryLater while it waits."""
    now = context.clock.now()

    async def claimed(tx: Transaction) -> tuple[_Claim, Switch | None, str] | None:
        operation = await tx.operations.get(tenant, key)
        if operation is None or operation.state not in UNDER_WAY:
            return None
        gig, is_new = await tx.gigs.get(tenant, operation.gig), operation.state is OperationState.READY
        if is_new and not handler.still_wanted(gig, operation, now):
            await tx.operations.change(operation, moved(operation, now, state=OperationState.VOID))
            return None
        paused = await tx.switches.get(tenant, operation.marketplace)
        waits_for = handler.not_before(gig) if is_new else ""
        generation = None
        if paused or waits_for:
            await tx.operations.change(operation, moved(operation, now))  # the sweep sees that it is in hands
        elif is_new and begins:
            await handler.admit(tx, gig, operation, now)
            operation = await tx.operations.change(operation, intended(operation, now))
            generation = await tx.generations.next()
            context.failpoint(f"{handler.kind}: intent not yet committed")
        elif (past := not_ahead(operation, now)) is not operation:
            log.warning(
                "an intent in the future counts as now",
                extra={"kind": operation.kind, "reference": operation.reference},
            )
            operation = await tx.operations.change(operation, past)
        return _Claim(gig, operation, is_new, generation), paused, waits_for

    if (found := await context.store.run(claimed)) is None:
        return None
    claim, paused, waits_for = found
    if paused:
        raise later(context, paused)
    if waits_for:
        raise TryLater(waits_for, context.patience.ask_again.total_seconds(), counts=False)
    return claim


async def _call(
    context: Context, handler: OperationHandler[Any], gig: Gig, operation: Operation, turn: Turn
) -> None:
    market = context.market(operation.tenant, operation.marketplace)
    patience = context.patience_of(operation.marketplace)
    if context.clock.now() - intent_of(operation) > patience.send_within:
        await give_back(context, operation, "paused between intent and call", after=1)  # not for people
    try:
        async with asyncio.timeout(patience.call_timeout.total_seconds()):
            result = await handler.call(market, gig, operation)
    except MarketplaceRefused as no:
        await _refuse(context, handler, operation, no)
    except MarketplaceUnavailable as busy:
        await give_back(context, operation, str(busy), after=busy.retry_after)
    except (MarketplaceUnknown, TimeoutError) as unknown:
        if not turn.sent:
            await give_back(context, operation, f"nothing was sent: {unknown}", after=None)  # not for people
        context.failpoint(f"{handler.kind}: nobody knows")
        raise TryLater(str(unknown), patience.between_misses.total_seconds(), counts=False) from unknown
    else:
        context.failpoint(f"{handler.kind}: the marketplace agreed")
        await _record(context, handler, operation, result)


async def _look_up(context: Context, handler: OperationHandler[Any], gig: Gig, operation: Operation) -> None:
    patience, now = context.patience_of(operation.marketplace), context.clock.now()
    market = context.market(operation.tenant, operation.marketplace)
    quiet = quiet_from(operation, patience)
    if now < quiet:
        raise TryLater(
            "a call may still be under way",  # not for people
            (quiet - now).total_seconds(),
            counts=False,
        )
    try:
        async with asyncio.timeout(patience.call_timeout.total_seconds()), market.turn():
            found = await handler.look_up(market, gig, operation)
    except MarketplaceUnsure:
        if operation.seen and handler.at_their_word:
            await _record(context, handler, operation, handler.at_their_word(operation))
        else:
            await leave_to_person(context, operation.tenant, operation.key)
        return
    except (MarketplaceError, TimeoutError) as trouble:
        if now > quiet + patience.look_for:
            await leave_to_person(context, operation.tenant, operation.key)
            return
        await _still_looking(context, operation, str(trouble))
        wait = trouble.retry_after if isinstance(trouble, MarketplaceUnavailable) else None
        after = wait or patience.between_misses.total_seconds()
        raise TryLater(str(trouble), after, counts=False) from trouble
    if found is not None:
        context.failpoint(f"{handler.kind}: found by its reference")
        await _record(context, handler, operation, found)
        return
    await _not_found(context, operation, now, handler.attempts or patience.attempts)


async def _not_found(context: Context, operation: Operation, now: datetime, attempts: int) -> None:
    """Counts a miss; makes the operation ready, or a person's, once enough misses lie far enough apart."""
    patience = context.patience_of(operation.marketplace)
    counts = operation.last_miss_at is None or now - operation.last_miss_at >= patience.between_misses
    misses = operation.misses + counts
    over = now > quiet_from(operation, patience) + patience.quarantine
    if over and misses >= patience.misses_needed:

        async def missed(tx: Transaction) -> OperationState:
            asks = operation.attempts >= attempts or await _is_elsewhere(tx, operation)
            state = OperationState.HUMAN if asks else OperationState.READY
            changed = await tx.operations.change(operation, moved(operation, now, state=state, misses=misses))
            if state is OperationState.HUMAN:
                await ask_a_person(tx, changed, now)
            return state

        state = await context.store.run(missed)
        context.failpoint(f"{operation.kind}: not there")
        if state is OperationState.HUMAN:
            return
        raise TryLater("looked up and not there: may be tried again", 0, counts=False)  # not for people
    if counts:
        await change_operation(context, operation, moved(operation, now, misses=misses, last_miss_at=now))
    raise TryLater("not there yet", patience.between_misses.total_seconds(), counts=False)  # not for people


async def _is_elsewhere(tx: Transaction, operation: Operation) -> bool:
    """Whether an account was connected since: it may be another one, in whose lists ours would never be."""
    account = await tx.accounts.get(operation.tenant, operation.marketplace)
    return account is not None and account.connected_at > intent_of(operation)


async def _still_looking(context: Context, operation: Operation, reason: str) -> None:
    """Shows the sweep that this one is in hands, however long the marketplace is away."""
    await change_operation(context, operation, moved(operation, context.clock.now(), reason=reason))


@retry_on_conflict
async def _record(
    context: Context, handler: OperationHandler[Any], operation: Operation, result: Any
) -> None:
    now = context.clock.now()

    async def recorded(tx: Transaction) -> None:
        if not await _is_ours(tx, operation):
            return
        gig = await tx.gigs.hold(operation.tenant, operation.gig)
        external_id = await handler.record(tx, gig, operation, result, now)
        done = moved(operation, now, state=OperationState.DONE, external_id=external_id)
        await tx.operations.change(operation, done)
        context.failpoint(f"{handler.kind}: not yet recorded")

    await context.store.run(recorded)
    context.failpoint(f"{handler.kind}: recorded")


@retry_on_conflict
async def _refuse(
    context: Context, handler: OperationHandler[Any], operation: Operation, no: MarketplaceRefused
) -> None:
    now = context.clock.now()

    async def refused(tx: Transaction) -> None:
        if not await _is_ours(tx, operation):
            return
        gig = await tx.gigs.hold(operation.tenant, operation.gig)
        why = {"state": OperationState.REFUSED, "reason": no.reason, "hindered": hindered_by(no)}
        changed = await tx.operations.change(operation, moved(operation, now, **why))
        await handler.refuse(tx, gig, changed, no.reason, now)

    await context.store.run(refused)
    context.failpoint(f"{handler.kind}: refused")


async def _is_ours(tx: Transaction, operation: Operation) -> bool:
    """False for a claim that a newer one has replaced: what that one finds out counts."""
    known = await tx.operations.get(operation.tenant, operation.key)
    ours = known is not None and (known.state, known.fence) == (operation.state, operation.fence)
    if not ours:
        log.warning(
            "late answer left aside", extra={"kind": operation.kind, "reference": operation.reference}
        )
    return ours

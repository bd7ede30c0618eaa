"""The row of an operation as it moves: what is written before a call, and when that call is surely over."""

from datetime import datetime
from typing import Any

from ports.operations import Operation, OperationState, Patience


def moved(operation: Operation, at: datetime, **changes: Any) -> Operation:
    """With these changes, and touched at `at`, so that the sweep leaves it alone for a while."""
    return operation.model_copy(update={"changed_at": at, **changes})


def intended(operation: Operation, now: datetime) -> Operation:
    """Claimed for one call: every later write of an earlier claim fails at its fence."""
    return moved(
        operation,
        now,
        state=OperationState.INFLIGHT,
        fence=operation.fence + 1,
        attempts=operation.attempts + 1,
        intent_at=now,
        misses=0,
        last_miss_at=None,
    )


def not_ahead(operation: Operation, now: datetime) -> Operation:
    """The same row where its times are past. One from a clock that was ahead counts as now, or nobody would look it up before
    that moment comes."""
    intent, miss = operation.intent_at, operation.last_miss_at
    if intent is None or max(intent, miss or intent) <= now:
        return operation
    return moved(operation, now, intent_at=min(intent, now), last_miss_at=min(miss, now) if miss else None)


def intent_of(operation: Operation) -> datetime:
    """When its last call was about to be made. Raises ValueError for one that was never begun."""
    if operation.intent_at is None:
        raise ValueError(f"operation {operation.key} is inflight without an intent")
    return operation.intent_at


def quiet_from(operation: Operation, patience: Patience) -> datetime:
    """When a call of ours is surely over: it is sent soon after the intent or not at all, and then cut off."""
    return intent_of(operation) + patience.send_within + patience.call_timeout

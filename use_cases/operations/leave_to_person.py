"""An operation that nothing here can settle any more becomes a person's question."""

from ports.operations import OperationState
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.operations.ask_person import ask_a_person
from use_cases.operations.intent import moved
from use_cases.retry_on_conflict import retry_on_conflict

UNDER_WAY = frozenset({OperationState.READY, OperationState.INFLIGHT})


@retry_on_conflict
async def leave_to_person(context: Context, tenant: str, key: str) -> None:
    """Its job was given up: from now on it is a person's question. Nothing happens to one that is not under way."""
    now = context.clock.now()

    async def left(tx: Transaction) -> None:
        operation = await tx.operations.get(tenant, key)
        if operation is None or operation.state not in UNDER_WAY:
            return
        # If the person says that it is there, it is looked up (where it was never begun, as from now) and never
        # called for again without their word.
        asked = moved(
            operation,
            now,
            state=OperationState.HUMAN,
            intent_at=operation.intent_at or now,
            attempts=max(operation.attempts, context.patience_of(operation.marketplace).attempts),
        )
        await ask_a_person(tx, await tx.operations.change(operation, asked), now)

    await context.store.run(left)

"""An operation for which nothing was sent is ready again."""

import logging

from ports.jobs import TryLater
from ports.operations import Operation, OperationState
from ports.strays import Generation
from use_cases.context import Context
from use_cases.operations.intent import moved

log = logging.getLogger(__name__)


async def keep_mark(context: Context, operation: Operation, generation: Generation) -> None:
    """Without it nobody would notice that this database is older than what is about to be created."""
    try:
        await context.keep_mark(generation)
    except OSError as trouble:
        reason = f"the mark beside the database can't be written ({trouble}), and nothing is created without it"  # not for people
        log.error(reason)
        await give_back(context, operation, reason, after=None)


async def change_operation(context: Context, before: Operation, after: Operation) -> None:
    await context.store.run(lambda tx: tx.operations.change(before, after))


async def give_back(context: Context, operation: Operation, reason: str, *, after: float | None) -> None:
    """Nothing happened over there: the operation is ready again, and the job comes back. Always raises TryLater."""
    attempts, now = operation.attempts - 1, context.clock.now()
    free = moved(operation, now, state=OperationState.READY, attempts=attempts, reason=reason)
    await change_operation(context, operation, free)
    context.failpoint(f"{operation.kind}: given back")
    raise TryLater(reason, after, counts=False)

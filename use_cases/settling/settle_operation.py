"""A person settles what we cannot know: whether something was created on a marketplace."""

from gigs.errors import OutOfOrder
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from ports.operations import Operation, OperationState
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.settling.operation_handlers import job_of


@retry_on_conflict
async def settle_operation(
    context: Context, who: Person, number: int, key: str, *, is_there: bool
) -> Operation:
    """`is_there`: look again (it must be found by its reference); otherwise it is not there, so do it again.

    Raises OutOfOrder when the operation was settled meanwhile.
    """
    now = context.clock.now()

    async def settled(tx: Transaction) -> Operation:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.SETTLE, gig)
        operation = await tx.operations.get(gig.tenant, key)
        if operation is None or operation.gig != number or operation.state is not OperationState.HUMAN:
            raise OutOfOrder(
                _("This question about gig {number} has already been settled.").format(number=number)
            )
        state = OperationState.INFLIGHT if is_there else OperationState.READY
        # Somebody has seen it: if we still do not find it, that is their question again and never another call.
        attempts = operation.attempts if is_there else 0
        changes: dict[str, object] = {"seen": is_there}
        changes |= {
            "state": state,
            "attempts": attempts,
            "misses": 0,
            "last_miss_at": None,
            "changed_at": now,
        }
        changed = await tx.operations.change(operation, operation.model_copy(update=changes))
        kind = EntryKind.SETTLED_AS_DONE if is_there else EntryKind.SETTLED_AS_NOT_DONE
        facts = EntryFacts(
            marketplace=operation.marketplace,
            operation=operation.kind.value,
            reference=operation.reference,
        )
        await tx.histories.add(gig.tenant, number, entry(who, kind, now, facts))
        await tx.jobs.add(job_of(operation), again=context.ids.new("settled-"))
        return changed

    return await context.store.run(settled)

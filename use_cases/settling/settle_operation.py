"""A person settles what we cannot know: whether something was created on a marketplace."""

from gigs.errors import OutOfOrder
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from ports.operations import Operation, OperationState
from use_cases.again import again_if_changed
from use_cases.entries import entry
from use_cases.outside import Outside
from use_cases.permissions.authorize import Verb, authorize
from use_cases.settling.errands import job_of


@again_if_changed
async def settle_operation(
    outside: Outside, who: Person, number: int, key: str, *, is_there: bool
) -> Operation:
    """`is_there`: look again (it must be found by its reference); otherwise it is not there, so do it again.

    Raises OutOfOrder when the operation was settled meanwhile.
    """
    now = outside.clock.now()
    async with outside.store.transaction() as tx:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.SETTLE, gig)
        operation = await tx.operations.get(gig.tenant, key)
        if operation is None or operation.gig != number or operation.state is not OperationState.HUMAN:
            raise OutOfOrder(f"This question about gig {number} was settled already.")
        state = OperationState.INFLIGHT if is_there else OperationState.READY
        # Somebody has seen it: if we still do not find it, that is their question again and never another call.
        attempts = operation.attempts if is_there else 0
        changes = {"state": state, "attempts": attempts, "noes": 0, "last_no_at": None, "changed_at": now}
        changed = await tx.operations.change(operation, operation.model_copy(update=changes))
        kind = EntryKind.SETTLED_AS_DONE if is_there else EntryKind.SETTLED_AS_NOT_DONE
        facts = EntryFacts(
            marketplace=operation.marketplace,
            operation=operation.kind.value,
            reference=operation.reference,
        )
        await tx.histories.add(gig.tenant, number, entry(who, kind, now, facts))
        await tx.jobs.add(job_of(operation), again=outside.ids.new("settled-"))
    return changed

"""(periodic) Enqueues again whatever the tables say is unfinished, in case the engine lost it."""

from collections.abc import Sequence
from datetime import timedelta

from gigs.delegation import Delegation
from gigs.gig import GigState
from ports.storage import Transaction
from use_cases.approving.agreed_upon import enqueue_posting
from use_cases.approving.delegates import hand_over_open
from use_cases.context import Context
from use_cases.notifying.notify import DeliverNotice
from use_cases.notifying.team_members import HOLDS_FOR
from use_cases.settling.after_a_step_back import notices_ahead, operations_ahead, read_what_is_ahead
from use_cases.settling.operation_handlers import job_of

STILL = timedelta(minutes=5)
INBOX_KEPT = timedelta(days=30)
AT_ONCE = 200


async def sweep(context: Context) -> int:
    """How many jobs were enqueued again. One too many is harmless: every job looks at the state first.

    Also hands over what was open when somebody's absence began, or was not handed over when they said so.
    """
    now = context.clock.now()
    again = f"sweep{now.timestamp() // STILL.total_seconds():.0f}"

    async def enqueued(tx: Transaction) -> tuple[int, Sequence[Delegation]]:
        made = 0
        operations = await tx.operations.unfinished(now - STILL, AT_ONCE)
        for operation in [*operations, *await operations_ahead(tx, now, AT_ONCE)]:
            await tx.jobs.add(job_of(operation), again=f"{again}:{operation.changed_at.timestamp():.0f}")
            made += 1
        notices = await tx.notices.unsent(now - STILL, AT_ONCE)
        for notice in [*notices, *await notices_ahead(tx, now, AT_ONCE)]:
            await tx.jobs.add(DeliverNotice(tenant=notice.tenant, notice=notice.id), again=again)
            made += 1
        await read_what_is_ahead(context, tx, now)
        for gig in await tx.gigs.in_states(frozenset({GigState.APPROVED}), now - STILL, AT_ONCE):
            if gig.has_lapsed(now):
                continue  # its clock gives it back to the requester
            if await tx.operations.get(gig.tenant, f"post:{gig.number}:{gig.revision}") is None:
                await enqueue_posting(context, tx, gig)
                made += 1
        await tx.inbox.forget(now - INBOX_KEPT)
        await tx.memberships.forget(now - max(HOLDS_FOR.values()))
        return made, await tx.delegations.everywhere()

    made, delegations = await context.store.run(enqueued)
    for delegation in delegations:
        if any(one.is_away(now) for one in delegation.each):
            made += len((await hand_over_open(context, delegation)).gigs)
    return made

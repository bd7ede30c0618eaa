"""Which approvers of a gig their question did not reach in Teams."""

from gigs.gig import Gig
from ports.notices import NOT_REACHED, NoticeKind, NoticeState
from ports.storage import Transaction


async def unreached_of(tx: Transaction, gig: Gig) -> tuple[frozenset[str], frozenset[str]]:
    """The object ids of approvers whose answer is awaited and whom their question did not reach in Teams: those who
    have an e-mail about it, and the others."""
    open_ones = {one.approver.key: one.asked_at for one in gig.open_approvals}
    if not open_ones:
        return frozenset(), frozenset()
    states: dict[NoticeState, set[str]] = {state: set() for state in NOT_REACHED}
    for one in await tx.notices.not_reached(gig.tenant, gig.number, list(open_ones)):
        is_this = one.kind is NoticeKind.APPROVAL_ASKED and one.to in open_ones
        if is_this and one.to and one.created_at >= open_ones[one.to]:
            states[one.state].add(one.to.object_id)
    mailed = frozenset(states[NoticeState.MAILED])
    return mailed, frozenset(states[NoticeState.WAITING] | states[NoticeState.FAILED]) - mailed

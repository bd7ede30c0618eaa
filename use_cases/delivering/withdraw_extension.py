"""The requester withdraws a request for more money that nobody has decided about."""

from gigs.approval import Purpose
from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.withdrawing_extension import asked_for_extension, was_withdrawn
from gigs.withdrawing_extension import withdraw_extension as withdrawn
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.notify import show_change
from use_cases.notifying.notify_withdrawal import notify_withdrawal, with_a_reason
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def withdraw_extension(
    context: Context, who: Person, number: int, *, revision: int, reason: str
) -> Gig:
    """Ends the request of this revision; the same press again changes nothing.

    Raises OutOfOrder once somebody has decided, when another request has been made since, or without a reason.
    """
    now = context.clock.now()

    async def withdrawn_once(tx: Transaction) -> Gig:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.WITHDRAW_EXTENSION, gig)
        if gig.revision != revision:
            raise OutOfOrder(
                _("Gig {number} has moved on, so nothing was withdrawn. This is where it stands now.").format(
                    number=number
                )
            )
        if gig.extension is None and was_withdrawn(asked_for_extension(gig)):
            return gig
        amount = gig.extension.amount if gig.extension else None
        why = with_a_reason(reason)
        facts = EntryFacts(revision=gig.revision, amount=amount, reason=why)
        said = entry(who, EntryKind.EXTENSION_WITHDRAWN, now, facts)
        saved = await tx.gigs.save(gig, withdrawn(gig, now, why), said)
        await notify_withdrawal(
            tx, gig, saved, who, at=now, purpose=Purpose.EXTENSION, reason=why, amount=amount
        )
        await show_change(tx, saved)
        return saved

    return await context.store.run(withdrawn_once)

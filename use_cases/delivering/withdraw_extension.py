"""The requester withdraws a request for more money that nobody has decided about."""

from gigs.errors import OutOfOrder
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.withdrawing_extension import asked_for_extension, was_withdrawn
from gigs.withdrawing_extension import withdraw_extension as withdrawn
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.notify import show_change
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def withdraw_extension(context: Context, who: Person, number: int, *, revision: int) -> Gig:
    """Ends the request of this revision; the same press again changes nothing.

    Raises OutOfOrder once somebody has decided, or when another request has been made since.
    """
    now = context.clock.now()

    async def withdrawn_once(tx: Transaction) -> Gig:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.WITHDRAW_EXTENSION, gig)
        if gig.revision != revision:
            raise OutOfOrder(
                f"Gig {number} has moved on, so nothing was withdrawn. This is how it stands now."
            )
        if gig.extension is None and was_withdrawn(asked_for_extension(gig)):
            return gig
        facts = EntryFacts(revision=gig.revision, amount=gig.extension.amount if gig.extension else None)
        said = entry(who, EntryKind.EXTENSION_WITHDRAWN, now, facts)
        saved = await tx.gigs.save(gig, withdrawn(gig, now), said)
        await show_change(tx, saved)
        return saved

    return await context.store.run(withdrawn_once)

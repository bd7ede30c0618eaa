"""An owner chooses between two versions of a field that two windows had changed."""

from datetime import datetime

from gigs.approving import edit
from gigs.gig import Gig
from gigs.history_kinds import EntryKind
from gigs.merging_drafts import settled
from gigs.people import Person
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize import Verb, authorize
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def settle_version(
    context: Context, who: Person, number: int, *, field: str, mark: str, use: bool, drawn: str = ""
) -> Gig:
    """The gig with the other text in this field, or with what is saved; however often chosen, once.

    `drawn` are the marks of the draft that the pressed card was drawn from: nobody chooses against a text they never saw.

    Raises OutOfOrder once the gig was submitted.
    """
    now = context.clock.now()
    return await context.store.run(_settle, who, number, field, mark, use, drawn, now)


async def _settle(
    tx: Transaction,
    who: Person,
    number: int,
    field: str,
    mark: str,
    use: bool,
    drawn: str,
    now: datetime,
) -> Gig:
    gig = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.EDIT, gig)
    chosen = settled(edit(gig, gig.form, now), field, mark, use=use, drawn=drawn)
    if chosen.unsettled == gig.unsettled:
        return gig
    return await tx.gigs.save(gig, chosen, entry(who, EntryKind.BRIEF_EDITED, now))

"""Somebody begins a gig with the brief of a colleague's closed one, where that colleague shared it."""

from datetime import datetime

from gigs.copying import copied_form
from gigs.errors import GigNotFound
from gigs.gig import Gig
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize_summary import SummaryVerb, authorize_summary, reader
from use_cases.requesting.copy_gig import draft_of_copy
from use_cases.retry_on_conflict import retry_on_conflict


@retry_on_conflict
async def copy_shared_brief(context: Context, who: Person, number: int) -> Gig:
    """A draft of `who`, of its own. Until it is changed, asking again returns it.

    Raises GigNotFound for a gig whose summary they may not read, NotAllowed where the brief isn't shared.
    """
    return await context.store.run(_copy, who, number, context.clock.now())


async def _copy(tx: Transaction, who: Person, number: int, now: datetime) -> Gig:
    summary = await tx.summaries.of_gig(reader(who), number)
    if summary is None or summary.sharing.withdrawn:
        raise GigNotFound(number)
    authorize_summary(who, SummaryVerb.COPY_BRIEF, summary)
    source = await tx.gigs.get(who.key.tenant, number)
    draft, is_new = await draft_of_copy(tx, who, source, now)
    if not is_new:
        return draft
    form = copied_form(source, is_own=False, cost_centres=who.cost_centres)
    copied = draft.model_copy(update={"form": form.model_copy(update={"answers": {}})})
    facts = EntryFacts(source=source.number)
    return await tx.gigs.save(draft, copied, entry(who, EntryKind.GIG_COPIED, now, facts))

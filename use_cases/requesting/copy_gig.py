"""Anybody who may see a gig begins one of their own with its brief; nothing else of it is carried over."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from gigs.brief import BriefForm
from gigs.copying import carries_on, copied_form
from gigs.gig import Gig, GigState
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.notifying.notify import show_change
from use_cases.permissions.authorize import Role, Verb, authorize, role_of
from use_cases.retry_on_conflict import retry_on_conflict

Copying = Callable[[Context, Person, int], Awaitable[Gig]]
"""Begins a gig of this person with the brief of the one with this number."""


@retry_on_conflict
async def copy_gig(context: Context, who: Person, number: int) -> Gig:
    """A draft of `who` with the brief of this gig. Until that draft is changed, asking again returns it.

    Raises GigNotFound for whoever may not see the gig, OutOfOrder for somebody else's that was never submitted.
    """
    now = context.clock.now()
    return await context.store.run(_copy, who, number, now)


async def _copy(tx: Transaction, who: Person, number: int, now: datetime) -> Gig:
    source = await tx.gigs.get(who.key.tenant, number)
    authorize(who, Verb.COPY, source)
    draft, is_new = await draft_of_copy(tx, who, source, now)
    if not is_new:
        return draft
    is_own = role_of(who, source) is Role.REQUESTER
    form = copied_form(source, is_own=is_own, cost_centres=who.cost_centres)
    copied = draft.model_copy(update={"form": form})
    facts = EntryFacts(source=source.number)
    copy = await tx.gigs.save(draft, copied, entry(who, EntryKind.GIG_COPIED, now, facts))
    if carries_on(source, copy):
        carried = source.model_copy(update={"continued_as": copy.number})
        source = await tx.gigs.save(source, carried, entry(who, EntryKind.GIG_CONTINUED, now))
        await show_change(tx, source)
    return copy


async def draft_of_copy(tx: Transaction, who: Person, source: Gig, now: datetime) -> tuple[Gig, bool]:
    """A new draft, or the copy that was made before and is still as it was then; and whether it is new.

    Copies of one gig by one person are counted in the names of their drafts, so that two at once make the same one.
    """
    new = Gig(
        tenant=source.tenant,
        number=0,
        requester=who,
        form=BriefForm(),
        copy_of=source.number,
        created_at=now,
        changed_at=now,
    )
    place = 1
    while True:
        draft = await tx.gigs.add(new, f"{who.key.object_id}:copy-{source.number}-{place}")
        if draft.version == 0:
            return draft, True
        if draft.state is GigState.DRAFT and draft.version == 1:
            return draft, False
        place += 1

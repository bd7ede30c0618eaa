"""Somebody begins a brief with a template, or fills in what is still empty in one that they began."""

from datetime import datetime

from gigs.approving import edit
from gigs.brief import BriefForm
from gigs.gig import Gig
from gigs.history_kinds import EntryKind
from gigs.people import Person
from gigs.value import Value
from playbook.playbook import Playbook
from playbook.template import Template
from ports.storage import Transaction
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize import Verb, authorize
from use_cases.playbook.filling import Filled, fill
from use_cases.playbook.shelf import find_template, gone
from use_cases.retry_on_conflict import retry_on_conflict

NOTHING = BriefForm()
_THE_WORK = "deliverables"
"""Whichever template says this is the one that the brief is counted as begun with."""


class Used(Value):
    """The draft after a template was used, and which fields it filled in and which it left."""

    gig: Gig
    template: Template
    filled: Filled


@retry_on_conflict
async def use_template(
    context: Context,
    who: Person,
    name: str,
    *,
    number: int | None = None,
    draft: str = "",
    form: BriefForm = NOTHING,
) -> Used:
    """Fills in the empty fields of a saved brief; doing it again changes nothing.

    Without a `number` it's the gig that was begun on the form of this `draft`, or a new one that begins with `form`.
    Raises OutOfOrder for a template that is gone or a gig that was submitted, GigNotFound for anybody else's.
    """
    files, now = await context.playbook(), context.clock.now()
    return await context.store.run(_use, who, name, number, draft, form, files, now)


async def _use(
    tx: Transaction,
    who: Person,
    name: str,
    number: int | None,
    draft: str,
    form: BriefForm,
    files: Playbook,
    now: datetime,
) -> Used:
    template = await find_template(tx, files, who.key.tenant, name)
    if template is None:
        raise gone()
    gig = await _gig(tx, who, number, draft, form, now)
    authorize(who, Verb.EDIT, gig)
    filled = fill(gig.form, template)
    is_begun = not gig.template or _THE_WORK in filled.filled
    edited = edit(gig, filled.form, now).model_copy(
        update={"template": template.id if filled.filled and is_begun else gig.template}
    )
    if filled.filled:
        gig = await tx.gigs.save(gig, edited, entry(who, EntryKind.BRIEF_EDITED, now))
    return Used(gig=gig, template=template, filled=filled)


async def _gig(
    tx: Transaction, who: Person, number: int | None, draft: str, form: BriefForm, now: datetime
) -> Gig:
    if number is not None:
        return await tx.gigs.get(who.key.tenant, number)
    new = Gig(tenant=who.key.tenant, number=0, requester=who, form=form, created_at=now, changed_at=now)
    return await tx.gigs.add(new, f"{who.key.object_id}:{draft}")

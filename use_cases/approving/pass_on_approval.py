"""An open question goes to somebody else: its approver passes it on, or a programme lead does it for them."""

from datetime import datetime

from gigs.errors import NotAllowed, OutOfOrder
from gigs.gig import Gig
from gigs.handing_over import pass_on
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person, PersonKey
from ports.gig_storage import Guard
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.approving.asking import asking_about
from use_cases.approving.notify_approvers import notify_approvers
from use_cases.colleagues.find_colleague import find_colleague
from use_cases.context import Context
from use_cases.entries import entry, more, people, question
from use_cases.notifying.notify import show_change
from use_cases.permissions.authorize import PROGRAMME_LEAD, Verb, authorize
from use_cases.permissions.gig_page import GigPage
from use_cases.retry_on_conflict import retry_on_conflict
from use_cases.showing.show_gig import approval_page_of


@retry_on_conflict
async def pass_on_approval(
    context: Context, who: Person, number: int, *, revision: int, to: str, instead_of: str = ""
) -> GigPage:
    """Puts the question to the colleague `to` (as `find_colleague` takes them). `instead_of` is the object id of its present
    approver where a programme lead does it; otherwise it is one's own.

    Raises SeveralFit, and OutOfOrder when nobody is found, when they may not decide, or when the question is not open any more.
    """
    gig = await context.store.run(lambda tx: tx.gigs.get(who.key.tenant, number))
    authorize(who, Verb.REASSIGN, gig)
    if gig.revision != revision:
        raise OutOfOrder(
            _("Gig {number} has moved on. This card now shows where it stands.").format(number=number)
        )
    holder = _holder(who, gig, instead_of)
    chosen = await find_colleague(context, who.key.tenant, to)
    asking = await asking_about(context, gig)
    passed = pass_on(gig, holder.key, chosen, asking)
    return await context.store.run(_record, context, who, gig, passed, holder, chosen, asking.at)


async def _record(
    tx: Transaction,
    context: Context,
    who: Person,
    gig: Gig,
    passed: Gig,
    holder: Person,
    chosen: Person,
    at: datetime,
) -> GigPage:
    held = gig.approval_of(holder.key)
    about = question(gig, held) if held else EntryFacts()
    facts = more(about, person=holder.key.object_id, to=chosen.key.object_id)
    said = entry(who, EntryKind.APPROVAL_PASSED_ON, at, facts, people(holder, chosen))
    guard = Guard(
        not_requester=who.key, awaited=holder.key, revision=gig.revision, step=held.step if held else 0
    )
    saved = await tx.gigs.save(gig, passed, said, guard)
    await notify_approvers(tx, gig, saved, at)
    await show_change(tx, saved)
    return await approval_page_of(context, tx, saved, who)


def _holder(who: Person, gig: Gig, instead_of: str) -> Person:
    wanted = PersonKey(tenant=gig.tenant, object_id=instead_of) if instead_of else who.key
    if wanted != who.key and PROGRAMME_LEAD not in who.roles:
        raise NotAllowed(_("Only a programme lead can pass on somebody else’s request."))
    held = gig.approval_of(wanted)
    if held is None and not instead_of and PROGRAMME_LEAD in who.roles and gig.open_approvals:
        held = gig.open_approvals[0]
    if held is None:
        raise OutOfOrder(_("Gig {number} doesn’t need this answer any more.").format(number=gig.number))
    return held.approver

"""A programme lead audits one gig: its history is proved, and a link made that shows it to an auditor."""

from datetime import datetime, timedelta

from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import Person
from gigs.value import Value
from ports.links import AuditLink
from ports.storage import Transaction
from translation.catalogue import _
from use_cases.audit.trail import Trail, trail_of
from use_cases.context import Context
from use_cases.entries import entry
from use_cases.permissions.authorize import Verb, authorize
from use_cases.permissions.require_lead import require_lead

VALID = timedelta(days=14)
"""How long an auditor's link can be opened."""


class Audited(Value):
    """What a lead is told, and the link that was made for it."""

    trail: Trail
    address: str
    until: datetime


async def audit_gig(context: Context, who: Person, number: int) -> Audited:
    """Makes a link, writes so into the gig's history, and proves that.

    Raises NotAllowed for everybody but programme leads, whether there is such a gig or not, and for a lead whose gig it
    is; GigNotFound for drafts; NoLinks.
    """
    require_lead(who, _("Only a programme lead can audit gigs."))
    now = context.clock.now()
    until = now + VALID
    link = AuditLink(id=context.ids.new("link-"), tenant=who.key.tenant, gig=number, by=who.key.object_id)

    async def linked(tx: Transaction) -> tuple[str, Trail]:
        gig = await tx.gigs.get(who.key.tenant, number)
        authorize(who, Verb.AUDIT, gig)
        address = context.links.address(link)
        said = entry(who, EntryKind.AUDIT_LINK_MADE, now, EntryFacts(link=link.id, until=until))
        await tx.histories.add(gig.tenant, number, said)
        return address, await trail_of(tx, gig)

    address, trail = await context.store.run(linked)
    return Audited(trail=trail, address=address, until=until)

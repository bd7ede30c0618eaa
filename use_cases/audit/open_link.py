"""Somebody without an account opens an auditor's link: the trail of its one gig, and nothing else."""

from gigs.errors import GigNotFound
from gigs.history_kinds import EntryFacts, EntryKind
from gigs.people import PersonKey
from ports.links import AuditLink
from ports.storage import Transaction
from use_cases.audit.trail import Trail, trail_of
from use_cases.context import Context
from use_cases.entries import heard, people
from use_cases.permissions.authorize import Verb, authorize

_WHERE = "auditors-link"
"""Stands for the conversation in the inbox, which knows what happened once already."""


async def open_link(context: Context, link: AuditLink) -> Trail:
    """The trail of the link's gig, with the first opening of each day (UTC) written into it.

    A link is worth what its maker may do now. Raises GigNotFound or NotAllowed when that is no longer to audit this gig,
    DirectoryUnavailable, StoreUnavailable.
    """
    maker = await context.directory.person(PersonKey(tenant=link.tenant, object_id=link.by))
    if maker is None:
        raise GigNotFound(link.gig)
    now = context.clock.now()

    async def opened_at(tx: Transaction) -> Trail:
        gig = await tx.gigs.get(link.tenant, link.gig)
        authorize(maker, Verb.AUDIT, gig)
        if await tx.inbox.first_time(link.tenant, _WHERE, f"{link.id}/{now:%Y-%m-%d}", now):
            facts = EntryFacts(link=link.id, person=link.by)
            opened = heard(EntryKind.AUDIT_LINK_OPENED, now, facts, people(maker))
            await tx.histories.add(link.tenant, link.gig, opened)
        return await trail_of(tx, gig)

    return await context.store.run(opened_at)

"""Who is due to be asked about a gig, and so cannot own it."""

from gigs.gig import EDITABLE, Gig
from gigs.people import Person, PersonKey
from use_cases.approving.asking import cover_for, people_of
from use_cases.approving.route_gig import due_by
from use_cases.context import Context

_MOST_LEVELS = 10


async def due_to_be_asked(context: Context, gig: Gig, *, requester_stays: bool) -> frozenset[PersonKey]:
    """Everybody on its route and whoever is their delegate now; while it is to be submitted, also the line of managers of a
    requester who stays.

    The directory is asked, so outside of any transaction.
    """
    due: set[PersonKey] = set()
    if gig.route:
        people = people_of(gig.route)
        cover = await cover_for(context, gig.ever_owners, people)
        delegates = (*cover.away.values(), *cover.delegates.values())
        due |= due_by(gig.route) | {one.key for one in delegates}
    if requester_stays and gig.state in EDITABLE:
        due |= await _managers_of(context, gig.requester)
    return frozenset(due)


async def _managers_of(context: Context, person: Person) -> set[PersonKey]:
    found: set[PersonKey] = set()
    at: Person | None = await context.directory.person(person.key) or person
    while at and at.manager and at.manager not in found and len(found) < _MOST_LEVELS:
        found.add(at.manager)
        at = await context.directory.person(at.manager)
    return found

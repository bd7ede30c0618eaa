"""Who has to say yes before a gig of this person may be posted."""

from gigs.people import Person
from use_cases.ports import Directory


async def find_approvers(directory: Directory, requester: Person) -> tuple[Person, ...]:
    """The requester's manager; empty when the directory names none, or names the requester."""
    if requester.manager is None or requester.manager == requester.key:
        return ()
    manager = await directory.person(requester.manager)
    return (manager,) if manager else ()

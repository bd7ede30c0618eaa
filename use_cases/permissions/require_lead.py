"""What only a programme lead can do, whichever gig it is about."""

from gigs.errors import NotAllowed
from gigs.people import Person
from use_cases.permissions.authorize import PROGRAMME_LEAD


def require_lead(person: Person, what: str) -> None:
    """Raises NotAllowed, with a sentence that says who can, for whoever is no programme lead."""
    if PROGRAMME_LEAD not in person.roles:
        raise NotAllowed(f"Only a programme lead can {what}. Please ask one of them.")

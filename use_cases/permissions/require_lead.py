"""What only a programme lead can do, whichever gig it is about."""

from gigs.errors import NotAllowed
from gigs.people import Person
from translation.catalogue import _
from use_cases.permissions.authorize import PROGRAMME_LEAD


def require_lead(person: Person, sentence: str) -> None:
    """Raises NotAllowed with this sentence, which says what only a lead can do, for whoever is no programme lead."""
    if PROGRAMME_LEAD not in person.roles:
        raise NotAllowed(f"{sentence} {_('Please ask one of them.')}")

"""Who can find a summary, as short names: whoever has one of them may read it. The same rule as `can_read`."""

import hashlib

from gigs.brief import DataTier
from gigs.people import PersonKey
from gigs.summary import Audience, Summary

EVERYBODY = "everybody"
LEADS = "leads"


def scopes_of(summary: Summary) -> tuple[str, ...]:
    """Nobody finds what is withdrawn; not even its owners, who still see it where they look at their own."""
    sharing = summary.sharing
    if sharing.withdrawn:
        return ()
    is_general = summary.tier is DataTier.GENERAL
    if is_general and sharing.audience is Audience.EVERYBODY:
        return (EVERYBODY,)
    division = summary.division if is_general and sharing.audience is Audience.DIVISION else ""
    owners = tuple(f"person:{one.object_id}" for one in summary.owners)
    return (LEADS, *((_of_division(division),) if division else ()), *owners)


def scopes_open_to(person: PersonKey, division: str, *, is_lead: bool) -> tuple[str, ...]:
    """Those that this person has."""
    if is_lead:
        return (EVERYBODY, LEADS)
    return (EVERYBODY, *((_of_division(division),) if division else ()), f"person:{person.object_id}")


def _of_division(name: str) -> str:
    """Short, whatever somebody calls a department."""
    return f"division:{hashlib.sha256(name.encode()).hexdigest()[:20]}"

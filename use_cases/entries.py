"""History entries as the use cases write them."""

from datetime import datetime

from gigs.history import Entry
from gigs.people import Person


def entry(who: Person, verb: str, at: datetime, detail: str = "") -> Entry:
    """What a person did; `detail` is for people to read."""
    return Entry(at=at, actor=who.key, name=who.name, verb=verb, detail=detail)


def heard(source: str, verb: str, at: datetime, detail: str = "") -> Entry:
    """What happened outside: `source` is a marketplace or freelancer by name, nobody of the tenant."""
    return Entry(at=at, actor=None, name=source, verb=verb, detail=detail)

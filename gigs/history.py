"""The history of a gig: append-only entries, each carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from gigs.people import PersonKey
from gigs.value import Value

GENESIS = "0" * 64


class Entry(Value):
    """Who did what to a gig, and when. `actor` None is the product itself; `detail` is for people to read."""

    at: datetime
    actor: PersonKey | None
    name: str
    verb: str
    detail: str = ""


class ChainedEntry(Value):
    """An entry in its place in the chain of one gig."""

    number: int
    entry: Entry
    former_hash: str
    hash: str


class Head(Value):
    """The last entry of a history: kept beside it, so that an end that was cut off is noticed."""

    number: int
    hash: str


def chain(entry: Entry, number: int, former_hash: str) -> ChainedEntry:
    """The entry sealed behind the one with `former_hash`; the first has GENESIS before it."""
    text = json.dumps(
        [number, former_hash, entry.model_dump(mode="json")], sort_keys=True, separators=(",", ":")
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ChainedEntry(number=number, entry=entry, former_hash=former_hash, hash=digest)


def broken_at(entries: Iterable[ChainedEntry]) -> int | None:
    """The number of the first entry that was changed, removed or inserted; None when the chain holds."""
    former, expected = GENESIS, 1
    for sealed in entries:
        if sealed.number != expected or chain(sealed.entry, expected, former) != sealed:
            return expected
        former, expected = sealed.hash, expected + 1
    return None

"""Histories for audits: sealed as the product seals them, and as somebody with a grudge would leave them."""

from collections.abc import Sequence
from datetime import timedelta

from gigs.history import GENESIS, Entry, Head, chain
from ports.storage import Kept
from tests.support.builders import MARK, RITA, TENANT
from tests.support.clock import NOON

VERBS = ("submitted", "asked for changes", "submitted", "approved", "posted", "hired")


def entries(gig: int = 1, count: int = 4) -> list[Entry]:
    """What people did to this gig, an hour apart."""
    return [
        Entry(
            at=NOON + timedelta(hours=place),
            actor=(RITA.key, MARK.key, None)[place % 3],
            name=(RITA.name, MARK.name, "sandbox")[place % 3],
            verb=VERBS[place % len(VERBS)],
            detail=f"gig {gig}, step {place}",
        )
        for place in range(count)
    ]


def a_history(gig: int = 1, said: Sequence[Entry] | None = None, *, tenant: str = TENANT) -> list[Kept]:
    """The entries as they lie in the store."""
    kept: list[Kept] = []
    former = GENESIS
    for number, entry in enumerate(entries(gig) if said is None else said, 1):
        sealed = chain(entry, number, former)
        former = sealed.hash
        kept.append(
            Kept(
                tenant=tenant,
                gig=gig,
                number=number,
                at=entry.at,
                document=entry.model_dump_json(),
                former_hash=sealed.former_hash,
                hash=sealed.hash,
                head=None,
            )
        )
    return with_head(kept, kept[-1])


def with_head(kept: Sequence[Kept], last: Kept) -> list[Kept]:
    """The rows beside a head that names this entry."""
    head = Head(number=last.number, hash=last.hash)
    return [one.model_copy(update={"head": head}) for one in kept]

"""The trail of one gig as an audit shows it: the gig, its whole history, and whether that is proved."""

from gigs.gig import Gig
from gigs.value import Value
from ports.history_storage import Span, StoredEntry
from ports.storage import Transaction
from use_cases.audit.export_history import PAGE
from use_cases.audit.verify_history import Fault, verify_history


class Trail(Value):
    """`fault` is where the history stops being what was written; None when all of it is proved."""

    gig: Gig
    entries: tuple[StoredEntry, ...]
    fault: Fault | None


async def trail_of(tx: Transaction, gig: Gig) -> Trail:
    """Everything that was ever written about a gig already read in this transaction."""
    entries: list[StoredEntry] = []
    after: tuple[int, int] | None = None
    while True:
        page = await tx.histories.stored(gig.tenant, Span(gig=gig.number), after, PAGE)
        entries += page
        if len(page) < PAGE:
            return Trail(gig=gig, entries=tuple(entries), fault=verify_history(entries))
        after = (gig.number, entries[-1].number)

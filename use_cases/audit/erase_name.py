"""Erases a name that lies beside histories, as somebody may ask for. What is sealed stays, and so does its proof."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby

from gigs.history_kinds import EntryFacts, EntryKind
from ports.history_storage import NamePlace
from ports.storage import Store, Transaction
from use_cases.entries import heard


async def find_name(
    store: Store, name: str, *, tenant: str = "", gig: int | None = None, reference: str = ""
) -> list[NamePlace]:
    """Every history in which exactly this name lies, narrowed to one tenant, gig or reference where they are given."""
    places = await store.run(lambda tx: tx.histories.named(name))
    return [
        one
        for one in places
        if tenant in ("", one.tenant) and gig in (None, one.gig) and reference in ("", one.reference)
    ]


async def erase_name(store: Store, places: Sequence[NamePlace], at: datetime) -> int:
    """Erases the names in these places for good, and notes that in each of the histories; in how many of them.

    Each history is one transaction, so that all of it can be repeated.
    """
    count = 0
    for (tenant, gig), here in groupby(sorted(places, key=_history_of), key=_history_of):
        references = tuple(sorted(one.reference for one in here))
        await store.run(_erase, tenant, gig, references, at)
        count += 1
    return count


async def _erase(tx: Transaction, tenant: str, gig: int, references: tuple[str, ...], at: datetime) -> None:
    await tx.histories.erase_names(tenant, gig, references)
    await tx.histories.add(tenant, gig, heard(EntryKind.NAME_ERASED, at, EntryFacts(erased=references)))


def _history_of(place: NamePlace) -> tuple[str, int]:
    return place.tenant, place.gig

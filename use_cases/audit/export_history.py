"""Takes histories out of the store line by line, a page at a time, while people go on working."""

from collections.abc import AsyncIterator, Callable, Sequence
from enum import StrEnum

from ports.history_storage import Span, StoredEntry
from ports.storage import Store, Transaction
from use_cases.audit.export_line import csv_head, csv_text, json_text, line_of

PAGE = 500
"""Entries that are read in one transaction, and all that is held in memory."""


class Format(StrEnum):
    """How an export is written."""

    CSV = "csv"
    JSON_LINES = "jsonl"


async def _page(
    tx: Transaction, tenant: str, span: Span, after: tuple[int, int] | None, most: int, *, names: bool
) -> Sequence[StoredEntry]:
    return await tx.histories.stored(tenant, span, after, most, names=names)


async def each_stored(
    store: Store, tenant: str, span: Span, page: int = PAGE, *, names: bool = True
) -> AsyncIterator[StoredEntry]:
    """Every entry of a span by gig and number. No transaction is open while the caller looks at one."""
    after: tuple[int, int] | None = None
    while True:
        found = await store.run(_page, tenant, span, after, page, names=names)
        for stored in found:
            yield stored
        if len(found) < page:
            return
        after = (found[-1].gig, found[-1].number)


async def export_history(
    store: Store,
    tenants: list[str],
    span: Span,
    form: Format,
    write: Callable[[str], object],
) -> int:
    """Writes every entry of a span; how many there were. Raises LineBroken at one that cannot be read any more."""
    text_of = csv_text if form is Format.CSV else json_text
    if form is Format.CSV:
        write(csv_head())
    count = 0
    for tenant in sorted(tenants):
        async for stored in each_stored(store, tenant, span):
            write(text_of(line_of(stored)))
            count += 1
    return count

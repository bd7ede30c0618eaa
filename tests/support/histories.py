"""Histories for audits: sealed as the product seals them, and as somebody with a grudge would leave them.

`WRITTEN` holds what a release before kinds wrote and exported: rows.json is its two tables, the others its exports.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from config.formats import ROOT
from gigs.history import GENESIS, AnyEntry, Entry, Head, Said, WrittenEntry, chain, document_of
from gigs.history_kinds import EntryFacts, EntryKind
from ports.history_storage import StoredEntry
from tests.support.builders import MARK, RITA, TENANT
from tests.support.clock import NOON
from use_cases.entries import entry, people

WRITTEN = ROOT / "tests/fixtures/written_history"
KINDS = (EntryKind.ADVICE_GIVEN, EntryKind.EMERGENCY_REVIEWED, EntryKind.EMERGENCY_CONCERN)
VERBS = ("submitted", "asked for changes", "submitted", "approved", "posted", "hired")
NAMES = people(RITA, MARK)


def entries(gig: int = 1, count: int = 4) -> list[AnyEntry]:
    """What people did to this gig, an hour apart."""
    return [
        Entry(
            at=NOON + timedelta(hours=place),
            actor=(RITA.key, MARK.key, None)[place % 3],
            kind=KINDS[place % len(KINDS)],
            facts=EntryFacts(words=f"gig {gig}, step {place}"),
        )
        for place in range(count)
    ]


def written(gig: int = 1, count: int = 4) -> list[AnyEntry]:
    """The same as a release before kinds wrote it."""
    return [
        WrittenEntry(
            at=NOON + timedelta(hours=place),
            actor=(RITA.key, MARK.key, None)[place % 3],
            name=(RITA.name, MARK.name, "sandbox")[place % 3],
            verb=VERBS[place % len(VERBS)],
            detail=f"gig {gig}, step {place}",
        )
        for place in range(count)
    ]


def saying(words: str, at: datetime = NOON) -> Said:
    """Any entry, with words of Rita's in it."""
    return entry(RITA, EntryKind.ADVICE_GIVEN, at, EntryFacts(words=words))


def words_of(one: AnyEntry) -> str:
    """What `saying` was given."""
    assert isinstance(one, Entry)
    return one.facts.words or ""


def kinds_of(sealed: Sequence[Any]) -> list[EntryKind]:
    """Of every entry of a chain, or of what `part` gave."""
    return [one.entry.kind for one in sealed]


def a_history(
    gig: int = 1,
    said: Sequence[AnyEntry] | None = None,
    *,
    tenant: str = TENANT,
    names: Mapping[str, str] = NAMES,
) -> list[StoredEntry]:
    """The entries as they lie in the store."""
    stored: list[StoredEntry] = []
    former = GENESIS
    for number, one in enumerate(entries(gig) if said is None else said, 1):
        sealed = chain(one, number, former)
        former = sealed.hash
        stored.append(
            StoredEntry(
                tenant=tenant,
                gig=gig,
                number=number,
                at=one.at,
                document=document_of(one),
                former_hash=sealed.former_hash,
                hash=sealed.hash,
                head=None,
                names={ref: names[ref] for ref in sorted(one.references()) if ref in names},
            )
        )
    return with_head(stored, stored[-1])


def with_head(stored: Sequence[StoredEntry], last: StoredEntry) -> list[StoredEntry]:
    """The rows beside a head that names this entry."""
    head = Head(number=last.number, hash=last.hash)
    return [replace(one, head=head) for one in stored]


def of_before_kinds() -> list[StoredEntry]:
    """The two histories of the fixture, exactly as they lay in the store of that release."""
    tables = json.loads((WRITTEN / "rows.json").read_text(encoding="utf-8"))
    heads = {row["gig"]: Head(number=row["number"], hash=row["hash"]) for row in tables["heads"]}
    return [StoredEntry(**_row(row), head=heads[row["gig"]]) for row in tables["history"]]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"at": datetime.fromisoformat(f"{row['at']}+00:00")}

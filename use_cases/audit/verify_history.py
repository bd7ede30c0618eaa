"""Proves histories: every entry's hash, its place, its link to the one before, the head, and what an anchor names."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime

import orjson
from pydantic import ValidationError

from gigs.history import GENESIS, Head, chain, sealed_in
from gigs.value import Value
from ports.history_storage import Span, StoredEntry
from ports.storage import Store, Transaction
from translation.catalogue import N_, _
from use_cases.audit.export_history import each_stored
from use_cases.audit.export_line import entry_of

Anchor = Mapping[tuple[str, int], Head]
"""(tenant, gig) -> where its history ended when the anchor was taken."""


class AnchorWrong(Exception):
    """A text that is no anchor; the message is a sentence."""


class Fault(Value):
    """The first entry of a gig at which its history is not what was written, and what is wrong with it.

    `reason` is the sentence before it's translated, with the gig and the number still to be filled in.
    """

    tenant: str
    gig: int
    number: int
    reason: str

    @property
    def sentence(self) -> str:
        """What is wrong, in words."""
        return _(self.reason).format(gig=self.gig, number=self.number)


class Proof(Value):
    """What was looked at and found. `digest` is the SHA-256 of the anchor's text; empty when something is broken.

    `unmet` counts the anchor's gigs that a file does not hold; of a database every one must be there.
    """

    gigs: int
    entries: int
    faults: tuple[Fault, ...]
    digest: str
    unmet: int = 0


class _AnchorLine(Value):
    tenant: str
    gig: int
    number: int
    hash: str


def anchor_in(texts: Iterable[str]) -> Anchor:
    """The anchor in these lines of JSON. Raises AnchorWrong."""
    found: dict[tuple[str, int], Head] = {}
    for place, text in enumerate(texts, 1):
        try:
            line = _AnchorLine.model_validate_json(text)
        except ValidationError as error:
            raise AnchorWrong(
                f"Line {place} of the anchor is not one of ours. An anchor is what "  # not for people
                "`audit verify --write-anchor` writes; "  # not for people
                "the digest of one proves nothing by itself."  # not for people
            ) from error
        found[line.tenant, line.gig] = Head(number=line.number, hash=line.hash)
    return found


def anchor_line(tenant: str, gig: int, head: Head) -> str:
    """One line of an anchor, with its end."""
    line = {"tenant": tenant, "gig": gig, "number": head.number, "hash": head.hash}
    return orjson.dumps(line).decode() + "\n"


def _keep_nothing(_line: str) -> None:
    """For whoever wants no anchor."""


class Chains:
    """Takes entries by tenant, gig and number, and holds no more than the last one of them and the anchor.

    `has_heads` False for entries from a file, which has none. `keep` gets every line of the new anchor.
    """

    def __init__(
        self,
        anchor: Anchor | None = None,
        *,
        has_heads: bool = True,
        keep: Callable[[str], object] = _keep_nothing,
    ) -> None:
        self._anchor = dict(anchor or {})
        self._has_heads = has_heads
        self._keep = keep
        self._digest = hashlib.sha256()
        self._gigs = self._entries = 0
        self._faults: list[Fault] = []
        self._last: StoredEntry | None = None
        self._reason: tuple[int, str] | None = None

    def take(self, stored: StoredEntry) -> None:
        """The next entry."""
        here = (stored.tenant, stored.gig)
        last = self._last
        if last is None or (last.tenant, last.gig) != here:
            self._close()
            self._gigs += 1
            if last is not None and here < (last.tenant, last.gig):
                self._reason = (
                    stored.number,
                    N_("Gig {gig}: entry {number} isn’t where it was exported: the gigs are out of order."),
                )
            last = None
        self._entries += 1
        self._reason = self._reason or self._wrong(last, stored)
        self._last = stored

    def lose(self, tenant: str, gig: int) -> None:
        """A gig that must have a history and has not a single entry."""
        self._close()
        self._gone(tenant, gig)

    def end(self) -> Proof:
        """What came of it; an anchor's gig that was never met is gone, unless this was a file."""
        self._close()
        for tenant, gig in sorted(self._anchor) if self._has_heads else ():
            self._gone(tenant, gig)
        return Proof(
            gigs=self._gigs,
            entries=self._entries,
            faults=tuple(self._faults),
            digest="" if self._faults else self._digest.hexdigest(),
            unmet=len(self._anchor),
        )

    def _gone(self, tenant: str, gig: int) -> None:
        self._anchor.pop((tenant, gig), None)
        fault = Fault(
            tenant=tenant,
            gig=gig,
            number=1,
            reason=N_("Gig {gig}: entry {number} is missing, and so is everything after it."),
        )
        self._faults.append(fault)

    def _wrong(self, last: StoredEntry | None, stored: StoredEntry) -> tuple[int, str] | None:
        number, former = (last.number + 1, last.hash) if last else (1, GENESIS)
        if stored.number > number:
            return number, N_("Gig {gig}: entry {number} is missing.")
        if stored.number < number:
            return stored.number, N_("Gig {gig}: entry {number} was inserted.")
        if wrong := _not_as_written(stored, number, former):
            return number, wrong
        anchored = self._anchor.get((stored.tenant, stored.gig)) if self._anchor else None
        if anchored and anchored.number == number and anchored.hash != stored.hash:
            return number, N_(
                "Gig {gig}: entry {number} isn’t the one in the anchor: the history was rewritten."
            )
        return None

    def _close(self) -> None:
        last, self._last = self._last, None
        if last is None:
            return
        anchored = self._anchor.pop((last.tenant, last.gig), None)
        found = self._reason or self._wrong_end(last, anchored)
        self._reason = None
        if found:
            number, reason = found
            self._faults.append(Fault(tenant=last.tenant, gig=last.gig, number=number, reason=reason))
            return
        # A head that was looked at and found right says the same.
        end = last.head if self._has_heads and last.head else Head(number=last.number, hash=last.hash)
        line = anchor_line(last.tenant, last.gig, end)
        self._digest.update(line.encode())
        self._keep(line)

    def _wrong_end(self, last: StoredEntry, anchored: Head | None) -> tuple[int, str] | None:
        if self._has_heads:
            head = last.head
            if head is None:
                return last.number, N_(
                    "Gig {gig}: entry {number} is the last one, but the head of the history is gone."
                )
            if head.number > last.number:
                return last.number + 1, N_(
                    "Gig {gig}: entry {number} is missing: the end of the history was cut off."
                )
            if head.number < last.number:
                return head.number + 1, N_("Gig {gig}: entry {number} comes after the head of the history.")
            if head.hash != last.hash:
                return last.number, N_("Gig {gig}: entry {number} isn’t the one in the head of the history.")
        if anchored and anchored.number > last.number:
            return last.number + 1, N_("Gig {gig}: entry {number} is missing: it’s in the anchor.")
        return None


def _not_as_written(stored: StoredEntry, number: int, former: str) -> str:
    """What is wrong with an entry that stands where this number and this hash before it belong; empty when it is sealed."""
    if stored.former_hash == former and (said := sealed_in(stored.document, number, former, stored.hash)):
        return (
            ""
            if datetime.fromisoformat(said["at"]) == stored.at
            else N_("Gig {gig}: entry {number} was moved to another time.")
        )
    entry = entry_of(stored)
    if entry is None:
        return N_("Gig {gig}: entry {number} can’t be read any more.")
    if entry.at != stored.at:
        return N_("Gig {gig}: entry {number} was moved to another time.")
    if stored.former_hash != former:
        return N_("Gig {gig}: entry {number} doesn’t follow the one before it.")
    return (
        ""
        if chain(entry, number, former).hash == stored.hash
        else N_("Gig {gig}: entry {number} was changed.")
    )


async def _empty(tx: Transaction, tenant: str) -> Sequence[int]:
    return await tx.histories.empty(tenant)


async def verify_histories(store: Store, tenants: Iterable[str], chains: Chains) -> Proof:
    """Every history of these tenants, page by page, while people go on working."""
    for tenant in sorted(tenants):
        async for stored in each_stored(store, tenant, Span(), names=False):
            chains.take(stored)
        for gig in await store.run(_empty, tenant):
            chains.lose(tenant, gig)
    return chains.end()


def verify_history(entries: Iterable[StoredEntry]) -> Fault | None:
    """What is wrong with the history of one gig, if anything is."""
    chains = Chains()
    for stored in entries:
        chains.take(stored)
    faults = chains.end().faults
    return faults[0] if faults else None

"""The append-only trail, as the use cases and an audit need it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from gigs.history import ChainedEntry, Head, Said
from gigs.value import Value


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry for an audit: the row as it lies there, believed in nothing, its history's head, and the names beside."""

    tenant: str
    gig: int
    number: int
    at: datetime
    document: str
    former_hash: str
    hash: str
    head: Head | None
    names: Mapping[str, str] = field(default_factory=dict)


class NamePlace(Value):
    """A history that names somebody: by this reference."""

    tenant: str
    gig: int
    reference: str


class HistoryPart(Value):
    """Entries that follow each other, oldest first. `oldest` is the number of the first of them, 0 where there are none;
    numbers start at 1. `newer` says that others follow these."""

    oldest: int
    entries: tuple[Said, ...]
    newer: bool


class Span(Value):
    """Which entries: of one gig or of all, with `since` <= at < `until`."""

    gig: int | None = None
    since: datetime | None = None
    until: datetime | None = None


class Histories(Protocol):
    """The append-only trail. Entries are written by `Gigs.save`, or here when the gig itself did not change."""

    async def add(self, tenant: str, number: int, said: Said) -> None: ...

    async def of(self, tenant: str, number: int) -> Sequence[ChainedEntry]:
        """The whole chain, oldest first."""

    async def part(self, tenant: str, number: int, most: int, up_to: int | None = None) -> HistoryPart:
        """At most so many entries, the newest of them `up_to`, or the last there is."""

    async def named(self, name: str) -> Sequence[NamePlace]:
        """Wherever exactly this name lies, in every tenant."""

    async def referring(self, tenant: str, reference: str) -> Sequence[int]:
        """Gigs whose history names somebody by exactly this reference, and whose name lies beside it. For an erasure."""

    async def erase_names(self, tenant: str, number: int, references: Sequence[str]) -> None:
        """For good: they are never written there again. Raises GigNotFound."""

    async def forget_names(self, tenant: str, number: int, references: Sequence[str]) -> None:
        """For now: a name that is said again is there again."""

    async def stored(
        self, tenant: str, span: Span, after: tuple[int, int] | None, most: int, *, names: bool = True
    ) -> Sequence[StoredEntry]:
        """For an audit: the next page behind (gig, number), by gig and number. An entry and its head are of one moment.

        `names` False leaves the names out: they are no part of what is sealed.
        """

    async def empty(self, tenant: str) -> Sequence[int]:
        """Gigs without a single entry that must have had one: they have a head, or were changed."""

    async def tenants(self) -> Sequence[str]:
        """Everybody whose gigs are kept here, in a stable order."""

"""What is kept about reading a gig's marketplace: how far it was read, when, how often, and whose words we hold."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from gigs.proposal import Proposal, UnreadProposal
from gigs.value import Value
from ports.retention import Deleted, Position

FAILED_IN_A_ROW = 5
"""So many readings of a gig fail one after the other before people are told."""


class Reading(Value):
    """One gig's readings. `read_to` is up to when its proposals are known, `read_at` when it was last read.

    `proposals_at` and `contract_at` are when the oldest words that we hold of them were read; None where we hold none.
    `calls` were made on `day` (UTC). `wanted`: somebody asked for the words to be read again.
    `unread` are the proposals that could not be read when they were last looked at. `failures` are the readings that have
    failed since the last one that did not.
    """

    tenant: str
    number: int
    marketplace: str
    listing: str
    contract: str = ""
    read_to: datetime | None = None
    read_at: datetime | None = None
    proposals_at: datetime | None = None
    contract_at: datetime | None = None
    day: date | None = None
    calls: int = 0
    wanted: bool = False
    unread: tuple[UnreadProposal, ...] = ()
    failures: int = 0

    @property
    def fails(self) -> bool:
        """True from when people are told of it until a reading succeeds."""
        return self.failures >= FAILED_IN_A_ROW


class ReadingAccount(Value):
    """The gigs that are read with one account. `marketplace` is empty for those that were never read so far."""

    tenant: str
    marketplace: str


class Readings(Protocol):
    """By (tenant, gig)."""

    async def get(self, tenant: str, number: int) -> Reading | None: ...

    async def put(self, reading: Reading) -> None:
        """Inserts or replaces."""

    async def find(self, tenant: str, marketplace: str, external_id: str) -> int | None:
        """The number of the gig with this listing or contract over there."""

    async def older(self, marketplace: str, before: datetime, limit: int) -> Sequence[Reading]:
        """Those whose words were read before this moment, of every tenant."""

    async def delete_old(
        self, before: datetime, limit: int, unlimited: Collection[str], after: Position | None = None
    ) -> Deleted:
        """Of up to `limit` that were read before: those of gigs that are over since before, too.

        One that says since when we hold words stays until they are purged, but for marketplaces that let us keep words
        for an `unlimited` time.
        """


class Proposals(Protocol):
    """Proposals by (tenant, gig, proposal id)."""

    async def of(self, tenant: str, number: int) -> Sequence[Proposal]:
        """In the order they arrived."""

    async def made_by(self, tenant: str, freelancer_id: str) -> Mapping[int, Sequence[str]]:
        """gig -> the ids of the proposals that say they're by this freelancer. For an erasure: all proposals are looked through."""

    async def put(self, tenant: str, number: int, proposals: Sequence[Proposal]) -> None:
        """Inserts or replaces."""


class Syncs(Protocol):
    """When each gig's marketplace side is read next."""

    async def schedule(self, tenant: str, number: int, at: datetime, marketplace: str = "") -> None:
        """Sets the next reading, sooner or later than before. Without a `marketplace`, on the same one as before."""

    async def stop(self, tenant: str, number: int) -> None: ...

    async def due(self, tenant: str, number: int) -> datetime | None:
        """When it is read next; None for one that is not read any more."""

    async def accounts(self, now: datetime) -> Sequence[ReadingAccount]:
        """Each account that something is due to be read with."""

    async def claim_in(
        self, account: ReadingAccount, now: datetime, until: datetime, limit: int
    ) -> Sequence[tuple[str, int]]:
        """Due gigs of one account as (tenant, number), each moved to `until` so that no other replica reads it meanwhile."""

    async def bring_forward(self, after: datetime, to: datetime) -> int:
        """Those due later than `after` are due at `to`; how many."""

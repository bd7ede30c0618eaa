"""The talent pool as the use cases need it. What is found here is shown only as far as summaries may be read."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from gigs.talent import DoNotHire, FreelancerKey, Talent, Worked
from ports.retention import Deleted, Position


class Looked(NamedTuple):
    """What a search has looked at, highest numbers first: `gigs` that have every word, each with whom it was done with.

    `last` is the lowest number that was looked at, 0 when no lower one has the words.
    """

    gigs: Sequence[tuple[int, FreelancerKey]]
    last: int


class Talents(Protocol):
    """By (tenant, marketplace, freelancer). Nothing here says what somebody may know of it: summaries do."""

    async def put(self, talent: Talent, worked: Worked) -> None:
        """Inserts or replaces both. Words of an earlier name are replaced too, those of forgotten ones stay away."""

    async def get(self, key: FreelancerKey) -> Talent | None: ...

    async def of(self, keys: Sequence[FreelancerKey]) -> Sequence[Talent]:
        """Those that there are, in the order of `keys`."""

    async def gigs_of(self, key: FreelancerKey, most: int) -> Sequence[Worked]:
        """The highest numbers first; without their words."""

    async def with_words(self, tenant: str, words: Sequence[str], before: int, most: int) -> Looked:
        """At most `most` gigs below `before` that have the first of the words; those of them that have all."""

    async def hired_on(self, tenant: str, gigs: Sequence[int]) -> Mapping[int, FreelancerKey]:
        """With whom each of these was done, as far as that is known."""

    async def read_again(self, talent: Talent) -> None:
        """Its name and page as they were just read; nothing happens where there's no such freelancer."""

    async def forget_words(self, marketplace: str, before: datetime, limit: int) -> int:
        """Of up to `limit` that were read before: the name, and the words it's found by. How many."""

    async def drop(self, key: FreelancerKey) -> None:
        """All of it."""


class Marks(Protocol):
    """Marks “do-not-hire”, by (tenant, fingerprint)."""

    async def put(self, mark: DoNotHire) -> None:
        """Inserts or replaces."""

    async def get(self, tenant: str, fingerprint: str) -> DoNotHire | None: ...

    async def of(self, tenant: str, fingerprints: Sequence[str]) -> Sequence[DoNotHire]:
        """Those that there are, lifted and ended ones too."""

    async def newest(self, tenant: str, now: datetime, most: int) -> Sequence[DoNotHire]:
        """Those that end later than now, lifted ones too; the last to end first."""

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Up to `limit` that ended before."""

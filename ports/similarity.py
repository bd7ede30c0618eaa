"""Gigs that may be nearly the same, found along an index; how near they are is for `similar.nearness` to say."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from ports.summary_storage import Reader
from similar.nearness import Terms

MOST_LIKELY = 200


class Likely(NamedTuple):
    """A gig with a summary that this reader may read, and its terms."""

    gig: int
    terms: Terms


class Similarity(Protocol):
    """By (tenant, gig). It is filled where a summary is put, in the same transaction."""

    async def likely(self, reader: Reader, terms: Terms, limit: int = MOST_LIKELY) -> Sequence[Likely]:
        """Those that share most marks first, the newest of as many; of a mark that many gigs have, the newest of them."""

    async def with_words(self, reader: Reader, words: Sequence[str], limit: int) -> Sequence[int]:
        """Gigs with these terms in their title or in their lesson, those with most of them first."""

    async def index_missing(self, limit: int) -> int:
        """Indexes summaries of an earlier release; how many. Nothing is left to do where it is fewer than `limit`."""

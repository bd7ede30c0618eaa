"""Which hints a requester has met on a gig, what became of each, and how often that happened in all."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from gigs.value import Value
from ports.retention import Deleted, Position


class HintState(StrEnum):
    """What became of a hint."""

    SHOWN = "shown"
    HEEDED = "heeded"
    """A later preview no longer had it."""
    DISMISSED = "dismissed"


class HintMark(Value):
    """`hint` is the id of a hint, `about` the mark of the text that it was about, `at` when it came into this state."""

    tenant: str
    gig: int
    hint: str
    about: str
    state: HintState
    at: datetime

    @property
    def kind(self) -> str:
        return self.hint.partition(".")[0]


class HintCount(Value):
    """How often hints of one kind came into each state."""

    kind: str
    shown: int = 0
    heeded: int = 0
    dismissed: int = 0


class Hints(Protocol):
    """By (tenant, gig, hint)."""

    async def of_gig(self, tenant: str, gig: int) -> Sequence[HintMark]: ...

    async def put(self, marks: Sequence[HintMark]) -> None:
        """Inserts or replaces."""

    async def count(self, tenant: str, more: Sequence[HintCount]) -> None:
        """Adds these to what was counted."""

    async def counts(self, tenant: str) -> Sequence[HintCount]:
        """By kind."""

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Up to `limit` marks that came into their state before. What was counted stays."""

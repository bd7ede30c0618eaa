"""Forms that somebody cancelled, and what was typed into them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from gigs.brief import BriefForm
from gigs.people import PersonKey
from gigs.value import Value
from ports.retention import Deleted, Position


class LeftForm(Value):
    """`draft` names the form; `form` is what stood in it, None once it's saved, forgotten, or where nothing was typed.
    `drawn` are the marks of the draft that it was drawn from.
    """

    person: PersonKey
    draft: str
    gig: int = 0
    form: BriefForm | None = None
    drawn: str = ""
    left_at: datetime


class LeftForms(Protocol):
    """By (person, draft)."""

    async def put(self, left: LeftForm) -> None:
        """Inserts or replaces."""

    async def get(self, person: PersonKey, draft: str) -> LeftForm | None: ...

    async def of(self, person: PersonKey, since: datetime, limit: int) -> Sequence[LeftForm]:
        """Those left since then, with or without words, the newest first."""

    async def forget_words(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Of up to `limit` that were left before: what was typed. That they were left stays known."""

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """Up to `limit` that were left before."""

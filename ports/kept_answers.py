"""Answers that Teams couldn't take at once, kept until they are said, whatever becomes of the process that owes them."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol

from gigs.value import Value
from ports.notices import CardCopy


class Answer(Value):
    """One message, as it goes out. With `replaces` it takes the place of that message of ours, if it can. `shows` is what
    a card that follows a gig shows, for its message to be remembered; one that shows none lets go what stood there."""

    tenant: str
    service_url: str
    conversation_id: str
    activity: dict[str, Any]
    replaces: str = ""
    shows: CardCopy | None = None
    is_personal: bool = True


class KeptAnswer(Value):
    """`holder` is the process that says it; once `held_until` has passed, another one does. `place` orders what was kept
    at one moment."""

    tenant: str
    id: str
    answer: Answer
    holder: str
    held_until: datetime
    kept_at: datetime
    place: int = 0


class KeptAnswers(Protocol):
    """By (tenant, id)."""

    async def put(self, kept: KeptAnswer) -> None:
        """One that is new."""

    async def hold(self, holder: str, kept_ids: Collection[str], until: datetime) -> Collection[str]:
        """Of all tenants; those of them that are there and still this holder's."""

    async def drop(self, tenant: str, kept_id: str) -> None:
        """It was said, or never will be."""

    async def claim(self, now: datetime, holder: str, until: datetime) -> Sequence[KeptAnswer]:
        """Of all tenants: those that nobody holds any more, held from now on; in the order they were kept in."""

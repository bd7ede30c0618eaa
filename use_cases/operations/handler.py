"""What differs between the kinds of operations, while one protocol carries all of them out."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar

from gigs.gig import Gig
from ports.marketplace import Marketplace
from ports.operations import Operation, OperationKind
from ports.storage import Transaction

T = TypeVar("T")


async def _always(_tx: Transaction, _gig: Gig, _operation: Operation, _at: datetime) -> None:
    """Nothing stands in its way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationHandler(Generic[T]):
    """What differs between posting, offering, releasing, funding and writing."""

    kind: OperationKind
    still_wanted: Callable[[Gig, Operation, datetime], bool]
    call: Callable[[Marketplace, Gig, Operation], Awaitable[T]]
    look_up: Callable[[Marketplace, Gig, Operation], Awaitable[T | None]]
    record: Callable[[Transaction, Gig, Operation, T, datetime], Awaitable[str]]
    """Writes what the yes means for the gig; returns the marketplace's id of what was created."""
    refuse: Callable[[Transaction, Gig, Operation, str, datetime], Awaitable[None]]
    """Writes what the no means for the gig; the text is the marketplace's own reason."""
    admit: Callable[[Transaction, Gig, Operation, datetime], Awaitable[None]] = _always
    """Asked once more in the transaction that begins the call. Raises RefusedHere for a no of our own: then nothing is sent."""
    at_their_word: Callable[[Operation], T] | None = None
    """What a person has seen there, where no look-up can tell; None where every look-up can."""
    not_before: Callable[[Gig], str] = lambda _gig: ""
    """What has to have happened before it is begun, while it has not; empty when nothing stands in its way."""
    attempts: int | None = None
    """After so many calls with an unknown outcome a person is asked; None for the patience's own figure."""

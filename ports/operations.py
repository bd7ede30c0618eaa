"""One thing to be created on a marketplace, remembered before it is tried: intent, call, yes / no / unknown."""

from datetime import datetime, timedelta
from enum import StrEnum

from pydantic import Field

from gigs.value import Value, formerly
from ports.hindrance import Hindered


class OperationKind(StrEnum):
    """What is created, paid or said over there."""

    POST = "post"
    OFFER = "offer"
    RELEASE = "release"
    FUND = "fund"
    MESSAGE = "message"
    INVITE = "invite"


class OperationState(StrEnum):
    """ready -> inflight -> done | refused | ready | human; void when the gig no longer wants it."""

    READY = "ready"
    INFLIGHT = "inflight"
    DONE = "done"
    REFUSED = "refused"
    HUMAN = "human"
    VOID = "void"


class Operation(Value):
    """`key` is (kind, gig, target): the same wish twice is one row. `reference` travels to the marketplace.
    `text` is what is to be said there, in the requester's own words. `hindered` is why we said no ourselves.

    `fence` counts claims: a write by an older claim than the newest is refused by the store. `misses` counts the
    look-ups since `intent_at` that did not find it, `last_miss_at` the newest of them.
    """

    tenant: str
    gig: int
    key: str
    kind: OperationKind
    marketplace: str
    target: str = ""
    text: str = ""
    reference: str
    state: OperationState = OperationState.READY
    fence: int = 0
    attempts: int = 0
    intent_at: datetime | None = None
    misses: int = Field(0, validation_alias=formerly("misses", "noes"))
    last_miss_at: datetime | None = Field(None, validation_alias=formerly("last_miss_at", "last_no_at"))
    external_id: str = ""
    reason: str = ""
    hindered: Hindered | None = None
    seen: bool = False
    """A person has said that it's there: their word counts where the marketplace can never tell."""
    made_at: datetime | None = None
    """When it was enqueued; None for one of an earlier release."""
    changed_at: datetime


class Patience(Value):
    """How long an unknown outcome is looked up before it may be tried again.

    After `attempts` calls with an unknown outcome a person is asked. `quarantine` covers late landing, listing lag, the longest pause of ours and clock skew (reliability.md 3.7).
    """

    call_timeout: timedelta = timedelta(seconds=30)
    send_within: timedelta = timedelta(seconds=5)
    quarantine: timedelta = timedelta(minutes=15)
    between_misses: timedelta = timedelta(minutes=2)
    misses_needed: int = 2
    look_for: timedelta = timedelta(days=1)
    """After an unknown outcome that nobody could look up for so long, a person is asked too."""
    attempts: int = 2
    ask_again: timedelta = timedelta(minutes=1)
    """Until the next try of what waits, or may be repeated, where the marketplace did not say when."""
    look_up_skills: timedelta = timedelta(seconds=2)
    """For all skills of one preview together: somebody waits for it."""

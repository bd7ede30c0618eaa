"""What the use cases need from outside: clock, ids, directory, messenger, jobs. The store's ports are in storage.py."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar, Protocol

from gigs.people import Person, PersonKey
from gigs.value import Value
from use_cases.gig_page import GigPage
from use_cases.notices import CardCopy, Chat, Notice


class Clock(Protocol):
    """The only source of time."""

    def now(self) -> datetime:
        """The time, aware, in UTC."""


class Ids(Protocol):
    """The only source of unguessable names."""

    def new(self, prefix: str) -> str:
        """A fresh id such as `FC-7K3M9QXB2D`, at least 50 random bits behind the prefix."""


class DirectoryUnavailable(Exception):
    """The directory does not answer now; it can be asked again. The message is a sentence for people."""


class Directory(Protocol):
    """Who is who in a tenant. May take a moment (Graph), so it is never asked inside a transaction.

    Raises DirectoryUnavailable when it does not answer and nothing recent enough is known.
    """

    async def person(self, key: PersonKey) -> Person | None:
        """The person, or None when the tenant does not know them or their account is not active."""

    async def by_address(self, tenant: str, address: str) -> Person | None:
        """The active person with this e-mail address, without regard to case; None when there is none."""

    async def group(self, tenant: str, name: str) -> Sequence[Person]:
        """The active people in a group, by name; empty when there is no such group. Always in the same order."""


class Job(Value):
    """Background work: one outside effect. `key` makes the same promise twice one piece of work."""

    name: ClassVar[str]
    queue: ClassVar[str]

    @property
    @abstractmethod
    def key(self) -> str:
        """Unique per effect, such as `post:TENANT:12:1`."""


class TryLater(Exception):
    """A job could not finish now. `after` is in seconds; None leaves it to the engine's back-off.

    `counts` False means the wait is part of the plan (a quarantine), not a failed attempt.
    """

    def __init__(self, reason: str, after: float | None = None, *, counts: bool = True) -> None:
        super().__init__(reason)
        self.after = after
        self.counts = counts


class ChatGone(Exception):
    """The bot cannot speak there any more (removed, blocked, conversation deleted)."""


class Messenger(Protocol):
    """Everything said outside a turn. Each call is one outside effect.

    Raises TryLater when Teams asks to wait or is down, ChatGone when the reference is dead.
    """

    async def deliver(self, chat: Chat, notice: Notice, page: GigPage | None) -> CardCopy:
        """Draw and send a notice; what was sent, so that it can be redrawn. `page` None: it is about no gig."""

    async def redraw(self, copy: CardCopy, page: GigPage) -> None:
        """Draw a card again where it stands."""

    async def reply(self, copy: CardCopy, chat: Chat, notice: Notice) -> None:
        """Say something in the thread under a card in a channel."""

    async def open_chat(self, near: Chat, person: PersonKey) -> Chat | None:
        """Start a personal chat with somebody who has none yet, on the same service as `near`; None when impossible."""

    async def members(self, chat: Chat) -> Sequence[str]:
        """Object ids of the people in a channel's team."""


class AuditLink(Value):
    """What an auditor's link carries: one gig, who made it, and a name of its own by which its openings are known."""

    id: str
    tenant: str
    gig: int
    by: str


class Links(Protocol):
    """Makes addresses that can be opened without an account, until they expire."""

    def address(self, link: AuditLink) -> str:
        """The whole address, signed and dated. Raises NoLinks."""

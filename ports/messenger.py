"""Everything that is said outside a turn. What a card is drawn from, a page, is the use cases' own affair."""

from typing import Protocol, TypeVar

from gigs.people import PersonKey
from ports.notices import CardCopy, Chat, Notice

Page = TypeVar("Page", contravariant=True)


class ChatGone(Exception):
    """The bot cannot speak there any more (removed, blocked, conversation deleted)."""


class Messenger(Protocol[Page]):
    """Each call is one outside effect. A `Page` is a gig as one person sees it.

    Raises TryLater when Teams asks to wait or is down, ChatGone when the reference is dead.
    """

    async def deliver(self, chat: Chat, notice: Notice, page: Page | None) -> CardCopy:
        """Draw and send a notice; what was sent, so that it can be redrawn. `page` None: it is about no gig."""

    async def redraw(self, copy: CardCopy, page: Page) -> CardCopy:
        """Draw a card again where it stands, unless the message holds just that; the copy with what it holds now."""

    async def reply(self, copy: CardCopy, chat: Chat, notice: Notice, page: Page | None) -> None:
        """Say something in the thread under a card in a channel. `page` None: it is about no gig."""

    async def open_chat(self, near: Chat, person: PersonKey) -> Chat | None:
        """Start a personal chat with somebody who has none yet, on the same service as `near`; None when impossible."""

    async def is_member(self, chat: Chat, person: PersonKey, member_id: str) -> bool:
        """Whether they are in the channel's team. `member_id` is their id for this bot, "" where it isn't known."""

"""The Messenger port in a past in which nobody has a chat."""

from typing import NoReturn

from gigs.people import PersonKey
from ports.messenger import ChatGone
from ports.notices import CardCopy, Chat, Notice
from use_cases.permissions.gig_page import GigPage


class Nobody:
    """Whoever is spoken to isn’t there."""

    async def deliver(self, chat: Chat, notice: Notice, page: GigPage | None) -> NoReturn:
        """Raises ChatGone."""
        raise ChatGone(f"{notice.kind} to {chat.owner} about {page and page.gig.number}")

    async def redraw(self, copy: CardCopy, page: GigPage) -> NoReturn:
        """Raises ChatGone."""
        raise ChatGone(f"{copy.view} of {page.gig.number}")

    async def reply(self, copy: CardCopy, chat: Chat, notice: Notice, page: GigPage | None) -> NoReturn:
        """Raises ChatGone."""
        raise ChatGone(f"{notice.kind} under {copy.view} in {chat.owner} about {page and page.gig.number}")

    async def open_chat(self, near: Chat, person: PersonKey) -> Chat | None:  # noqa: ARG002
        """None."""
        return None

    async def is_member(self, chat: Chat, person: PersonKey, member_id: str) -> bool:  # noqa: ARG002
        """Of nothing."""
        return False

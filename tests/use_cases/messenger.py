"""The Messenger port in the hands of a test: what was said, to whom, and where it cannot be."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gigs.people import Person, PersonKey
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notice_facts import Reply
from ports.notices import CardCopy, Chat, Notice, NoticeKind, View
from tests.support.builders import RITA


@dataclass
class FakeMessenger:
    """The Messenger port: remembers what was said, and fails for the chats it is told to fail for."""

    said: list[tuple[str, Notice]] = field(default_factory=list)
    redrawn: list[tuple[str, int]] = field(default_factory=list)
    replies: list[tuple[str, Reply | None]] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)
    busy: dict[str, float] = field(default_factory=dict)
    """Chats in which Teams asks for a pause of so many seconds."""
    teams: dict[str, list[str]] = field(default_factory=dict)
    """Who is in which team."""
    asked: list[str] = field(default_factory=list)
    """The teams that somebody was looked for in, in order."""
    asked_as: list[str] = field(default_factory=list)
    """Under which id for the bot."""
    silent: set[str] = field(default_factory=set)
    """Teams about which Teams doesn't answer."""
    opens: bool = False
    moved: set[str] = field(default_factory=set)
    """People with whom a chat made now has another id than `a_chat`."""
    opened: list[PersonKey] = field(default_factory=list)
    """Whom a chat was made with, in order."""
    opening: Exception | None = None
    """Raised when one is to be made."""
    before: Callable[[], Any] | None = None
    """Awaited while a message is on its way."""
    before_redraw: Callable[[], Any] | None = None
    """Awaited while a card is being drawn again."""

    async def deliver(self, chat: Chat, notice: Notice, page: Any) -> CardCopy:
        self._check(chat.conversation_id)
        if self.before:
            await self.before()
        self.said.append((chat.owner, notice))
        return CardCopy(
            tenant=chat.tenant,
            gig=notice.gig,
            service_url=chat.service_url,
            conversation_id=chat.conversation_id,
            activity_id=f"m{len(self.said)}",
            view=View.CHANNEL if chat.is_channel else View.APPROVAL,
            viewer=notice.to,
            subject=chat.owner if chat.is_channel else notice.subject,
            drawn_version=page.gig.version if page else 0,
        )

    async def redraw(self, copy: CardCopy, page: Any) -> CardCopy:
        self._check(copy.conversation_id)
        if self.before_redraw:
            await self.before_redraw()
        self.redrawn.append((copy.activity_id, page.gig.version))
        return copy

    async def reply(self, copy: CardCopy, chat: Chat, notice: Notice, page: Any) -> None:
        self._check(chat.conversation_id)
        self.replies.append((chat.owner, notice.facts.reply))

    async def open_chat(self, near: Chat, person: PersonKey) -> Chat | None:
        if self.opening:
            raise self.opening
        self.opened.append(person)
        owner = person.object_id
        where = f"anew:{owner}" if owner in self.moved else f"a:{owner}"
        return a_chat(owner, conversation_id=where) if self.opens else None

    async def is_member(self, chat: Chat, person: PersonKey, member_id: str) -> bool:
        self.asked.append(chat.team)
        self.asked_as.append(member_id)
        if chat.team in self.silent:
            raise TryLater("Teams wants a pause", 30, counts=False)
        return person.object_id in self.teams.get(chat.team, ())

    def _check(self, conversation_id: str) -> None:
        if conversation_id in self.gone:
            raise ChatGone(conversation_id)
        if conversation_id in self.broken:
            raise TryLater("Teams is down")
        if conversation_id in self.busy:
            raise TryLater("Teams wants a pause", self.busy[conversation_id], counts=False)

    def kinds(self, person: Person) -> list[NoticeKind]:
        """What this person was told, in order."""
        return [notice.kind for owner, notice in self.said if owner == person.key.object_id]


def a_chat(owner: str, **changes: Any) -> Chat:
    chat = Chat(
        tenant=RITA.key.tenant,
        owner=owner,
        conversation_id=f"a:{owner}",
        service_url="https://smba.trafficmanager.net/teams/",
        bot_id="28:bot",
    )
    return chat.model_copy(update=changes)

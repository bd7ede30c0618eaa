"""Everything said outside a turn: notices to people and channels, and cards redrawn where they stand."""

import logging

from bot.connector.connector import Connector, in_thread
from bot.connector.errors import (
    DeliveryUnknown,
    Refused,
    TemporarilyDown,
    Throttled,
    TooLarge,
    Unreachable,
)
from bot.connector.pacing import Urgency
from bot.connector.wire import card_message, fingerprint, text_message
from cards.kit.elements import summary_of, wire
from cards.notices import draw, notice_card, subject_of
from cards.reasons import reply_text
from gigs.people import PersonKey
from ports.jobs import TryLater
from ports.messenger import ChatGone
from ports.notices import STAYS, CardCopy, Chat, Notice, View
from use_cases.permissions.gig_page import GigPage

log = logging.getLogger(__name__)


class TeamsMessenger:
    """The Messenger port on our Bot Connector client."""

    def __init__(self, connector: Connector, *, opens_chats: bool) -> None:
        """`opens_chats` is False for the Playground, where every person has a window (and service) of their own."""
        self._connector = connector.less_urgent(Urgency.NOTICE)
        self._redrawing = connector.less_urgent(Urgency.REDRAW)
        self._opens_chats = opens_chats

    async def deliver(self, chat: Chat, notice: Notice, page: GigPage | None) -> CardCopy:
        """One message in a personal chat, or one new thread in a channel."""
        view = STAYS.get(notice.kind)
        card = draw(view, page, notice.subject) if view and page else notice_card(notice, page)
        drawn = wire(card)
        activity = card_message(drawn, summary_of(card), urgent=view is View.APPROVAL)
        async with _told_in_a_chat():
            if chat.is_channel:
                where, said = await self._connector.create_thread(
                    chat.service_url, chat.owner, activity, tenant=chat.tenant
                )
            else:
                where = chat.conversation_id
                said = await self._connector.send(chat.service_url, where, activity, tenant=chat.tenant)
        return CardCopy(
            tenant=chat.tenant,
            gig=notice.gig,
            service_url=chat.service_url,
            conversation_id=where,
            activity_id=said,
            view=view or View.GIG,
            viewer=notice.to,
            subject=_subject(chat, view or View.GIG, page, notice.subject),
            drawn_version=page.gig.version if page else 0,
            drawn_hash=fingerprint(drawn),
        )

    async def redraw(self, copy: CardCopy, page: GigPage) -> CardCopy:
        """Repeating it is harmless. A card that stands there already costs no call."""
        card = draw(copy.view, page, copy.subject)
        drawn = wire(card)
        if (drawn_hash := fingerprint(drawn)) == copy.drawn_hash:
            return copy
        activity = card_message(drawn, summary_of(card))
        async with _told():
            await self._redrawing.update(
                copy.service_url, copy.conversation_id, copy.activity_id, activity, tenant=copy.tenant
            )
        return copy.model_copy(update={"drawn_hash": drawn_hash})

    async def reply(self, copy: CardCopy, chat: Chat, notice: Notice, page: GigPage | None) -> None:
        """In the thread under the gig's card."""
        where = in_thread(chat.owner, copy.activity_id)
        text = text_message(reply_text(notice.facts, page.gig) if page else "")
        async with _told_in_a_chat():
            await self._connector.send(chat.service_url, where, text, tenant=chat.tenant)

    async def open_chat(self, near: Chat, person: PersonKey) -> Chat | None:
        """The one-to-one chat with somebody who has the app but never wrote to it."""
        if not self._opens_chats:
            return None
        async with _told_in_a_chat():
            conversation_id = await self._connector.create_chat(
                near.service_url, near.bot_id, person.object_id, person.tenant
            )
        return Chat(
            tenant=person.tenant,
            owner=person.object_id,
            conversation_id=conversation_id,
            service_url=near.service_url,
            bot_id=near.bot_id,
        )

    async def is_member(self, chat: Chat, person: PersonKey, member_id: str) -> bool:
        """False, too, where Teams doesn't let us ask. Only an answer that names this very person is a yes."""
        asked = member_id or person.object_id
        async with _told():
            try:
                found = await self._connector.member_object_id(
                    chat.service_url, chat.team, asked, tenant=chat.tenant
                )
            except Unreachable:
                return False
        return found.lower() == person.object_id.lower()


def _subject(chat: Chat, view: View, page: GigPage | None, subject: str) -> str:
    if chat.is_channel:
        return chat.owner
    return subject_of(view, page, subject) if page else subject


class _told:  # noqa: N801 - reads as a clause: `async with _told():`
    """Teams' answers in the words of the port: ChatGone, or TryLater with the wait that was asked for."""

    async def __aenter__(self) -> None:
        return None

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, Unreachable):
            raise ChatGone(str(error)) from error
        if isinstance(error, Throttled):
            raise TryLater(str(error), error.retry_after, counts=False) from error
        if isinstance(error, TemporarilyDown | DeliveryUnknown):
            raise TryLater(str(error)) from error


class _told_in_a_chat(_told):  # noqa: N801 - as above
    """What Teams refuses for good says of a chat that it is no more, or not to be made (400), and of anything else that
    somebody has to look at it: meanwhile it's tried again, and whoever waits for it hears of it."""

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object
    ) -> None:
        if isinstance(error, Refused) and error.status == 400:
            raise ChatGone(str(error)) from error
        if isinstance(error, Refused | TooLarge):
            log.error("Teams refuses what is to be said: %s", error)
            raise TryLater(f"{type(error).__name__} {error}") from error
        await super().__aexit__(kind, error, trace)

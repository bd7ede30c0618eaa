"""Where something is said: the chat it came from, to be remembered or to be answered in."""

from dataclasses import replace

from bot.door.inbound import Inbound
from gigs.people import Person
from ports.notices import Chat


def personal_chat(inbound: Inbound, person: Person) -> Chat:
    """The one-to-one chat this came from, to be remembered for what we have to say later."""
    return Chat(
        tenant=person.key.tenant,
        owner=person.key.object_id,
        conversation_id=inbound.conversation_id,
        service_url=inbound.service_url,
        bot_id=inbound.bot_id,
        member_id=inbound.from_id,
    )


def channel_chat(inbound: Inbound, channel_id: str) -> Chat:
    """The channel this came from: the channel, not the thread."""
    return Chat(
        tenant=inbound.tenant,
        owner=channel_id,
        is_channel=True,
        conversation_id=channel_id,
        service_url=inbound.service_url,
        bot_id=inbound.bot_id,
        member_id=inbound.team_id or "",
    )


def in_private(inbound: Inbound, chat: Chat) -> Inbound:
    """The same words or press as if they had come from the one-to-one chat: the answer is a message of its own."""
    return replace(
        inbound,
        type="message",
        conversation_id=chat.conversation_id,
        conversation_type="personal",
        service_url=chat.service_url,
        team_id=None,
        channel_id=None,
        reply_to_id=None,
    )

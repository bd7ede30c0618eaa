"""An activity as we read it: our own frozen value, made from Teams' JSON, never failing on what it does not know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import tzinfo
from typing import Any, Final

from bot.door.local_zone import local_zone
from bot.door.said import what_was_said
from gigs.people import PersonKey

_MAX_TEXT: Final = 28_000


@dataclass(frozen=True, slots=True)
class Inbound:
    """One activity from Teams. Who acts is (`tenant`, `object_id`), both from the authenticated envelope; everything
    else is what the sender's client said. A text that was not sent is "", any other missing thing None."""

    type: str
    id: str
    tenant: str
    service_url: str
    conversation_id: str
    conversation_type: str
    """personal, groupChat or channel."""
    from_id: str
    bot_id: str
    name: str = ""
    """Of an invoke or event, for example adaptiveCard/action."""
    text: str = ""
    """As it was said, on one line: without the mention of the bot, quotes, tags and HTML entities."""
    value: dict[str, Any] | None = None
    object_id: str | None = None
    """Entra object id. None for guests of a meeting, other bots and connectors: they can act on nothing."""
    team_id: str | None = None
    channel_id: str | None = None
    reply_to_id: str | None = None
    locale: str = ""
    """Of the sender's client, such as de-DE."""
    zone: tzinfo | None = None
    """Of the sender's client; None where it didn't say."""
    members_added: tuple[str, ...] = ()
    members_removed: tuple[str, ...] = ()
    action: str | None = None
    """Of an installationUpdate: add, add-upgrade, remove, remove-upgrade."""
    is_too_large: bool = False
    """More than the door takes: what it said was not read on, and all it gets is a sentence."""

    def unread(self) -> "Inbound":
        """The same, without anything that it said; that it came from a card stays known."""
        return replace(self, text="", value=None if self.value is None else {}, is_too_large=True)

    @property
    def who(self) -> PersonKey | None:
        """Who acts; the directory knows whether there is such a person."""
        return PersonKey(tenant=self.tenant, object_id=self.object_id) if self.object_id else None

    @property
    def is_personal(self) -> bool:
        """Said in the one-to-one chat with the bot, where sensitive things may be shown."""
        return self.conversation_type == "personal"

    @property
    def changed_team(self) -> str | None:
        """The team that somebody, or the bot, came to or left, if this says so."""
        moved = self.members_added or self.members_removed or self.type == "installationUpdate"
        return self.team_id if moved else None


def read_inbound(body: Mapping[str, Any], tenant: str, service_url: str) -> Inbound:
    """The activity in `body`; `tenant` and `service_url` come from the envelope that was checked."""
    sender, bot = _mapping(body.get("from")), _mapping(body.get("recipient"))
    conversation, channel_data = _mapping(body.get("conversation")), _mapping(body.get("channelData"))
    conversation_id = _text(conversation.get("id"))
    bot_id = _text(bot.get("id"))
    value = body.get("value")
    return Inbound(
        type=_text(body.get("type")),
        id=_text(body.get("id")),
        tenant=tenant,
        service_url=service_url,
        conversation_id=conversation_id,
        conversation_type=_conversation_type(conversation, conversation_id),
        from_id=_text(sender.get("id")),
        bot_id=bot_id,
        name=_text(body.get("name")),
        text=what_was_said(
            _text(body.get("text"))[:_MAX_TEXT], body.get("entities"), bot_id, _text(bot.get("name"))
        ),
        value=value if isinstance(value, dict) else None,
        object_id=_text(sender.get("aadObjectId")) or None,
        team_id=_text(_mapping(channel_data.get("team")).get("id")) or None,
        channel_id=_channel_id(channel_data),
        reply_to_id=_text(body.get("replyToId")) or None,
        locale=_text(body.get("locale"))[:35],
        zone=local_zone(body),
        members_added=_ids(body.get("membersAdded")),
        members_removed=_ids(body.get("membersRemoved")),
        action=_text(body.get("action")) or None,
    )


def _conversation_type(conversation: Mapping[str, Any], conversation_id: str) -> str:
    """As sent; where it is missing, a thread id or isGroup means that others may be listening."""
    sent = _text(conversation.get("conversationType"))
    if sent:
        return sent
    shared = conversation.get("isGroup") is True or "@thread" in conversation_id
    return "groupChat" if shared else "personal"


def _channel_id(channel_data: Mapping[str, Any]) -> str | None:
    """The channel this was said in, or the one that was picked when the app was installed in a team."""
    said_in = _text(_mapping(channel_data.get("channel")).get("id"))
    settings = _mapping(channel_data.get("settings"))
    return said_in or _text(_mapping(settings.get("selectedChannel")).get("id")) or None


def _ids(members: object) -> tuple[str, ...]:
    listed: Iterable[object] = members if isinstance(members, list) else ()
    return tuple(identity for member in listed if (identity := _text(_mapping(member).get("id"))))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}

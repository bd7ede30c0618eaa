"""Between our own reading of an activity and the SDK's Activity: only what the SDK and our conversations read."""

from typing import Any, Final, Self

from botbuilder.core import InvokeResponse
from botbuilder.schema import Activity, Attachment, ChannelAccount, ConversationAccount
from msrest.serialization import Model

from bot.connector.wire import Activity as Wire
from bot.door.inbound import Inbound

# The SDK's constructor sets forty-odd attributes one by one; a turn starts from a copy of the result instead.
_BLANK: Final[dict[str, Any]] = dict(vars(Activity()))

_ADDRESS: Final = frozenset(
    {"serviceUrl", "channelId", "conversation", "from", "recipient", "replyToId", "inputHint"}
)
"""What the SDK adds to everything that is sent. Our calls name the chat and the message in their path."""


class Finished(dict[str, Any]):
    """JSON that nobody changes any more. The SDK copies deeply what it sends, which costs milliseconds for a card."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self


def light_activity(inbound: Inbound) -> Activity:
    """What came in, as the SDK sees it. Entities, attachments and reactions are left out: nothing reads them here."""
    activity = Activity.__new__(Activity)
    activity.__dict__ = {
        **_BLANK,
        "type": inbound.type,
        "id": inbound.id,
        "name": inbound.name or None,
        "text": inbound.text,
        "value": inbound.value,
        "service_url": inbound.service_url,
        "channel_id": "msteams",
        "reply_to_id": inbound.reply_to_id,
        "from_property": ChannelAccount(
            id=inbound.from_id, aad_object_id=inbound.object_id or "", role="user"
        ),
        "recipient": ChannelAccount(id=inbound.bot_id, role="bot"),
        "conversation": ConversationAccount(
            id=inbound.conversation_id,
            conversation_type=inbound.conversation_type,
            is_group=not inbound.is_personal,
            tenant_id=inbound.tenant,
        ),
    }
    return activity


def message_activity(message: Wire) -> Activity:
    """One of our messages, a text or a card, to be sent through the SDK."""
    cards = [
        Attachment(content_type=one["contentType"], content=Finished(one["content"]))
        for one in message.get("attachments", ())
    ]
    words: dict[str, Any] = {
        "text": message.get("text"),
        "text_format": message.get("textFormat"),
        "summary": message.get("summary"),
    }
    return Activity(type=message["type"], attachments=cards, **words)


def invoke_response(status: int, body: dict[str, Any] | None) -> Activity:
    """The answer to an invoke, as the SDK wants it left in its turn."""
    left = None if body is None else Finished(body)
    return Activity(type="invokeResponse", value=InvokeResponse(status=status, body=left))


def wire_activity(activity: Activity) -> Wire:
    """Teams' JSON of what the SDK wants sent, without the address."""
    return {key: value for key, value in _wire(activity).items() if key not in _ADDRESS}


def _wire(model: Model) -> Wire:
    """A msrest model by its own table of attributes; what is empty is left out, as Teams wants it."""
    attributes = vars(model)
    return {
        mapped["key"]: _wire_value(attributes[attribute])
        for attribute, mapped in type(model)._attribute_map.items()  # noqa: SLF001  msrest's only table
        if attributes.get(attribute) not in (None, [])
    }


def _wire_value(value: Any) -> Any:
    if isinstance(value, Model):
        return _wire(value)
    return [_wire_value(item) for item in value] if isinstance(value, list) else value

"""Between Teams' JSON and the SDK's Activity, without msrest: only the fields that the SDK and its dialogs read."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Any, Final

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount
from msrest.serialization import Model

from bot.door.inbound import Inbound

_TAKEN_AS_SENT: Final = (
    ("replyToId", "reply_to_id"),
    ("localTimezone", "local_timezone"),
    ("textFormat", "text_format"),
    ("channelData", "channel_data"),
    ("action", "action"),
)

# The SDK's constructor sets forty-odd attributes one by one; a turn starts from a copy of the result instead.
_BLANK_ACTIVITY: Final[dict[str, Any]] = dict(vars(Activity()))
_BLANK_ACCOUNT: Final[dict[str, Any]] = dict(vars(ChannelAccount()))
_BLANK_CONVERSATION: Final[dict[str, Any]] = dict(vars(ConversationAccount()))

_NEVER_SENT: Final = frozenset({"serviceUrl", "callerId", "localTimestamp", "localTimezone", "timestamp"})


def light_activity(inbound: Inbound, body: Mapping[str, Any]) -> Activity:
    """The SDK's view of an activity that was let in: our text (without the mention), the accounts and the value.

    Entities, attachments and reactions are left out: nothing of ours reads them through the SDK.
    """
    activity = Activity.__new__(Activity)
    activity.__dict__ = {
        **_BLANK_ACTIVITY,
        "type": inbound.type,
        "id": inbound.id,
        "name": inbound.name or None,
        "text": inbound.text,
        "value": body.get("value"),
        "service_url": inbound.service_url,
        "channel_id": "msteams",
        "locale": inbound.locale,
        "from_property": _account(inbound.from_id, inbound.from_name, inbound.object_id, "user"),
        "recipient": _account(inbound.bot_id, "", None, "bot"),
        "conversation": _conversation(inbound),
        "members_added": [_account(member, "", None, None) for member in inbound.members_added] or None,
        "members_removed": [_account(member, "", None, None) for member in inbound.members_removed] or None,
        **{attribute: body.get(key) for key, attribute in _TAKEN_AS_SENT},
    }
    return activity


def copied(activity: Activity) -> Activity:
    """Another activity with the same parts: what the SDK changes on it before sending does not reach the caller's."""
    copy = Activity.__new__(type(activity))
    copy.__dict__ = dict(vars(activity))
    return copy


def wire_activity(activity: Activity) -> dict[str, Any]:
    """Teams' JSON of what the SDK wants sent; unknown properties of entities are kept."""
    wire = _wire(activity)
    return {key: value for key, value in wire.items() if key not in _NEVER_SENT}


def _account(identity: str, name: str, object_id: str | None, role: str | None) -> ChannelAccount:
    account = ChannelAccount.__new__(ChannelAccount)
    account.__dict__ = {
        **_BLANK_ACCOUNT,
        "id": identity,
        "name": name,
        "aad_object_id": object_id,
        "role": role,
    }
    return account


def _conversation(inbound: Inbound) -> ConversationAccount:
    conversation = ConversationAccount.__new__(ConversationAccount)
    conversation.__dict__ = {
        **_BLANK_CONVERSATION,
        "id": inbound.conversation_id,
        "conversation_type": inbound.conversation_type,
        "is_group": not inbound.is_personal,
        "tenant_id": inbound.tenant,
    }
    return conversation


def _wire(model: Model) -> dict[str, Any]:
    """A msrest model by its own table of attributes; None is left out, as Teams wants it."""
    attributes = vars(model)
    wire: dict[str, Any] = {}
    for attribute, mapped in type(model)._attribute_map.items():  # noqa: SLF001  msrest's only table
        value = attributes.get(attribute)
        if value is not None and mapped["key"]:
            wire[mapped["key"]] = _wire_value(value)
    wire.update(attributes.get("additional_properties") or {})
    return wire


def _wire_value(value: Any) -> Any:
    if isinstance(value, Model):
        return _wire(value)
    if isinstance(value, list):
        return [_wire_value(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    return value

"""Activities as Teams sends them, for posting to the front door."""

import itertools
from typing import Any

from tests.support.connector import Person
from tests.support.entra import APP_ID, TENANT

BOT_ID = f"28:{APP_ID}"
ANN = Person("33333333-aaaa-4bbb-8ccc-000000000003", "Ann Requester")

_ids = itertools.count(1)


def activity(service_url: str, kind: str, person: Person = ANN, **more: Any) -> dict[str, Any]:
    """Any activity from a person's one-to-one chat with the bot; `more` replaces or adds fields."""
    return {
        "type": kind,
        "id": f"f:{next(_ids)}",
        "timestamp": "2026-05-12T17:04:00.123Z",
        "localTimestamp": "2026-05-12T10:04:00.123-07:00",
        "localTimezone": "America/Los_Angeles",
        "serviceUrl": service_url,
        "channelId": "msteams",
        "from": {"id": person.mri, "name": person.name, "aadObjectId": person.object_id},
        "conversation": {
            "conversationType": "personal",
            "tenantId": TENANT,
            "id": f"a:{person.object_id}",
        },
        "recipient": {"id": BOT_ID, "name": "Freelance Connector"},
        "entities": [{"locale": "en-US", "country": "US", "platform": "Web", "type": "clientInfo"}],
        "channelData": {"tenant": {"id": TENANT}},
        "locale": "en-US",
        **more,
    }


def message(service_url: str, text: str, person: Person = ANN, **more: Any) -> dict[str, Any]:
    """Something typed."""
    return activity(service_url, "message", person, **{"text": text, "textFormat": "plain", **more})


def invoke(service_url: str, name: str, value: Any, person: Person = ANN, **more: Any) -> dict[str, Any]:
    """A call that waits for an answer."""
    return activity(service_url, "invoke", person, **{"name": name, "value": value, **more})


def press(service_url: str, verb: str, data: Any, person: Person = ANN, **more: Any) -> dict[str, Any]:
    """A press on an Action.Execute button."""
    value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
    return invoke(service_url, "adaptiveCard/action", value, person, **more)


def in_channel(channel: str, root: str, team: str) -> dict[str, Any]:
    """The fields that tell a channel thread from a one-to-one chat, for `more` of the others."""
    return {
        "conversation": {
            "conversationType": "channel",
            "tenantId": TENANT,
            "id": f"{channel};messageid={root}",
            "isGroup": True,
        },
        "channelData": {"tenant": {"id": TENANT}, "channel": {"id": channel}, "team": {"id": team}},
    }

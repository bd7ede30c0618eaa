"""Our client of the Bot Connector: everything we say in Teams goes out here, as JSON on one pooled session."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from bot.connector.calls import Call, Calls
from bot.connector.errors import DeliveryUnknown
from bot.connector.pacing import Kind, Urgency
from bot.connector.wire import Activity

CONNECTIONS: Final = 100
"""To Teams at a time."""


def in_thread(channel_id: str, root_id: str) -> str:
    """The conversation id of the thread in a channel that starts with message `root_id`."""
    return f"{channel_id.partition(';')[0]};messageid={root_id}"


class Connector:
    """Every method raises the ConnectorError family, and ForeignServiceUrl for an address that is not Teams'.

    Activities are dicts as made by bot.connector.wire. `tenant` tells whose limit of calls a second a call counts in.
    """

    def __init__(self, calls: Calls, urgency: Urgency = Urgency.ANSWER) -> None:
        """Every call is as urgent as this."""
        self._calls = calls
        self._urgency = urgency

    def less_urgent(self, urgency: Urgency) -> "Connector":
        """The same, for what gives way to answers."""
        return Connector(self._calls, urgency)

    async def send(
        self, service_url: str, conversation_id: str, activity: Activity, *, tenant: str = ""
    ) -> str:
        """Says something in a chat or thread; the id of the message, "" if Teams gave none."""
        path = f"/v3/conversations/{_quoted(conversation_id)}/activities"
        answer = await self._make(Call("POST", service_url, path, conversation_id, tenant, activity))
        return _id_in(answer)

    async def update(
        self,
        service_url: str,
        conversation_id: str,
        activity_id: str,
        activity: Activity,
        *,
        tenant: str = "",
    ) -> None:
        """Puts this in the place of a message of ours; doing it twice is harmless."""
        path = f"/v3/conversations/{_quoted(conversation_id)}/activities/{_quoted(activity_id)}"
        body = {**activity, "id": activity_id}
        await self._make(Call("PUT", service_url, path, conversation_id, tenant, body))

    async def create_chat(self, service_url: str, bot_id: str, member_id: str, tenant: str) -> str:
        """The conversation id of our one-to-one chat with a person, made if need be; Teams gives the same id every
        time. `member_id` is their id for this bot (29:…) or their Entra object id."""
        body = {
            "bot": {"id": bot_id},
            "members": [{"id": member_id}],
            "tenantId": tenant,
            "isGroup": False,
            "channelData": {"tenant": {"id": tenant}},
        }
        lane = f"new chats of {tenant}"
        answer = await self._make(Call("POST", service_url, "/v3/conversations", lane, tenant, body))
        return _needed_id(answer, "id")

    async def create_thread(
        self, service_url: str, channel_id: str, activity: Activity, *, tenant: str = ""
    ) -> tuple[str, str]:
        """Starts a thread in a channel with this message; the thread's conversation id and the message's id."""
        body: dict[str, Any] = {
            "isGroup": True,
            "channelData": {"channel": {"id": channel_id}},
            "activity": activity,
        }
        if tenant:
            body["tenantId"] = tenant
            body["channelData"]["tenant"] = {"id": tenant}
        answer = await self._make(Call("POST", service_url, "/v3/conversations", channel_id, tenant, body))
        conversation_id = _needed_id(answer, "id")
        root = answer.get("activityId")
        return conversation_id, root if isinstance(root, str) else conversation_id.partition(";messageid=")[2]

    async def channels(self, service_url: str, team_id: str, *, tenant: str = "") -> list[tuple[str, str]]:
        """(id, name) of a team's channels. Teams leaves the name of the first one out: it is General."""
        path = f"/v3/teams/{_quoted(team_id)}/conversations"
        answer = await self._make(Call("GET", service_url, path, team_id, tenant, kind=Kind.READ))
        listed = answer.get("conversations")
        found = [each for each in (listed if isinstance(listed, list) else []) if isinstance(each, dict)]
        return [(_id_in(each), str(each.get("name") or "General")) for each in found if _id_in(each)]

    async def member_object_id(
        self, service_url: str, conversation_id: str, member_id: str, *, tenant: str = ""
    ) -> str:
        """The Entra object id of somebody in a chat or team, "" for guests without one and for bots; for a team,
        `conversation_id` is the team's id. `member_id` is their id for this bot (29:…) or their Entra object id.
        Raises Unreachable for who isn't in it, and where we may not ask."""
        path = f"/v3/conversations/{_quoted(conversation_id)}/members/{_quoted(member_id)}"
        answer = await self._make(Call("GET", service_url, path, conversation_id, tenant, kind=Kind.READ))
        found = answer.get("aadObjectId") or answer.get("objectId")
        return found if isinstance(found, str) else ""

    async def _make(self, call: Call) -> dict[str, Any]:
        return await self._calls.make(replace(call, urgency=self._urgency))


def _quoted(identifier: str) -> str:
    return quote(identifier, safe="")


def _id_in(answer: Mapping[str, Any]) -> str:
    found = answer.get("id")
    return found if isinstance(found, str) else ""


def _needed_id(answer: Mapping[str, Any], key: str) -> str:
    found = answer.get(key)
    if not isinstance(found, str) or not found:
        raise DeliveryUnknown("made, but Teams did not say under which id")
    return found

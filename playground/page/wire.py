"""What a Teams client sends to the bot, from one person's chat: field by field what the Agents Playground sends."""

from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import orjson

from playground.page.seat import Seat
from ports.clock import Clock, Ids

ANSWER_S: Final = 30.0
SILENT: Final = "Freelance Connector didn’t answer. Please try again."
REFUSED: Final = "Freelance Connector couldn’t read that. Please change it and try again."

_CARD: Final = "application/vnd.microsoft.card.adaptive"
_MESSAGE: Final = "application/vnd.microsoft.activity.message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """One press: on which message, and the action as the card has it with what was typed."""

    message: str
    kind: str
    """Action.Execute or Action.Submit."""
    title: str = ""
    verb: str = ""
    inputs: dict[str, Any]
    automatic: bool = False
    """The card's own refresh, which nobody pressed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What came back at once: a card for the pressed one's place, a sentence, or what went wrong. Mostly nothing."""

    card: dict[str, Any] | None = None
    said: str = ""
    problem: str = ""


class Wire:
    """One person's client. `service_url` is where the bot answers; it must stay the same across restarts."""

    def __init__(
        self,
        seat: Seat,
        *,
        endpoint: str,
        service_url: str,
        http: aiohttp.ClientSession,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self._seat = seat
        self._endpoint = endpoint
        self._service_url = service_url
        self._http = http
        self._clock = clock
        self._ids = ids

    async def arrive(self) -> Answered:
        """The window is there: the app is installed, and the bot is a member of the chat."""
        seat = self._seat
        chosen = {"source": {"name": "message"}, "settings": {"selectedChannel": {"id": seat.chat}}}
        await self._send("installationUpdate", "", action="add", more=chosen)
        members = [{"id": seat.id, "aadObjectId": seat.object_id}, {"id": seat.bot_id}]
        return await self._send("conversationUpdate", "", membersAdded=members)

    async def say(self, text: str, locale: str) -> Answered:
        """The person types this."""
        return await self._send("message", locale, text=text, textFormat="plain")

    async def press(self, pressed: Pressed, locale: str) -> Answered:
        """The person presses this button."""
        more = {"source": {"name": "message"}}
        if pressed.kind == "Action.Submit":
            return await self._send(
                "message", locale, more=more, replyToId=pressed.message, value=pressed.inputs
            )
        action = {
            "type": "Action.Execute",
            "title": pressed.title,
            "verb": pressed.verb,
            "data": pressed.inputs,
        }
        value = {"action": action} | ({"trigger": "automatic"} if pressed.automatic else {})
        return await self._send(
            "invoke",
            locale,
            more=more,
            name="adaptiveCard/action",
            replyToId=pressed.message,
            value=value,
        )

    async def _send(
        self, kind: str, locale: str, *, more: dict[str, Any] | None = None, **own: Any
    ) -> Answered:
        seat = self._seat
        activity = {
            "type": kind,
            "id": self._ids.new("page-"),
            "timestamp": self._clock.now().isoformat(),
            "channelId": "msteams",
            "serviceUrl": self._service_url,
            "from": {"id": seat.id, "name": seat.name, "aadObjectId": seat.object_id},
            "recipient": {"id": seat.bot_id, "name": seat.bot_name},
            "conversation": {"conversationType": "personal", "tenantId": seat.tenant, "id": seat.chat},
            "channelData": {"tenant": {"id": seat.tenant}, **(more or {})},
            "locale": locale or "en-US",
            **own,
        }
        try:
            seconds = aiohttp.ClientTimeout(total=ANSWER_S)
            async with self._http.post(self._endpoint, json=activity, timeout=seconds) as answer:
                return _answered(answer.status, await answer.read())
        except (aiohttp.ClientError, TimeoutError):
            return Answered(problem=SILENT)


def _answered(status: int, content: bytes) -> Answered:
    """Teams' three kinds of answers to a press; whatever else a 200 holds is for nobody to see."""
    if status >= 500:
        return Answered(problem=SILENT)
    if status >= 400:
        return Answered(problem=REFUSED)
    try:
        body = orjson.loads(content) if content else {}
    except orjson.JSONDecodeError:
        body = {}
    told = body if isinstance(body, dict) else {}
    kind, value = told.get("type"), told.get("value")
    if kind == _CARD and isinstance(value, dict):
        return Answered(card=value)
    if kind == _MESSAGE and isinstance(value, str):
        return Answered(said=value)
    if kind == "application/vnd.microsoft.error":
        said = value.get("message") if isinstance(value, dict) else None
        return Answered(problem=said if isinstance(said, str) else SILENT)
    return Answered()

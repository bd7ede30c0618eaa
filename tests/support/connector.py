"""A fake Bot Connector over HTTP: keeps chats and messages as Teams would, checks what it is sent, fails on request."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.support.teams_rules import broken_rules


@dataclass(frozen=True)
class Person:
    """Someone whom the bot can reach. `mri` is their id for this bot."""

    object_id: str
    name: str

    @property
    def mri(self) -> str:
        return f"29:{self.object_id}"


@dataclass(frozen=True)
class Sent:
    """One accepted or refused call. `operation` is send, update, create, channels or member."""

    operation: str
    conversation_id: str
    activity_id: str
    body: dict[str, Any]
    authorization: str | None
    status: int

    @property
    def card(self) -> dict[str, Any] | None:
        """The card in it, if it holds one."""
        for attachment in self.body.get("attachments") or ():
            return attachment["content"]
        return None


@dataclass
class Fault:
    """What goes wrong with the next calls that it fits. With `lands` the call takes effect all the same."""

    status: int = 0
    code: str = "Fault"
    headers: dict[str, str] = field(default_factory=dict)
    hang: float = 0.0
    reset: bool = False
    lands: bool = False
    operation: str | None = None
    conversation_id: str | None = None
    times: int = 1
    body: bytes | None = None


class FakeConnector:
    """Use as `async with FakeConnector() as teams:`; leaving the block fails if anything sent broke Teams' rules."""

    def __init__(self) -> None:
        self.sent: list[Sent] = []
        self.violations: list[str] = []
        self.identical: list[str] = []
        """The ids of messages that were edited to what they held already, once for each such edit."""
        self.people: dict[str, Person] = {}
        self.chats: dict[str, list[Person]] = {}
        self.messages: dict[str, dict[str, dict[str, Any]]] = {}
        self.teams: dict[str, list[tuple[str, str]]] = {}
        self._faults: list[Fault] = []
        self._numbers = 0
        self._server = TestServer(self._app(), host="127.0.0.1")

    async def __aenter__(self) -> "FakeConnector":
        await self._server.start_server()
        return self

    async def __aexit__(self, kind: object, *_: object) -> None:
        await self._server.close()
        if kind is None:
            assert not self.violations, "\n".join(self.violations)

    @property
    def url(self) -> str:
        """The serviceUrl, with the slash at the end that Teams has too."""
        return str(self._server.make_url("/teams/"))

    # ---------------------------------------------------------------- what exists

    def add_person(self, object_id: str, name: str) -> Person:
        """They have the app installed: a chat with them can be made."""
        person = Person(object_id, name)
        self.people[object_id] = self.people[person.mri] = person
        return person

    def add_chat(self, conversation_id: str, *members: Person) -> str:
        """A chat, a channel or a team that the bot is in."""
        self.chats[conversation_id] = list(members)
        self.messages.setdefault(conversation_id, {})
        return conversation_id

    def add_team(self, team_id: str, *channels: str, members: Sequence[Person] = ()) -> None:
        """A team with these channels, the first of which is General; the bot is in it."""
        self.teams[team_id] = [(channel, channel.partition("@")[0]) for channel in channels]
        for conversation in (team_id, *channels):
            self.add_chat(conversation, *members)

    def add_message(self, conversation_id: str, activity_id: str) -> None:
        """A person's message, which the bot can answer but not edit."""
        self.messages[conversation_id][activity_id] = {"from": "person"}

    def begin_at(self, number: int) -> None:
        """So many messages were said before."""
        self._numbers = number

    # ---------------------------------------------------------------- what was said

    def said_in(self, conversation_id: str) -> list[dict[str, Any]]:
        """The bot's messages as they stand now, oldest first, edits in place."""
        found = self.messages.get(conversation_id, {}).values()
        return [message for message in found if message.get("from") != "person"]

    def cards_in(self, conversation_id: str) -> list[dict[str, Any]]:
        """The cards among them."""
        return [
            attachment["content"]
            for message in self.said_in(conversation_id)
            for attachment in message.get("attachments") or ()
        ]

    def calls(self, operation: str) -> list[Sent]:
        """Every call of one kind, refused ones too."""
        return [sent for sent in self.sent if sent.operation == operation]

    # ---------------------------------------------------------------- what goes wrong

    def fail(self, status: int, code: str = "Fault", **more: Any) -> None:
        """The next call that fits is answered so; see Fault for what fits."""
        self._faults.append(Fault(status, code, **more))

    def hang(self, seconds: float, **more: Any) -> None:
        """The next call that fits is not answered for so long."""
        self._faults.append(Fault(hang=seconds, **more))

    def reset(self, **more: Any) -> None:
        """The next call that fits loses its connection, by default after it took effect."""
        self._faults.append(Fault(reset=True, **{"lands": True, **more}))

    # ---------------------------------------------------------------- HTTP

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        one = "/teams/v3/conversations/{conversation}"
        app.router.add_post("/teams/v3/conversations", self._create)
        app.router.add_post(one + "/activities", self._send)
        app.router.add_put(one + "/activities/{activity}", self._update)
        app.router.add_get(one + "/members/{member}", self._member)
        app.router.add_get("/teams/v3/teams/{team}/conversations", self._channels)
        return app

    async def _create(self, request: web.Request) -> web.Response:
        body = await request.json()
        channel = ((body.get("channelData") or {}).get("channel") or {}).get("id")
        return await self._serve(request, "create", channel or "", body, lambda: self._made(body, channel))

    def _made(self, body: dict[str, Any], channel: str | None) -> tuple[int, dict[str, Any]]:
        if channel is not None:
            if channel not in self.chats:
                return _error(404, "ConversationNotFound")
            activity = body.get("activity") or {}
            if activity.get("type") != "message":
                return _error(400, "BadSyntax")
            self._check("create", activity)
            number = self._number()
            thread = self.add_chat(f"{channel};messageid={number}", *self.chats[channel])
            self.messages[thread][number] = activity
            return 201, {"id": thread, "activityId": number}
        if body.get("isGroup") or len(body.get("members") or ()) != 1 or not body.get("tenantId"):
            return _error(400, "BadArgument")
        person = self.people.get(body["members"][0]["id"])
        if person is None:
            return _error(403, "ForbiddenOperationException")
        chat = f"a:{person.object_id}"
        if chat not in self.chats:
            self.add_chat(chat, person)
        return 201, {"id": chat}

    async def _send(self, request: web.Request) -> web.Response:
        conversation, body = request.match_info["conversation"], await request.json()
        return await self._serve(request, "send", conversation, body, lambda: self._said(conversation, body))

    def _said(self, conversation: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        channel, _, thread = conversation.partition(";messageid=")
        if thread and channel in self.chats and conversation not in self.chats:
            self.add_chat(conversation, *self.chats[channel])
        if conversation not in self.chats:
            return _error(404, "ConversationNotFound")
        self._check(conversation, body)
        number = self._number()
        if body.get("type") == "message":
            self.messages[conversation][number] = body
        return 201, {"id": number}

    async def _update(self, request: web.Request) -> web.Response:
        conversation, body = request.match_info["conversation"], await request.json()
        activity = request.match_info["activity"]

        def change() -> tuple[int, dict[str, Any]]:
            if not self._is_ours(conversation, activity):
                return _error(404, "ActivityNotFoundInConversation")
            self._check(conversation, body)
            if body.get("id") not in (None, activity):
                self.violations.append(f"update of {activity} says it is {body.get('id')}")
            before = self.messages[conversation][activity]
            if {**before, "id": activity} == {**body, "id": activity}:
                self.identical.append(activity)
            self.messages[conversation][activity] = body
            return 200, {"id": activity}

        return await self._serve(request, "update", conversation, body, change)

    async def _member(self, request: web.Request) -> web.Response:
        """By their id for this bot or their object id."""
        conversation, asked = request.match_info["conversation"], request.match_info["member"]

        def found() -> tuple[int, dict[str, Any]]:
            if conversation not in self.chats:
                return _error(404, "ConversationNotFound")
            for person in self.chats[conversation]:
                if asked in (person.mri, person.object_id):
                    return 200, _as_member(person)
            return _error(404, "MemberNotFoundInConversation")

        return await self._serve(request, "member", conversation, {}, found)

    async def _channels(self, request: web.Request) -> web.Response:
        team = request.match_info["team"]

        def listed() -> tuple[int, dict[str, Any]]:
            if team not in self.teams:
                return _error(404, "NotFound")
            first, *others = self.teams[team]
            named = [{"id": first[0]}, *({"id": channel, "name": name} for channel, name in others)]
            return 200, {"conversations": named}

        return await self._serve(request, "channels", team, {}, listed)

    async def _serve(
        self, request: web.Request, operation: str, conversation: str, body: dict[str, Any], effect: Any
    ) -> web.Response:
        fault = self._fault_for(operation, conversation)
        status, answer = (0, {})
        if fault is None or fault.lands:
            status, answer = effect()
        answered = fault.status if fault is not None and fault.status else status
        self.sent.append(
            Sent(
                operation,
                conversation,
                str(answer.get("id", request.match_info.get("activity", ""))),
                body,
                request.headers.get("Authorization"),
                answered,
            )
        )
        if fault is None:
            return web.json_response(answer, status=status)
        if fault.hang:
            await asyncio.sleep(fault.hang)
        if fault.reset or fault.hang:
            assert request.transport is not None
            request.transport.abort()
            raise web.HTTPServiceUnavailable
        if fault.body is not None:
            return web.Response(status=fault.status, body=fault.body, headers=fault.headers)
        told = {"error": {"code": fault.code, "message": "made to fail"}}
        return web.json_response(told, status=fault.status, headers=fault.headers)

    def _fault_for(self, operation: str, conversation: str) -> Fault | None:
        for fault in self._faults:
            fits = fault.operation in (None, operation) and fault.conversation_id in (None, conversation)
            if fits and fault.times > 0:
                fault.times -= 1
                return fault
        return None

    def _check(self, where: str, activity: dict[str, Any]) -> None:
        self.violations.extend(f"{where}: {rule}" for rule in broken_rules(activity))

    def _is_ours(self, conversation: str, activity: str) -> bool:
        message = self.messages.get(conversation, {}).get(activity)
        return message is not None and message.get("from") != "person"

    def _number(self) -> str:
        self._numbers += 1
        return str(1_700_000_000_000 + self._numbers)


def _as_member(person: Person) -> dict[str, Any]:
    return {
        "id": person.mri,
        "aadObjectId": person.object_id,
        "name": person.name,
        "userPrincipalName": f"{person.name.replace(' ', '.').lower()}@example.com",
    }


def _error(status: int, code: str) -> tuple[int, dict[str, Any]]:
    return status, {"error": {"code": code, "message": code}}

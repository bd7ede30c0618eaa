"""The SDK's way out, led over our own connector: context.send_activity works, none of the SDK's HTTP code runs."""

from collections.abc import Awaitable, Callable
from typing import Any

from botbuilder.core import TurnContext
from botbuilder.schema import Activity, ResourceResponse
from botframework.connector.auth import (
    AuthenticateRequestResult,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)

from bot.connector.connector import Connector
from bot.sdk.activity import copied, wire_activity

_TRACE = "trace"


class _Conversations:
    """The four operations that the SDK's adapter calls on `connector_client.conversations`."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self._connector = connector
        self._service_url = service_url

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        sent = await self._connector.send(
            self._service_url, conversation_id, wire_activity(activity), tenant=_tenant(activity)
        )
        return ResourceResponse(id=sent)

    async def reply_to_activity(
        self, conversation_id: str, activity_id: str, activity: Activity
    ) -> ResourceResponse:
        sent = await self._connector.reply(
            self._service_url, conversation_id, activity_id, wire_activity(activity), tenant=_tenant(activity)
        )
        return ResourceResponse(id=sent)

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity
    ) -> ResourceResponse:
        wire = wire_activity(activity)
        wire.pop(
            "replyToId", None
        )  # the SDK sets it to the message that led here, which is not what this answers
        await self._connector.update(
            self._service_url, conversation_id, activity_id, wire, tenant=_tenant(activity)
        )
        return ResourceResponse(id=activity_id)

    async def delete_activity(self, conversation_id: str, activity_id: str) -> None:
        await self._connector.delete(self._service_url, conversation_id, activity_id)


class ConnectorClient:
    """As much of the SDK's ConnectorClient as its adapter uses."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self.conversations = _Conversations(connector, service_url)


class OwnConnectorFactory(ConnectorFactory):
    """Hands out clients that share our one session."""

    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def create(self, service_url: str, audience: str) -> Any:  # noqa: ARG002  the SDK's signature
        """A ConnectorClient of ours; the audience is settled by our own token."""
        return ConnectorClient(self._connector, service_url)


class OwnAuthentication(BotFrameworkAuthentication):
    """Tells the SDK that authentication is done: the front door did it. Asked to authenticate by itself, it refuses,
    so that no path of the SDK can let anything in."""

    def __init__(self, connector: Connector, app_id: str) -> None:
        self._factory = OwnConnectorFactory(connector)
        identity = ClaimsIdentity({"aud": app_id, "appid": app_id}, True)
        self.done = AuthenticateRequestResult()
        self.done.claims_identity = identity
        self.done.audience = self.get_originating_audience()
        self.done.connector_factory = self._factory

    async def authenticate_request(
        self,
        activity: Activity,  # noqa: ARG002  the SDK's signature
        auth_header: str,  # noqa: ARG002  the SDK's signature
    ) -> AuthenticateRequestResult:
        """Never used: our adapter passes a finished result."""
        raise PermissionError("only the front door lets activities in")

    async def authenticate_streaming_request(
        self,
        auth_header: str,  # noqa: ARG002  the SDK's signature
        channel_id_header: str,  # noqa: ARG002  the SDK's signature
    ) -> AuthenticateRequestResult:
        """Web sockets are not served."""
        raise PermissionError("only the front door lets activities in")

    def create_connector_factory(
        self,
        claims_identity: ClaimsIdentity,  # noqa: ARG002  the SDK's signature
    ) -> ConnectorFactory:
        """The one factory, for turns that the SDK starts by itself."""
        return self._factory

    async def create_user_token_client(
        self,
        claims_identity: ClaimsIdentity,  # noqa: ARG002  the SDK's signature
    ) -> Any:
        """None: we keep no user tokens with the Bot Framework, and building the client costs 1 ms a turn."""
        return None

    def get_originating_audience(self) -> str:
        """The public cloud's."""
        return "https://api.botframework.com"


class LightTurnContext(TurnContext):
    """The SDK's turn context without a deep copy of everything sent, without trace activities (they hold the whole
    dialog state and go nowhere in Teams), and with send handlers that may fail."""

    async def send_activities(self, activities: list[Activity]) -> list[ResourceResponse]:
        """Sends in order; returns the ids, empty for what Teams does not number."""
        reference = TurnContext.get_conversation_reference(self.activity)
        leaving = []
        for activity in activities:
            if activity.type == _TRACE:
                continue
            addressed = TurnContext.apply_conversation_reference(copied(activity), reference)
            addressed.type = addressed.type or "message"
            addressed.__dict__["id"] = None
            leaving.append(addressed)
        if not leaving:
            return [ResourceResponse() for _ in activities]
        handlers: Any = (
            self._on_send_activities
        )  # the SDK's annotation names one handler, it is a list of them
        await _through(handlers, self, leaving)
        sent: list[ResourceResponse] = await self.adapter.send_activities(self, leaving)
        self._responded = True
        return sent


Handler = Callable[[TurnContext, list[Activity], Callable[[], Awaitable[None]]], Awaitable[None]]


async def _through(
    handlers: list[Handler], context: TurnContext, leaving: list[Activity], at: int = 0
) -> None:
    """Runs the handlers one inside the other, as the SDK does, before anything is sent."""

    async def further() -> None:
        await _through(handlers, context, leaving, at + 1)

    if at < len(handlers):
        await handlers[at](context, leaving, further)


def _tenant(activity: Activity) -> str:
    conversation = activity.conversation
    return (conversation.tenant_id if conversation is not None else None) or ""

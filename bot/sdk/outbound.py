"""The SDK's way out, led over our own connector: context.send_activity works, none of the SDK's HTTP code runs."""

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
from bot.connector.wire import Activity as Wire
from bot.sdk.activity import message_activity, wire_activity


class ThroughContext:
    """`bot.turn.speak.Sending` for one turn of a conversation: everything leaves by the SDK's turn context."""

    def __init__(self, turn_context: TurnContext) -> None:
        self._context = turn_context

    async def send(
        self,
        service_url: str,  # noqa: ARG002  the context knows where it is
        conversation_id: str,  # noqa: ARG002  the same
        activity: Wire,
        *,
        tenant: str = "",  # noqa: ARG002  the same
    ) -> str:
        """Says something in the chat of the turn; the id of the message, "" if Teams gave none."""
        sent = await self._context.send_activity(message_activity(activity))
        return (sent.id if sent else "") or ""

    async def update(
        self,
        service_url: str,  # noqa: ARG002  the context knows where it is
        conversation_id: str,  # noqa: ARG002  the same
        activity_id: str,
        activity: Wire,
        *,
        tenant: str = "",  # noqa: ARG002  the same
    ) -> None:
        """Puts this in the place of a message of ours in the chat of the turn."""
        changed = message_activity(activity)
        changed.__dict__["id"] = activity_id
        await self._context.update_activity(changed)


class _Conversations:
    """What the SDK's adapter calls on `connector_client.conversations` in our turns. What we say it takes for a reply,
    unless the activity that led to it came without an id; in Teams it's a message of its own both times."""

    def __init__(self, connector: Connector, service_url: str) -> None:
        self._connector = connector
        self._service_url = service_url

    async def reply_to_activity(
        self,
        conversation_id: str,
        activity_id: str,  # noqa: ARG002  the SDK's signature
        activity: Activity,
    ) -> ResourceResponse:
        return await self.send_to_conversation(conversation_id, activity)

    async def send_to_conversation(self, conversation_id: str, activity: Activity) -> ResourceResponse:
        wire, tenant = wire_activity(activity), activity.conversation.tenant_id
        sent = await self._connector.send(self._service_url, conversation_id, wire, tenant=tenant)
        return ResourceResponse(id=sent)

    async def update_activity(
        self, conversation_id: str, activity_id: str, activity: Activity
    ) -> ResourceResponse:
        wire, tenant = wire_activity(activity), activity.conversation.tenant_id
        await self._connector.update(self._service_url, conversation_id, activity_id, wire, tenant=tenant)
        return ResourceResponse(id=activity_id)


class ConnectorClient:
    """As much of the SDK's ConnectorClient as its adapter uses in our turns."""

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
    """Tells the SDK that authentication is done: the front door did it. Asked to authenticate or to connect by
    itself, it refuses, so that no path of the SDK can let anything in, or start a turn of its own."""

    def __init__(self, connector: Connector, app_id: str) -> None:
        self.done = AuthenticateRequestResult()
        self.done.claims_identity = ClaimsIdentity({"aud": app_id, "appid": app_id}, True)
        self.done.audience = "https://api.botframework.com"
        self.done.connector_factory = OwnConnectorFactory(connector)

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
        """For turns that the SDK starts by itself: there are none."""
        raise PermissionError("only the front door lets activities in")

    async def create_user_token_client(
        self,
        claims_identity: ClaimsIdentity,  # noqa: ARG002  the SDK's signature
    ) -> Any:
        """None: we keep no user tokens with the Bot Framework, and building the client costs 1 ms a turn."""
        return None

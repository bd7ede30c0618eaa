"""One turn of a conversation through the SDK's adapter: it makes the turn context, and what is said leaves by that."""

from collections.abc import Awaitable, Callable

from botbuilder.core import TurnContext
from botbuilder.integration.aiohttp import CloudAdapter

from bot.connector.connector import Connector
from bot.door.answers import InvokeAnswer
from bot.door.inbound import Inbound
from bot.sdk.activity import invoke_response, light_activity
from bot.sdk.outbound import OwnAuthentication

Talk = Callable[[TurnContext], Awaitable[InvokeAnswer | None]]
"""One turn of a conversation. An invoke is answered by what it returns."""


class Adapter(CloudAdapter):
    """Runs turns that were let in by our own front door. What breaks in one is raised, and nothing here answers HTTP."""

    def __init__(self, connector: Connector, app_id: str) -> None:
        self._authentication = OwnAuthentication(connector, app_id)
        super().__init__(self._authentication)

    async def converse(self, inbound: Inbound, talk: Talk) -> InvokeAnswer | None:
        """The answer that the turn left with the SDK; None where there is none."""

        async def logic(turn_context: TurnContext) -> None:
            answer = await talk(turn_context)
            if answer is not None:
                await turn_context.send_activity(invoke_response(answer.status, answer.body))

        left = await self.process_activity(self._authentication.done, light_activity(inbound), logic)
        return InvokeAnswer(left.status, left.body) if left else None

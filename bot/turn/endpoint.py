"""What happens behind the front door: the SDK's adapter around our handler, with its conversations and its voice."""

from functools import partial
from typing import Any

from aiohttp import web

from bot.connector.connector import Connector
from bot.connector.errors import DeliveryUnknown, Throttled
from bot.connector.wire import text_message
from bot.door.inbound import Inbound
from bot.sdk.adapter import INFRASTRUCTURE, Adapter, failure_sentence
from bot.turn.handler import Handler
from bot.turn.speak import Voice
from dialogs.close_gig import close_gig
from dialogs.hire import hire
from dialogs.post_gig import post_gig
from dialogs.sdk import Conversations
from ports.storage import StoreUnavailable
from use_cases.outside import Outside


class Endpoint:
    """Answers every activity that was let in."""

    def __init__(
        self, app_id: str, connector: Connector, outside: Outside, *, windows_forget: bool = False
    ) -> None:
        """`windows_forget` as in `Handler`."""
        self._connector = connector
        conversations = Conversations([post_gig(), hire(), close_gig()])
        voice = Voice(connector, outside)
        self._handler = Handler(outside, conversations, voice, connector, windows_forget=windows_forget)
        self._adapter = Adapter(
            connector,
            app_id,
            new_reference=partial(outside.ids.new, "E-"),
            on_failure=self._apologise,
            infrastructure=(*INFRASTRUCTURE, DeliveryUnknown, Throttled, StoreUnavailable),
        )

    async def process(self, inbound: Inbound, body: dict[str, Any]) -> web.Response:
        """The answer to one activity; never raises."""
        return await self._adapter.answer(inbound, body, self._handler.on_turn)

    async def _apologise(self, inbound: Inbound, reference: str) -> None:
        text = text_message(failure_sentence(reference))
        await self._connector.send(inbound.service_url, inbound.conversation_id, text, tenant=inbound.tenant)

"""Stock botbuilder 4.17.1 as its samples use it: CloudAdapter and an ActivityHandler."""

import asyncio
import json
from pathlib import Path

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity, Attachment

from bench.bots.serving import ORDER, keep_to_one_core, lead_to_fakes, serve


class Config:
    """The names that the SDK looks for."""

    APP_ID = ORDER.get("app_id")
    APP_PASSWORD = "not-a-real-secret"
    APP_TYPE = "SingleTenant"
    APP_TENANTID = ORDER.get("tenant")


class Echo(ActivityHandler):
    """Says the same again; to "help", the card."""

    def __init__(self) -> None:
        self._card = json.loads(Path(ORDER["card"]).read_text())

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        if turn_context.activity.text != "help":
            await turn_context.send_activity(turn_context.activity.text)
            return
        card = Attachment(content_type="application/vnd.microsoft.card.adaptive", content=self._card)
        await turn_context.send_activity(Activity(type="message", attachments=[card]))


async def main() -> None:
    """Serves until killed."""
    adapter = CloudAdapter(ConfigurationBotFrameworkAuthentication(Config()))
    echo = Echo()

    async def handle(request: web.Request) -> web.Response:
        return await adapter.process(request, echo) or web.Response()

    http = web.Application()
    http.router.add_post("/api/messages", handle)
    await serve(http)


if __name__ == "__main__":
    keep_to_one_core()
    lead_to_fakes()
    asyncio.run(main())

"""A bot that answers as it's told, and one window of the page in front of it, at real ports."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from assembly.clock_and_ids import RandomIds
from playground.launch import Window
from playground.page.serve import ChatPages
from tests.support.clock import FakeClock

CARD = "application/vnd.microsoft.card.adaptive"


def card_of(text: str) -> dict[str, Any]:
    return {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": text}]}


@dataclass
class FakeBot:
    """What stands at the product's address: keeps what arrives, and answers each with `status` and `body`."""

    heard: list[dict[str, Any]] = field(default_factory=list)
    status: int = 200
    body: Any = None

    async def take(self, request: web.Request) -> web.Response:
        self.heard.append(await request.json())
        if self.body is None:
            return web.Response(status=self.status)
        return web.json_response(self.body, status=self.status)


@dataclass
class OpenWindow:
    """A browser's view of one window, and the bot's."""

    url: str
    link: str
    http: aiohttp.ClientSession
    session: str = ""

    async def asks(self, method: str, path: str, **more: Any) -> tuple[int, Any]:
        headers = {"Authorization": f"Bearer {self.session}", **more.pop("headers", {})}
        async with self.http.request(method, self.url + path, headers=headers, **more) as answer:
            return answer.status, await answer.json(content_type=None)

    async def opens(self, link: str | None = None) -> tuple[int, Any]:
        status, told = await self.asks(
            "POST", "/api/open", json={"link": self.link if link is None else link}
        )
        self.session = told.get("session", "")
        return status, told

    async def sees(self, after: int = 0) -> list[dict[str, Any]]:
        status, told = await self.asks("GET", f"/api/feed?after={after}")
        assert status == 200, told
        messages: list[dict[str, Any]] = told["messages"]
        return messages

    async def bot_says(self, chat: str, **activity: Any) -> tuple[int, Any]:
        path = f"/_connector/v3/conversations/{chat}/activities"
        return await self.asks("POST", path, json={"type": "message", **activity})

    async def bot_shows(self, card: dict[str, Any]) -> str:
        attachments = [{"contentType": CARD, "content": card}]
        status, told = await self.bot_says("a:rita-and-the-bot", attachments=attachments)
        assert status == 201
        return str(told["id"])


@asynccontextmanager
async def a_page(
    clock: FakeClock, names: tuple[str, ...] = ("requester",)
) -> AsyncIterator[tuple[FakeBot, list[OpenWindow]]]:
    bot = FakeBot()
    http = web.Application()
    http.router.add_post("/api/messages", bot.take)
    async with TestServer(http) as server, aiohttp.ClientSession() as session:
        pages = ChatPages(
            endpoint=str(server.make_url("/api/messages")),
            key="a key of this test",
            clock=clock,
            ids=RandomIds(),
            windows=[Window(name, name, 0) for name in names],
        )
        try:
            addresses = [line.partition(": ")[2] for line in await pages.start()]
            parted = [address.partition("/#") for address in addresses]
            yield bot, [OpenWindow(url, link, session) for url, _, link in parted]
        finally:
            await pages.stop()

"""The whole product in mode `local`, with our own chat page in place of the Playgrounds; no browser is needed."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from assembly.clock_and_ids import RandomIds, SystemClock
from assembly.serving import serving
from assembly.wiring import running
from config.settings import Settings
from playground.launch import Window
from playground.page.serve import ChatPages
from tests.support.card_text import buttons_of, text_of
from tests.support.chat_page import OpenWindow
from tests.support.databases import a_sqlite_file
from tests.support.product import SOON


@pytest.fixture
async def rita(tmp_path) -> AsyncIterator[OpenWindow]:
    settings = Settings(
        _env_file=None,
        port=0,
        database_url=await a_sqlite_file(tmp_path / "connector.db"),
        sandbox_database=tmp_path / "sandbox.db",
        token_key_file=tmp_path / "token.key",
    )
    async with (
        running(settings) as product,
        serving(product.http, "127.0.0.1", 0) as port,
        aiohttp.ClientSession() as http,
    ):
        pages = ChatPages(
            endpoint=f"http://127.0.0.1:{port}/api/messages",
            key="a key of this test",
            clock=SystemClock(),
            ids=RandomIds(),
            windows=[Window("requester", "Rita", 0)],
        )
        try:
            [line] = await pages.start()
            url, _, link = line.removeprefix("Rita: ").partition("/#")
            window = OpenWindow(url, link, http)
            await window.opens()
            yield window
        finally:
            await pages.stop()


async def seen(window: OpenWindow, words: str) -> dict[str, Any]:
    """The message that says so, once it's there."""
    async with asyncio.timeout(SOON):
        while True:
            for message in reversed(await window.sees()):
                if words in (text_of(message["card"]) if message["card"] else message["text"]):
                    return message
            await asyncio.sleep(0.05)


async def test_rita_is_welcomed_and_fills_in_the_form_by_the_door_that_the_playground_uses(rita):
    await seen(rita, "Work with a freelancer")
    await rita.asks("POST", "/api/say", json={"text": "post a gig", "locale": "en-GB"})
    form = await seen(rita, "What you need")
    preview, typed = next(found for found in buttons_of(form["card"]) if found[0]["title"] == "Preview")
    data = {**preview["data"], **typed, "title": "Slides <b>for</b> the launch"}
    press = {"message": form["id"], "kind": preview["type"], "title": "Preview", "verb": preview["verb"]}
    _, told = await rita.asks("POST", "/api/press", json={**press, "data": data})
    assert told["problem"] == ""
    answer = told["message"]
    assert answer["id"] == form["id"], "the answer takes the form's place"
    assert "need your attention" in text_of(answer["card"])
    assert "Slides <b>for</b> the launch" in text_of(answer["card"]), (
        "what was typed is there as it was typed"
    )

"""People who go on: whoever sees their press fail presses again, as Teams and people do."""

import asyncio
from contextlib import suppress
from typing import Any

import aiohttp
import orjson

from tests.support.activities import BOT_ID, activity, message, press
from tests.support.card_text import buttons_of, text_of
from tests.support.connector import FakeConnector, Person
from tests.support.entra import FakeEntra

LONG = 40.0
"""Seconds until somebody is stuck: a few deaths and quarantines fit into it."""


class Persistent:
    """One person's chat with a bot that keeps dying. A button is named by its verb and by what its data holds."""

    def __init__(
        self, person: Person, teams: FakeConnector, entra: FakeEntra, client: aiohttp.ClientSession, url: str
    ) -> None:
        self._person, self._teams, self._entra, self._client, self._url = person, teams, entra, client, url
        self.chat = f"a:{person.object_id}"

    async def installs(self) -> None:
        self._teams.add_chat(self.chat, self._person)
        added = [{"id": BOT_ID}]
        await self._post(activity(self._teams.url, "conversationUpdate", self._person, membersAdded=added))

    async def says(self, text: str) -> None:
        await self._post(message(self._teams.url, text, self._person))

    async def says_once(self, text: str) -> None:
        """Says it, and doesn't repeat it when the bot dies of it."""
        headers = {"Content-Type": "application/json", **self._entra.bearer(self._teams.url)}
        said = message(self._teams.url, text, self._person)
        with suppress(aiohttp.ClientError):
            await (await self._client.post(self._url, headers=headers, data=orjson.dumps(said))).read()

    def buttons(self, verb: str) -> list[tuple[str, dict[str, Any], dict[str, str]]]:
        """(message id, button, inputs) of every button of this verb, on the newest card first."""
        return [
            (number, button, inputs)
            for number, said in reversed(self._teams.messages.get(self.chat, {}).items())
            for attachment in said.get("attachments") or ()
            for button, inputs in buttons_of(attachment["content"])
            if button.get("verb") == verb
        ]

    async def presses(self, verb: str, *, cheapest: bool = False, **inputs: str) -> None:
        """Presses until there is an answer; a second press carries the same data as the first."""
        await self._until(lambda: bool(self.buttons(verb)), f"a button {verb}")
        found = self.buttons(verb)
        number, button, held = min(found, key=_price) if cheapest else found[0]
        data = {**held, **inputs, **button["data"]}
        answer = await self._post(press(self._teams.url, verb, data, self._person, replyToId=number))
        if answer and str(answer.get("type", "")).endswith("card.adaptive"):
            card = {"content": answer["value"], "contentType": "application/vnd.microsoft.card.adaptive"}
            self._teams.messages[self.chat][number]["attachments"] = [card]

    async def sees(self, text: str) -> None:
        await self._until(lambda: text in self.seen(), repr(text))

    def seen(self) -> str:
        """Everything in the chat as it stands now."""
        return "\n".join(
            [said.get("text", "") for said in self._teams.said_in(self.chat)]
            + [text_of(card) for card in self._teams.cards_in(self.chat)]
        )

    async def _until(self, there: Any, what: str) -> None:
        for _ in range(int(LONG / 0.05)):
            if there():
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self._person.name} is stuck without {what}; saw:\n{self.seen()}")

    async def _post(self, body: dict[str, Any]) -> Any:
        for _ in range(int(LONG / 0.1)):
            headers = {"Content-Type": "application/json", **self._entra.bearer(self._teams.url)}
            try:
                async with self._client.post(self._url, headers=headers, data=orjson.dumps(body)) as response:
                    text = await response.read()
                    assert response.status < 500, response.status
                    return orjson.loads(text) if text else None
            except aiohttp.ClientError:
                await asyncio.sleep(0.1)
        raise AssertionError(f"{self._person.name} never got an answer to {body['type']}")


def _price(found: tuple[str, dict[str, Any], dict[str, str]]) -> float:
    return float("".join(c for c in found[1]["title"] if c in "0123456789."))

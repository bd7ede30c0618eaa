"""The whole product on a real port, with Teams faked around it, and people who say, press and see."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from app import serving
from bot.outbound_token import NoToken
from bot.service_urls import local_service_urls
from settings import Settings
from tests.support.activities import BOT_ID, activity, message, press
from tests.support.connector import FakeConnector, Person
from tests.support.entra import APP_ID, TENANT, FakeEntra
from tests.support.people_file import write_people
from use_cases.operation import Patience
from wiring import Product, Sources, running

HURRY = Patience(
    call_timeout=timedelta(seconds=0.3),
    send_within=timedelta(seconds=5),
    quarantine=timedelta(seconds=0.5),
    between_noes=timedelta(seconds=0.3),
)
"""The posting protocol's waits, short enough for a test: the sandbox's own late landings are shorter still."""

SOON = 20.0
"""How long a person waits for something that must appear, in seconds; it is there much earlier."""


@dataclass
class Seat:
    """One person at their Teams: a one-to-one chat with the bot."""

    person: Person
    teams: FakeConnector
    entra: FakeEntra
    client: aiohttp.ClientSession
    url: str
    tenant: str = TENANT
    statuses: list[int] = field(default_factory=list)

    @property
    def chat(self) -> str:
        return f"a:{self.person.object_id}"

    async def installs(self) -> None:
        """Adds the app: Teams sends both events."""
        self.teams.add_chat(self.chat, self.person)
        added = [{"id": BOT_ID}]
        await self._post(activity(self.teams.url, "conversationUpdate", self.person, membersAdded=added))
        await self._post(activity(self.teams.url, "installationUpdate", self.person, action="add"))

    async def says(self, text: str, **more: Any) -> None:
        """Types something."""
        await self._post(message(self.teams.url, text, self.person, **more))

    async def presses(self, title: str, /, *, on: str = "", old_client: bool = False, **inputs: Any) -> Any:
        """Presses a button by how its title starts, on the newest card that has it (and `on` in its text).

        Inputs keep what the card shows unless given. The answer takes the card's place, as Teams does it.
        """
        found = await self.finds(title, on)
        return await self.presses_found(found, old_client=old_client, **inputs)

    async def finds(self, title: str, on: str = "") -> tuple[str, dict[str, Any], dict[str, str]]:
        """(message id, the button, what its inputs hold), once there is such a card."""
        for _ in range(int(SOON / 0.05)):
            for message_id, card in reversed(list(self.cards().items())):
                if on in text_of(card):
                    for button, inputs in buttons_of(card):
                        if str(button.get("title")).startswith(title) and button["type"] == "Action.Execute":
                            return message_id, button, inputs
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self.person.name} has no {title!r}, but {sorted(self.titles())}")

    async def presses_found(
        self, found: tuple[str, dict[str, Any], dict[str, str]], *, old_client: bool = False, **inputs: Any
    ) -> Any:
        """Presses a button that was seen before, though the card may look different by now."""
        message_id, button, held = found
        data = {**held, **inputs, **button["data"]}
        if old_client:
            fallback = {**held, **inputs, **button["fallback"]["data"]}
            sent = message(self.teams.url, "", self.person, value=fallback, replyToId=message_id)
            return await self._post(sent)
        pressed = press(self.teams.url, button["verb"], data, self.person, replyToId=message_id)
        answer = await self._post(pressed)
        if answer and answer.get("type", "").endswith("card.adaptive"):
            self._replace(message_id, answer["value"])
        return answer

    def cards(self) -> dict[str, dict[str, Any]]:
        """message id -> card, oldest first, as this person sees them now."""
        return {
            message_id: attachment["content"]
            for message_id, said in self.teams.messages.get(self.chat, {}).items()
            for attachment in said.get("attachments") or ()
        }

    def seen(self) -> str:
        """Every text in the chat."""
        said = self.teams.said_in(self.chat)
        return "\n".join([*(m.get("text", "") for m in said), *map(text_of, self.cards().values())])

    async def sees(self, *texts: str) -> None:
        """Waits until all of these can be read in the chat."""
        for _ in range(int(SOON / 0.05)):
            if all(text in self.seen() for text in texts):
                return
            await asyncio.sleep(0.05)
        missing = [text for text in texts if text not in self.seen()]
        raise AssertionError(f"{self.person.name} never saw {missing}; saw:\n{self.seen()}")

    def titles(self) -> set[str]:
        """The titles of every button that can be pressed in the chat."""
        return {button.get("title", "") for card in self.cards().values() for button, _ in buttons_of(card)}

    def _replace(self, message_id: str, card: dict[str, Any]) -> None:
        stored = self.teams.messages[self.chat][message_id]
        stored["attachments"] = [{"content": card, "contentType": "application/vnd.microsoft.card.adaptive"}]

    async def _post(self, body: dict[str, Any]) -> Any:
        headers = {"Content-Type": "application/json", **self.entra.bearer(self.teams.url)}
        async with self.client.post(self.url, headers=headers, data=orjson.dumps(body)) as response:
            self.statuses.append(response.status)
            text = await response.read()
            return orjson.loads(text) if text else None


@dataclass
class Stage:
    """A running product and everybody who uses it."""

    product: Product
    teams: FakeConnector
    entra: FakeEntra
    client: aiohttp.ClientSession
    url: str

    def seat(self, person: Person) -> Seat:
        return Seat(person, self.teams, self.entra, self.client, self.url)


def settings_for(folder: Path, database_url: str = "", **more: Any) -> Settings:
    """Settings of a real tenant whose Teams is ours."""
    given = {
        "mode": "teams",
        "host": "127.0.0.1",
        "port": 0,
        "bot_app_id": APP_ID,
        "bot_app_password": "not-a-real-secret",
        "bot_tenant_id": TENANT,
        "database_url": database_url or f"sqlite:///{folder / 'connector.db'}",
        "sandbox_database": folder / "sandbox.db",
        "sandbox_speed": 20,
        "people_file": write_people(folder / "people.yaml"),
        **more,
    }
    return Settings(_env_file=None, **given)


@asynccontextmanager
async def on_stage(folder: Path, database_url: str = "", **more: Any) -> AsyncIterator[Stage]:
    """The product served on a free port, signed requests only."""
    async with FakeEntra() as entra, FakeConnector() as teams, aiohttp.ClientSession() as client:
        settings = settings_for(folder, database_url, openid_metadata_url=entra.metadata_url, **more)
        sources = Sources(patience=HURRY, bearer=NoToken(), service_urls=local_service_urls())
        async with running(settings, sources) as product, serving(product.http, "127.0.0.1", 0) as port:
            yield Stage(product, teams, entra, client, f"http://127.0.0.1:{port}/api/messages")


def buttons_of(card: dict[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Every action in a card with the inputs that go with it; those of a ShowCard also take its own."""
    yield from _buttons(card, inputs_of(card))


def _buttons(node: Any, held: dict[str, str]) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    if isinstance(node, list):
        for each in node:
            yield from _buttons(each, held)
    if not isinstance(node, dict):
        return
    if str(node.get("type", "")).startswith("Action."):
        if node["type"] == "Action.ShowCard":
            yield from _buttons(node["card"], {**held, **inputs_of(node["card"])})
        else:
            yield node, ({} if node.get("associatedInputs") == "none" else held)
        return
    for name, child in node.items():
        if name != "fallback":
            yield from _buttons(child, held)


def inputs_of(node: Any) -> dict[str, str]:
    """id -> value of the inputs of this card, not of cards that unfold from it."""
    found: dict[str, str] = {}
    if isinstance(node, list):
        for each in node:
            found |= inputs_of(each)
    elif isinstance(node, dict) and node.get("type") != "Action.ShowCard":
        if str(node.get("type", "")).startswith("Input.") and "id" in node:
            found[node["id"]] = str(node.get("value", ""))
        for child in node.values():
            found |= inputs_of(child)
    return found


def text_of(node: Any) -> str:
    """All that can be read on a card."""
    if isinstance(node, list):
        return "\n".join(filter(None, map(text_of, node)))
    if not isinstance(node, dict):
        return ""
    if node.get("type") == "RichTextBlock":
        return "".join(i if isinstance(i, str) else str(i.get("text", "")) for i in node.get("inlines", ()))
    own = [
        str(node[name])
        for name in ("text", "title", "value", "label", "placeholder")
        if isinstance(node.get(name), str)
    ]
    nested = [
        text_of(child)
        for name, child in node.items()
        if name not in {"fallback", "data"} and isinstance(child, dict | list)
    ]
    return "\n".join(filter(None, [*own, *nested]))

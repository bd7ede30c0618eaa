"""The whole product on a real port, with Teams faked around it, and people who say, press and see."""

import asyncio
import itertools
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import orjson

from assembly.clock_and_ids import RandomIds, SystemClock, chance
from assembly.providers import BUILDERS, Recipe
from assembly.serving import serving
from assembly.wiring import Product, Sources, running
from bot.connector.pacing import Pacing
from bot.connector.service_urls import local_service_urls
from bot.connector.token import NoToken
from config.settings import Settings
from gigs.gig import Gig, GigState
from gigs.people import PersonKey
from gigs.proposal import Proposal
from ports.clock import Clock, Ids
from ports.operations import Patience
from tests.support.activities import BOT_ID, activity, in_channel, message, press
from tests.support.card_text import buttons_of, text_of
from tests.support.connector import FakeConnector, Person
from tests.support.databases import a_sqlite_file
from tests.support.entra import APP_ID, TENANT, FakeEntra
from tests.support.graph import FakeGraph
from tests.support.one_by_one import one_by_one
from tests.support.people_file import users, write_people
from tests.support.teams_rules import broken_answer_rules

HURRY = Patience(
    call_timeout=timedelta(seconds=2),
    send_within=timedelta(seconds=1),
    quarantine=timedelta(seconds=0.5),
    between_misses=timedelta(seconds=0.3),
    ask_again=timedelta(seconds=0.5),
)
"""The posting protocol's waits, short enough for a test: the sandbox's own late landings are shorter still."""

HASTE = 50
"""People here are so much faster than people are, and so are Teams' limits."""

PUBLIC_URL = "https://connector.example"
"""Where the product says that it is reached; the tests open the same path at its port."""

SOON = 20.0
"""How long a person waits for something that must appear, in seconds; it is there much earlier."""


@dataclass
class Seat:
    """One person at one Teams client: in the one-to-one chat with the bot unless `in_channel` or `in_group`."""

    person: Person
    teams: FakeConnector
    entra: FakeEntra
    client: aiohttp.ClientSession
    url: str
    tenant: str = TENANT
    statuses: list[int] = field(default_factory=list)
    place: dict[str, Any] = field(default_factory=dict)
    """Fields of an activity that tell where it is said; empty for the one-to-one chat."""
    views: dict[str, tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    """message id -> (the message as it was, what this client shows in its place): answers to presses."""
    problems: list[str] = field(default_factory=list)
    locale: str = "en-US"

    @property
    def chat(self) -> str:
        return str(self.place["conversation"]["id"]) if self.place else f"a:{self.person.object_id}"

    def in_channel(self, channel: str, team: str, root: str = "1") -> "Seat":
        """The same person in a thread of a channel."""
        return replace(self, place=in_channel(channel, root, team), views={})

    def in_group(self, chat: str) -> "Seat":
        """The same person in a group chat."""
        where = {"conversationType": "groupChat", "tenantId": TENANT, "id": chat, "isGroup": True}
        return replace(self, place={"conversation": where}, views={})

    def on_phone(self) -> "Seat":
        """The same person at a second client, which has not seen the answers to presses on the first."""
        return replace(self, views={})

    def speaking(self, locale: str) -> "Seat":
        """The same person at a client that is set to another language."""
        return replace(self, locale=locale, views={})

    async def installs(self, *, order: Sequence[str] = ("conversationUpdate", "installationUpdate")) -> None:
        """Adds the app: Teams sends both events."""
        if self.chat not in self.teams.chats:
            self.teams.add_chat(self.chat, self.person)
        self.teams.people[self.person.object_id] = self.teams.people[self.person.mri] = self.person
        events: dict[str, dict[str, Any]] = {
            "conversationUpdate": {"membersAdded": [{"id": BOT_ID}]},
            "installationUpdate": {"action": "add"},
        }
        for kind in order:
            await self.sends(activity(self.teams.url, kind, self.person, **events[kind]))

    async def uninstalls(self) -> None:
        """Removes the app."""
        await self.sends(activity(self.teams.url, "installationUpdate", self.person, action="remove"))

    async def says(self, text: str, **more: Any) -> None:
        """Types something; outside of the one-to-one chat it mentions the bot first."""
        if self.place:
            mention = {"type": "mention", "text": "<at>FC</at>", "mentioned": {"id": BOT_ID, "name": "FC"}}
            more = {"entities": [mention], **self.place, **more}
            text = f"<at>FC</at> {text}"
        await self.sends(message(self.teams.url, text, self.person, **more))

    async def presses(
        self,
        title: str,
        /,
        *,
        on: str = "",
        of: Mapping[str, Any] | None = None,
        old_client: bool = False,
        **inputs: Any,
    ) -> Any:
        """Presses a button by how its title starts, on the newest card that has it (and `on` in its text).

        `of` names ids that the button must carry. Inputs keep what the card shows unless given. The answer takes the
        card's place in this client, as Teams does it, until the message itself is edited.
        """
        found = await self.finds(title, on, of)
        return await self.presses_found(found, old_client=old_client, **inputs)

    async def finds(
        self, title: str, on: str = "", of: Mapping[str, Any] | None = None
    ) -> tuple[str, dict[str, Any], dict[str, str]]:
        """(message id, the button, what its inputs hold), once there is such a card."""
        for _ in range(int(SOON / 0.05)):
            for message_id, card in reversed(list(self.cards().items())):
                if on in text_of(card):
                    for button, inputs in buttons_of(card):
                        fits = (of or {}).items() <= (button.get("data") or {}).items()
                        is_ours = fits and button["type"] == "Action.Execute"
                        if is_ours and str(button.get("title")).startswith(title):
                            return message_id, button, inputs
            await asyncio.sleep(0.05)
        raise AssertionError(
            f"{self.person.name} has no {title!r}, but {sorted(self.titles())}:\n{self.seen()}"
        )

    async def presses_found(
        self, found: tuple[str, dict[str, Any], dict[str, str]], *, old_client: bool = False, **inputs: Any
    ) -> Any:
        """Presses a button that was seen before, though the card may look different by now."""
        message_id, button, held = found
        if old_client:
            fallback = {**held, **inputs, **button["fallback"]["data"]}
            sent = message(
                self.teams.url, "", self.person, value=fallback, replyToId=message_id, **self.place
            )
            return await self.sends(sent)
        return await self.forges(button["verb"], {**held, **inputs, **button["data"]}, message_id)

    async def forges(self, verb: Any, data: Any, message_id: str | None = None) -> Any:
        """Sends a press with any data at all, as if from this message."""
        where = {"replyToId": message_id} if message_id else {}
        answer = await self.sends(press(self.teams.url, verb, data, self.person, **where, **self.place))
        if message_id and answer and answer.get("type", "").endswith("card.adaptive"):
            self.views[message_id] = (self._message(message_id), answer["value"])
        return answer

    def cards(self) -> dict[str, dict[str, Any]]:
        """message id -> card, oldest first, as this client shows them now."""
        shown = {}
        for message_id, said in self.teams.messages.get(self.chat, {}).items():
            before, view = self.views.get(message_id, (None, {}))
            if before is said:
                shown[message_id] = view
            else:
                for attachment in said.get("attachments") or ():
                    shown[message_id] = attachment["content"]
        return shown

    def card(self, on: str) -> dict[str, Any]:
        """The newest card with this text."""
        return next(card for card in reversed(self.cards().values()) if on in text_of(card))

    def seen(self) -> str:
        """Every text in the chat."""
        said = self.teams.said_in(self.chat)
        return "\n".join([*(m.get("text", "") for m in said), *map(text_of, self.cards().values())])

    async def sees(self, *texts: str) -> None:
        """Waits until all of these can be read in the chat."""
        await until(lambda: all(text in self.seen() for text in texts), lambda: self._unseen(texts))

    async def sees_no_more(self, *titles: str) -> None:
        """Waits until no button of the chat starts so."""
        await until(
            lambda: not any(mine.startswith(titles) for mine in self.titles()),
            lambda: f"{self.person.name} still has {titles} among {sorted(self.titles())}",
        )

    def _unseen(self, texts: Sequence[str]) -> str:
        missing = [text for text in texts if text not in self.seen()]
        return f"{self.person.name} never saw {missing}; saw:\n{self.seen()}"

    def titles(self) -> set[str]:
        """The titles of every button that can be pressed in the chat."""
        return {button.get("title", "") for card in self.cards().values() for button, _ in buttons_of(card)}

    def _message(self, message_id: str) -> Any:
        return self.teams.messages.get(self.chat, {}).get(message_id)

    async def sends(self, body: dict[str, Any], **claims: Any) -> Any:
        """Any activity at all; what comes back is held against Teams' rules."""
        if not self.place and self.chat not in self.teams.chats:
            self.teams.add_chat(self.chat, self.person)
        headers = {"Content-Type": "application/json", **self.entra.bearer(self.teams.url, **claims)}
        async with self.client.post(
            self.url, headers=headers, data=json.dumps(body | {"locale": self.locale}).encode()
        ) as response:
            self.statuses.append(response.status)
            text = await response.read()
        answer = orjson.loads(text) if text else None
        if body["type"] == "invoke" and response.status == 200:
            self.teams.violations.extend(broken_answer_rules(body["name"], answer))
            if str((answer or {}).get("type")).endswith("error"):
                self.teams.violations.append(f"an error card: {answer}")
        if response.status >= 500:
            self.teams.violations.append(f"{response.status} to {body}")
        return answer


async def until(true: Callable[[], bool], otherwise: Callable[[], str]) -> None:
    """Waits until something is true, and fails with a sentence when it does not become so soon."""
    for _ in range(int(SOON / 0.05)):
        if true():
            return
        await asyncio.sleep(0.05)
    raise AssertionError(otherwise())


@dataclass
class Stage:
    """A running product and everybody who uses it."""

    product: Product
    teams: FakeConnector
    entra: FakeEntra
    client: aiohttp.ClientSession
    url: str
    graph: FakeGraph
    """Asked with the setting `directory="graph"`; it has the people of the first cast."""

    def seat(self, person: Person) -> Seat:
        return Seat(person, self.teams, self.entra, self.client, self.url)

    async def opens(self, address: str) -> tuple[int, str]:
        """What a browser gets at one of the product's own addresses: (status, page)."""
        assert address.startswith(f"{PUBLIC_URL}/")
        here = self.url.removesuffix("/api/messages") + address.removeprefix(PUBLIC_URL)
        async with self.client.get(here) as answer:
            return answer.status, await answer.text()

    async def newest_gig(self, person: Person) -> Gig:
        """The gig of this person that changed last, as it is stored."""
        key = PersonKey(tenant=TENANT, object_id=person.object_id)
        async with one_by_one(self.product.context.store) as tx:
            return (await tx.gigs.of_requester(key, 1))[0]

    async def proposals(self, gig: Gig) -> Sequence[Proposal]:
        """Its proposals, as they are stored."""
        async with one_by_one(self.product.context.store) as tx:
            return await tx.proposals.of(gig.tenant, gig.number)

    async def waits_for(self, person: Person, state: GigState) -> Gig:
        """Waits until the newest gig of this person has come so far."""
        gig = await self.newest_gig(person)
        for _ in range(int(SOON / 0.05)):
            if gig.state is state:
                return gig
            await asyncio.sleep(0.05)
            gig = await self.newest_gig(person)
        raise AssertionError(f"gig {gig.number} is {gig.state}, not {state}")


class CountedIds:
    """The Ids port: the same run makes the same ids, and so the sandbox's freelancers the same proposals."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def new(self, prefix: str) -> str:
        return f"{prefix}{next(self._numbers):012d}"


def settings_for(folder: Path, database_url: str = "", **more: Any) -> Settings:
    """Settings of a real tenant whose Teams is ours."""
    given = {
        "mode": "teams",
        "host": "127.0.0.1",
        "port": 0,
        "public_url": PUBLIC_URL,
        "link_key": "a key for auditors' links, made up here",
        "bot_app_id": APP_ID,
        "bot_app_password": "not-a-real-secret",
        "bot_tenant_id": TENANT,
        "database_url": database_url or f"sqlite:///{folder / 'connector.db'}",
        "sandbox_database": folder / "sandbox.db",
        "sandbox_speed": 20,
        "people_file": write_people(folder / "people.yaml", more.pop("casts", 0)),
        **more,
    }
    return Settings(_env_file=None, **given)


@asynccontextmanager
async def on_stage(
    folder: Path,
    database_url: str = "",
    ids: Ids | None = None,
    clock: Clock | None = None,
    builders: Mapping[str, Recipe] = BUILDERS,
    chance: Callable[[], float] = chance,
    teams: FakeConnector | None = None,
    failpoint: Callable[[str], None] = lambda _: None,
    **more: Any,
) -> AsyncIterator[Stage]:
    """The product served on a free port, signed requests only. `teams` is one that is up already, with its chats."""
    clock = clock or SystemClock()
    async with (
        FakeEntra(lambda: clock.now().timestamp()) as entra,
        FakeGraph(entra) as graph,
        nullcontext(teams) if teams else FakeConnector() as teams,
        aiohttp.ClientSession() as client,
    ):
        more = {"openid_metadata_url": entra.metadata_url, "graph_url": graph.url, **more}
        database_url = database_url or await a_sqlite_file(folder / "connector.db")
        settings = settings_for(folder, database_url, **more)
        graph.add(*users())
        sources = Sources(
            ids=ids or RandomIds(),
            clock=clock,
            chance=chance,
            failpoint=failpoint,
            patience=HURRY,
            builders=builders,
            bearer=NoToken(),
            entra_http=entra.msal_client(),
            service_urls=local_service_urls(),
            pacing=Pacing(
                monotonic=lambda: time.monotonic() * HASTE, sleep=lambda waited: asyncio.sleep(waited / HASTE)
            ),
        )
        async with running(settings, sources) as product, serving(product.http, "127.0.0.1", 0) as port:
            yield Stage(product, teams, entra, client, f"http://127.0.0.1:{port}/api/messages", graph)

"""What release 0.1 left behind (tests/fixtures/release_0_1), put back where it stood, and its people at their old cards."""

import gzip
import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import NullPool, create_engine, text

from assembly.clock_and_ids import RandomIds
from tests.scenarios.steps import Seats, seats_for
from tests.support.account_market import AccountStandIn, a_recipe, settings_of
from tests.support.connector import FakeConnector, Person
from tests.support.databases import POSTGRES, SQLITE, a_database
from tests.support.people_file import a_cast
from tests.support.product import Seat, Stage, on_stage

KEPT = Path(__file__).parents[1] / "fixtures" / "release_0_1"
SPEED = 20
_WITH_ADDRESS = ("card_copy", "chat")
"""The tables of that release in which Teams' address stands: ours is at another port each time."""


class Going:
    """The Clock port: it goes on from the moment at which the release was stopped, and leaps when it is told to."""

    def __init__(self, at: datetime) -> None:
        self._ahead = at - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def leaps(self, *, minutes: float) -> None:
        self._ahead += timedelta(minutes=minutes)


@dataclass(frozen=True)
class Upgraded:
    """The code under test, running on what the release left, with Teams as it was then."""

    stage: Stage
    clock: Going
    url: str
    kept: dict[str, Any]
    """`cases` (name -> the number of its cast and its gigs), `messages` and `shown` by chat, and a few facts more."""
    promised: dict[str, str]
    """id -> kind of every job that was in a queue."""

    def people(self, case: str) -> Seats:
        """The people of this case, at their clients with the cards of that time."""
        people = seats_for(self.stage, a_cast(self.kept["cases"][case]["cast"]))
        for seat in vars(people).values():
            self._shows(seat)
        return people

    def everybody(self) -> list[Seat]:
        """Everybody who had a card in their one-to-one chat."""
        people = self.kept["people"].items()
        seats = [self.stage.seat(Person(object_id, name)) for object_id, name in people]
        for seat in seats:
            self._shows(seat)
        return [seat for seat in seats if seat.cards()]

    def _shows(self, seat: Seat) -> None:
        """What their client shows in the place of messages: the answers to their last presses."""
        messages = self.stage.teams.messages.get(seat.chat, {})
        for number, card in self.kept["shown"].get(seat.chat, {}).items():
            if number in messages:
                seat.views[number] = (messages[number], card)

    def jobs(self) -> dict[str, str]:
        """id -> where it stands, of every job that the engine knows."""
        return {job: state for job, state, *_ in self._rows("SELECT id, state FROM job")}

    def given_up(self) -> list[tuple[str, ...]]:
        """(job, its document, why) of everything that is not tried again."""
        return self._rows("SELECT name, document, reason FROM dead_job")

    def _rows(self, query: str) -> list[tuple[str, ...]]:
        engine = create_engine(self.url.replace("postgresql:", "postgresql+psycopg:"), poolclass=NullPool)
        with engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(query))]

    def gigs(self, case: str) -> dict[int, str]:
        """number -> its state at that time."""
        return {int(number): state for number, state in self.kept["cases"][case]["gigs"].items()}


@asynccontextmanager
async def upgraded(folder: Path, kind: str) -> AsyncIterator[Upgraded]:
    """The code under test, started on a copy of what the release left on this kind of database."""
    kept = json.loads(unzipped("teams.json"))
    clock = Going(datetime.fromisoformat(kept["saved_at"]))
    (folder / "sandbox.db").write_bytes(unzipped("sandbox.db"))
    promised = {
        job_id_of(stored): kind for _, state, kind, stored in jobs_of_then(folder) if state != "SUCCESS"
    }
    with a_database(kind, folder) as url:
        async with AccountStandIn(folder / "upwork.db", clock.now) as server, FakeConnector() as teams:
            _put_back_chats(teams, kept)
            put_back(kind, url, kept["service_url"].rstrip("/"), teams.url.rstrip("/"))
            async with on_stage(
                folder,
                url,
                ids=RandomIds(),
                clock=clock,
                builders={"upwork": a_recipe(server)},
                chance=lambda: 0.02,
                teams=teams,
                sandbox_speed=SPEED,
                policy_file=KEPT / "policy.yaml",
                people_file=KEPT / "people.yaml",
                **settings_of(server),
            ) as stage:
                yield Upgraded(stage, clock, url, kept, promised)


def unzipped(name: str, kind: str = SQLITE) -> bytes:
    """One file of the fixture."""
    return gzip.decompress((KEPT / kind / f"{name}.gz").read_bytes())


def jobs_of_then(folder: Path) -> list[tuple[str, str, str, str]]:
    """(id of the try, where it stood, kind, arguments as JSON) of every job that the release's engine knew."""
    file = folder / "then.db"
    file.write_bytes(unzipped("connector.db"))
    with sqlite3.connect(file) as lite:
        found = lite.execute(
            "SELECT workflow_uuid, status, name, i.inputs FROM workflow_status JOIN workflow_input i USING (workflow_uuid)"
        ).fetchall()
    lite.close()
    return found


def job_id_of(stored: str) -> str:
    """The job's own id, which the release called a promise, from the arguments of a try."""
    _, attempt = json.loads(stored)["positionalArgs"]
    promise: str = attempt["promise"]
    return promise


def _put_back_chats(teams: FakeConnector, kept: dict[str, Any]) -> None:
    for object_id, name in kept["people"].items():
        teams.add_person(object_id, name)
    for chat, members in kept["chats"].items():
        teams.add_chat(chat, *(teams.people[member] for member in members))
    teams.teams = {team: [(one, name) for one, name in named] for team, named in kept["teams"].items()}
    teams.messages |= json.loads(json.dumps(kept["messages"]))
    teams.begin_at(kept["numbers"])


def put_back(kind: str, url: str, then: str = "", now: str = "") -> None:
    """The database of that release into an empty one, with `now` for `then` in every address of Teams."""
    if kind != SQLITE:
        dump = unzipped("connector.sql", POSTGRES).decode()
        dump = dump.replace(then, now) if then else dump
        with psycopg.connect(url, autocommit=True) as database:
            database.execute(dump.encode())
        return
    path = url.removeprefix("sqlite:///")
    Path(path).write_bytes(unzipped("connector.db"))
    with sqlite3.connect(path) as lite:
        for table in _WITH_ADDRESS if then else ():
            lite.execute(f"UPDATE {table} SET document = replace(document, ?, ?)", (then, now))
    lite.close()

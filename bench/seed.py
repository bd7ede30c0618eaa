"""A database with many gigs, each as the product itself wrote one of them: the rows of that one, with other names."""

import hashlib
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bench.bot import Bot
from bench.bulk import Batch, into
from bench.cast import (
    BUSY,
    BUSY_PLACES,
    MARKED,
    PRESSERS,
    TALKERS,
    TEMPLATE_APPROVER,
    TEMPLATE_REQUESTER,
    TENANTS,
    Someone,
    all_of,
    place_of,
    write_people,
)
from bench.world import World
from gigs.history import GENESIS, entry_in, person_ref

OF_GIG = (
    *("gig", "awaiting", "clock", "commitment", "proposal", "operation", "notice", "card_copy"),
    *("sync", "reading", "history_name"),
)
AT_A_TIME = 500


class Pieces(NamedTuple):
    """A text cut where something is to be replaced: plain and replaced parts alternate."""

    parts: tuple[str, ...]

    def filled(self, words: Mapping[str, str]) -> str:
        """With these words instead."""
        return "".join(words[part] if at % 2 else part for at, part in enumerate(self.parts))


@dataclass(frozen=True)
class Table:
    """The template's rows of one table."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]


class Template:
    """One gig with all its rows."""

    def __init__(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as database:
            cards = database.execute("SELECT activity_id FROM card_copy").fetchall()
            listing = database.execute("SELECT listing FROM reading WHERE listing <> ''").fetchall()
            self._marks = _words(TENANTS[0], MARKED, TEMPLATE_REQUESTER, TEMPLATE_APPROVER, "", "")
            self._marks = {name: mark for name, mark in self._marks.items() if mark}
            self._marks |= {f"card{at}": one for at, (one,) in enumerate(cards)}
            self._marks |= {"listing": listing[0][0]} if listing else {}
            self._cut = re.compile("|".join(map(_mark, self._marks.items())))
            self._names = {mark: name for name, mark in self._marks.items()}
            self._tables = {name: self._table(database, name) for name in OF_GIG}
            self._history = self._table(database, "history")
            self._sealed = [self._pieces(_sealed(row[0])) for row in _documents(database)]
            self.chat = self._table(database, "chat")
            self.policy = self._table(database, "policy", as_is=True)
        self._add_status_card()

    def batch(self, places: Sequence[int], due: Mapping[int, str]) -> Batch:
        """The rows of the gigs at these places; `due` is when the next reading is, where it is not the template's."""
        batch: Batch = {}
        for place in places:
            tenant, number, asks, decides = place_of(place)
            words = _words(tenant, number, asks, decides, f"card-{number}", f"L{place + 1}")
            words |= {name: f"card-{number}" for name in self._marks if name.startswith("card")}
            for name, table in self._tables.items():
                rows = [_filled(row, words) for row in table.rows]
                if name == "sync" and place in due:
                    rows = [[*row[:2], due[place], *row[3:]] for row in rows]
                batch.setdefault((name, tuple(table.columns)), []).extend(rows)
            history = batch.setdefault(("history", tuple(self._history.columns)), [])
            history.extend(self._chained(words))
        return batch

    def chats(self, people: Sequence[Someone]) -> Batch:
        """A chat with each of them."""
        row = self.chat.rows[0]
        rows = [_filled(row, _words(one.tenant, 0, one, one, "", "")) for one in people]
        return {("chat", tuple(self.chat.columns)): rows}

    def _chained(self, words: Mapping[str, str]) -> Iterator[list[Any]]:
        """Entries sealed anew, because what they say is another text."""
        former = GENESIS
        for row, sealed in zip(self._history.rows, self._sealed, strict=True):
            filled = dict(zip(self._history.columns, _filled(row, words), strict=True))
            text = f'[{filled["number"]},"{former}",{sealed.filled(words)}]'
            filled["former_hash"], former = former, hashlib.sha256(text.encode()).hexdigest()
            yield list((filled | {"hash": former}).values())

    def _table(self, database: sqlite3.Connection, name: str, *, as_is: bool = False) -> Table:
        found = database.execute(f"SELECT * FROM {name}")
        columns = [one[0] for one in found.description]
        rows = [[value if as_is else self._pieces(value) for value in row] for row in found]
        return Table(columns, rows)

    def _pieces(self, value: Any) -> Any:
        """A number that is the gig's becomes a word, any other stays; text is cut at the words."""
        if value == MARKED:
            return Pieces(("", "number", ""))
        if not isinstance(value, str):
            return value
        parts, at = [], 0
        for found in self._cut.finditer(value):
            parts += [value[at : found.start()], self._names[found[0]]]
            at = found.end()
        return Pieces((*parts, value[at:])) if parts else value

    def _add_status_card(self) -> None:
        """The card in the requester's own chat: written by the turn in which they submit, not by a job.

        Which card its message holds is not known, as after a press that changed the gig.
        """
        table = self._tables["card_copy"]
        swap = {"decides": "asks", "decides_name": "asks_name", "decides_ref": "asks_ref"}
        rows = [[_swapped(value, swap) for value in row] for row in table.rows]
        for row in rows:
            row[table.columns.index("drawn_hash")] = ""
        self._tables["card_copy"] = Table(table.columns, [*table.rows, *rows])


def _mark(named: tuple[str, str]) -> str:
    """Ids of cards and listings are short: only a whole one is meant, not the end of a time."""
    name, mark = named
    alone = name.startswith(("card", "listing"))
    return rf"(?<![\w:.-]){re.escape(mark)}(?![\w:.-])" if alone else re.escape(mark)


def _words(
    tenant: str, number: int, asks: Someone, decides: Someone, card: str, listing: str
) -> dict[str, str]:
    words = {"tenant": tenant, "number": str(number), "card0": card, "listing": listing}
    for name, one in (("asks", asks), ("decides", decides)):
        ref = person_ref(one.object_id)
        words |= {name: one.object_id, f"{name}_name": one.name, f"{name}_ref": ref}
    return words


def _swapped(value: Any, swap: Mapping[str, str]) -> Any:
    if not isinstance(value, Pieces):
        return value
    parts = [swap.get(part, part) if at % 2 else _as_status(part) for at, part in enumerate(value.parts)]
    return Pieces(tuple(parts))


def _as_status(text: str) -> str:
    return re.sub('"subject":"[^"]*"', '"subject":""', text.replace('"view":"approval"', '"view":"gig"'))


def _filled(row: Sequence[Any], words: Mapping[str, str]) -> list[Any]:
    return [value.filled(words) if isinstance(value, Pieces) else value for value in row]


def _documents(database: sqlite3.Connection) -> Iterator[tuple[str]]:
    yield from database.execute("SELECT document FROM history ORDER BY gig, number")


def _sealed(document: str) -> str:
    return json.dumps(entry_in(document).sealed(), sort_keys=True, separators=(",", ":"))


async def template(world: World, folder: Path, *, is_open: bool = False) -> Template:
    """Made by the product: waiting for a yes, or open on the marketplace for days."""
    own = folder / ("open" if is_open else "waiting")
    own.mkdir(parents=True)
    (own / "card.json").write_text("{}")
    write_people(own / "people.yaml", [one for one in all_of(PRESSERS) if one.tenant == TENANTS[0]])
    path = own / "template.db"
    order: dict[str, Any] = {
        "service_url": world.service_url.rstrip("/"),
        "open": is_open,
        "days_ago": 5 if is_open else 0,
    }
    order |= {"jobs": True, "sandbox_speed": 0.001}
    async with Bot(world, own, "template", database_url=f"sqlite:///{path}", **order):
        pass
    return Template(path)


async def seed(
    url: str, made: Template, gigs: int, due: Sequence[str] = (), *, long_lists: bool = False
) -> None:
    """Makes the database and the gigs in it; nothing is promised, so nothing follows.

    `due` is when each of the first gigs is read next; without it, when the template's was. `long_lists` adds the gigs
    of those who have more than a list shows.
    """
    when = dict(enumerate(due))
    async with into(url) as bulk:
        bulk.add(made.chats([*all_of(TALKERS), *all_of(PRESSERS), *all_of(BUSY)]))
        bulk.add({("policy", tuple(made.policy.columns)): [list(row) for row in made.policy.rows]})
        turns = [max(0, -(-(gigs - at) // len(TENANTS))) for at in range(len(TENANTS))]
        numbers = [[tenant, last] for tenant, last in zip(TENANTS, turns, strict=True)]
        bulk.add({("gig_number", ("tenant", "last")): numbers})
        bulk.add(made.batch(BUSY_PLACES if long_lists else (), when))
        for start in range(0, gigs, AT_A_TIME):
            bulk.add(made.batch(range(start, min(start + AT_A_TIME, gigs)), when))


def list_in_sandbox(made: Path, path: Path, listings: int) -> None:
    """The sandbox of `made` once more, with so many listings to which nobody writes."""
    shutil.copy(made, path)
    with closing(sqlite3.connect(path)) as database, database:
        found = database.execute("SELECT * FROM listing")
        columns = [one[0] for one in found.description]
        (row,) = [dict(zip(columns, values, strict=True)) for values in found]
        database.execute("DELETE FROM proposal")
        more = [
            list((row | {"number": n, "reference": f"bench-{n}"}).values()) for n in range(2, listings + 1)
        ]
        marks = ", ".join("?" * len(columns))
        database.executemany(f"INSERT INTO listing ({', '.join(columns)}) VALUES ({marks})", more)

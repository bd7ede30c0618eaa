"""The append-only trail of each gig, every entry sealed behind the one before."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    bindparam,
    delete,
    insert,
    literal,
    null,
    select,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.errors import GigNotFound
from gigs.history import GENESIS, ChainedEntry, Said, chain, entry_in
from ports.history_storage import HistoryPart, NamePlace, Span, StoredEntry
from store import rows, translate
from store.connection import Connection

_OF_GIG = (rows.history.c.tenant == bindparam("tenant"), rows.history.c.gig == bindparam("number"))
_name = rows.history_name
_NAMES_OF_GIG = (_name.c.tenant == bindparam("tenant"), _name.c.gig == bindparam("number"))
_REFERRED = _name.c.reference.in_(bindparam("references", expanding=True))
_HEAD = union_all(
    select(rows.history_head.c.number, rows.history_head.c.hash.label("what")).where(
        rows.history_head.c.tenant == bindparam("tenant"), rows.history_head.c.gig == bindparam("number")
    ),
    select(literal(0), _name.c.reference).where(*_NAMES_OF_GIG, _REFERRED),
)
"""The head, and under number 0 every reference that has a name already, or whose name was erased."""
_NAME = upsert(_name).on_conflict_do_nothing(index_elements=["tenant", "gig", "reference"])
_ERASE = upsert(_name).on_conflict_do_update(
    index_elements=["tenant", "gig", "reference"], set_={"name": null()}
)
_FORGET = delete(_name).where(*_NAMES_OF_GIG, _REFERRED, _name.c.name.is_not(None))
_NAMED = (
    select(_name.c.tenant, _name.c.gig, _name.c.reference)
    .where(_name.c.name == bindparam("name"))
    .order_by(_name.c.tenant, _name.c.gig, _name.c.reference)
)
_REFERRING = (
    select(_name.c.gig)
    .where(
        _name.c.tenant == bindparam("tenant"),
        _name.c.reference == bindparam("reference"),
        _name.c.name.is_not(None),
    )
    .order_by(_name.c.gig)
)
_NAMES = select(_name).where(
    _name.c.tenant == bindparam("tenant"),
    _name.c.gig >= bindparam("first"),
    _name.c.gig <= bindparam("last"),
    _name.c.name.is_not(None),
)
_ALL = select(rows.history).where(*_OF_GIG).order_by(rows.history.c.number)
_LAST = (
    select(rows.history.c.number, rows.history.c.document)
    .where(*_OF_GIG, rows.history.c.number <= bindparam("up_to"))
    .order_by(rows.history.c.number.desc())
    .limit(bindparam("most"))
    .subquery()
)
_HEAD_NUMBER = rows.history_head.c.number
_PART = union_all(
    select(_LAST.c.number, _LAST.c.document.label("text"), literal("").label("reference")),
    select(literal(0, Integer), _name.c.name, _name.c.reference).where(
        *_NAMES_OF_GIG, _name.c.name.is_not(None)
    ),
    select(-_HEAD_NUMBER, literal(""), literal("")).where(
        rows.history_head.c.tenant == bindparam("tenant"), rows.history_head.c.gig == bindparam("number")
    ),
)
"""Entries, under number 0 the names beside them, and below zero the number of the head, in one statement."""
_NO_END = 2**31 - 1
_ADD = insert(rows.history)
_LOCK = (
    select(rows.gig.c.number)
    .where(rows.gig.c.tenant == bindparam("tenant"), rows.gig.c.number == bindparam("number"))
    .with_for_update()
)

_entry, _head = rows.history, rows.history_head
_KEPT = (
    select(_entry, _head.c.number.label("head_number"), _head.c.hash.label("head_hash"))
    .outerjoin(_head, (_head.c.tenant == _entry.c.tenant) & (_head.c.gig == _entry.c.gig))
    .where(_entry.c.tenant == bindparam("tenant"))
    .order_by(_entry.c.gig, _entry.c.number)
    .limit(bindparam("most"))
)
"""An entry and its head in one statement, and so as of one moment, whoever appends meanwhile."""
_NARROWER = {
    "after": tuple_(_entry.c.gig, _entry.c.number)
    > tuple_(bindparam("after_gig"), bindparam("after_number")),
    "gig": _entry.c.gig == bindparam("gig"),
    "since": _entry.c.at >= bindparam("since"),
    "until": _entry.c.at < bindparam("until"),
}
_EMPTY = union(
    *(
        select(gig.label("gig")).where(
            tenant == bindparam("tenant"),
            *conditions,
            ~select(_entry.c.number).where(_entry.c.tenant == tenant, _entry.c.gig == gig).exists(),
        )
        for tenant, gig, conditions in (
            (rows.gig.c.tenant, rows.gig.c.number, (rows.gig.c.version > 0,)),
            (_head.c.tenant, _head.c.gig, ()),
        )
    )
).order_by("gig")
_TENANTS = union(
    *(select(table.c.tenant.label("tenant")).distinct() for table in (_entry, _head, rows.gig))
).order_by("tenant")


@cache
def _kept(narrower: tuple[str, ...]) -> Select[Any]:
    return _KEPT.where(*(_NARROWER[name] for name in narrower)) if narrower else _KEPT


async def append(connection: Connection, tenant: str, number: int, said: Said) -> None:
    """Seals the entry behind the head, which the database then moves; two statements, three when a name is new.

    The caller holds the gig's row, so nobody else appends meanwhile.
    """
    mentioned = said.entry.references()
    names = {reference: name for reference, name in said.names.items() if reference in mentioned}
    parameters = {"tenant": tenant, "number": number, "references": list(names)}
    found = (await connection.execute(_HEAD, parameters)).all()
    last = next((row for row in found if row.number), None)
    sealed = chain(said.entry, last.number + 1, last.what) if last else chain(said.entry, 1, GENESIS)
    await connection.execute(_ADD, translate.history_row(tenant, number, sealed))
    known = {row.what for row in found if not row.number}
    if new := [reference for reference in names if reference not in known]:
        name_rows = [
            # PostgreSQL keeps no NUL in a text; in a document it is escaped.
            {"tenant": tenant, "gig": number, "reference": one, "name": names[one].replace("\0", "")}
            for one in new
        ]
        await connection.execute(_NAME, name_rows)


class SqlHistories:
    """`ports.storage.Histories`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, tenant: str, number: int, said: Said) -> None:
        """Raises GigNotFound."""
        await self._lock(tenant, number)
        await append(self._connection, tenant, number, said)

    async def _lock(self, tenant: str, number: int) -> None:
        if (await self._connection.execute(_LOCK, {"tenant": tenant, "number": number})).first() is None:
            raise GigNotFound(number)

    async def of(self, tenant: str, number: int) -> Sequence[ChainedEntry]:
        """Empty when there is no such gig."""
        found = await self._connection.execute(_ALL, {"tenant": tenant, "number": number})
        return [translate.chained_entry(row) for row in found]

    async def part(self, tenant: str, number: int, most: int, up_to: int | None = None) -> HistoryPart:
        """Read backwards along the key, however long the chain is."""
        parameters = {"tenant": tenant, "number": number, "most": most, "up_to": up_to or _NO_END}
        found = (await self._connection.execute(_PART, parameters)).all()
        names = {row.reference: row.text for row in found if not row.number}
        entries = sorted((row.number, row.text) for row in found if row.number > 0)
        head = max((-row.number for row in found if row.number < 0), default=0)
        return HistoryPart(
            oldest=entries[0][0] if entries else 0,
            entries=tuple(Said(entry=entry_in(document), names=names) for _, document in entries),
            newer=bool(entries) and entries[-1][0] < head,
        )

    async def stored(
        self, tenant: str, span: Span, after: tuple[int, int] | None, most: int, *, names: bool = True
    ) -> Sequence[StoredEntry]:
        """Read along the key, from where the last page ended."""
        narrower = {"after": after, "gig": span.gig, "since": span.since, "until": span.until}
        given = {name: value for name, value in narrower.items() if value is not None}
        parameters: dict[str, object] = {"tenant": tenant, "most": most, **given}
        if after is not None:
            parameters |= {"after_gig": after[0], "after_number": after[1]}
            del parameters["after"]
        found = (await self._connection.execute(_kept(tuple(given)), parameters)).all()
        by_gig = await self._names(tenant, found[0].gig, found[-1].gig) if found and names else {}
        return translate.stored(found, by_gig)

    async def _names(self, tenant: str, first: int, last: int) -> dict[int, dict[str, str]]:
        parameters = {"tenant": tenant, "first": first, "last": last}
        names: dict[int, dict[str, str]] = {}
        for row in await self._connection.execute(_NAMES, parameters):
            names.setdefault(row.gig, {})[row.reference] = row.name
        return names

    async def named(self, name: str) -> Sequence[NamePlace]:
        """All names are looked through: it is rare, and an index could not hold a name of any length."""
        found = await self._connection.execute(_NAMED, {"name": name})
        return [NamePlace(tenant=row.tenant, gig=row.gig, reference=row.reference) for row in found]

    async def referring(self, tenant: str, reference: str) -> Sequence[int]:
        """All names of the tenant are looked through: it is rare."""
        values = {"tenant": tenant, "reference": reference}
        return list((await self._connection.execute(_REFERRING, values)).scalars())

    async def erase_names(self, tenant: str, number: int, references: Sequence[str]) -> None:
        """What stays is a row without a name. Raises GigNotFound."""
        await self._lock(tenant, number)
        without = [{"tenant": tenant, "gig": number, "reference": one, "name": None} for one in references]
        if without:
            await self._connection.execute(_ERASE, without)

    async def forget_names(self, tenant: str, number: int, references: Sequence[str]) -> None:
        """But for those that were erased."""
        parameters = {"tenant": tenant, "number": number, "references": list(references)}
        await self._connection.execute(_FORGET, parameters)

    async def empty(self, tenant: str) -> Sequence[int]:
        """In the order of their numbers."""
        return list((await self._connection.execute(_EMPTY, {"tenant": tenant})).scalars())

    async def tenants(self) -> Sequence[str]:
        """In the order of their names."""
        return list((await self._connection.execute(_TENANTS)).scalars())

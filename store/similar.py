"""The index of words by which summaries of closed gigs are found; filled with them, and searched in the reader's name."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    Column,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    column,
    delete,
    func,
    insert,
    select,
    table,
    union_all,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.summary import Summary
from gigs.summary_scopes import scopes_of, scopes_open_to
from ports.similarity import MOST_LIKELY, Likely
from ports.summary_storage import Reader
from similar.marks import MOST_MARKS, marks_of, marks_of_lesson, searched
from similar.nearness import Terms, terms
from similar.words import terms_of as words_of
from store.connection import Connection
from store.rows import key, metadata

_MOST_OF_A_MARK = 150
"""So many gigs are looked at for each mark, the newest, however many have it."""

_MOST_OF_LESSON = 40

_words = Table(
    "summary_words",
    metadata,
    key("tenant"),
    key("gig", Integer),
    Column("title", Text, nullable=False),
    Column("rest", Text, nullable=False),
    Column("lesson", Text, nullable=False),
    Column("domain", String, nullable=False),
    Column("scopes", Text, nullable=False),
)
_mark = Table(
    "summary_mark",
    metadata,
    key("tenant"),
    key("mark"),
    key("gig", Integer),
    sqlite_with_rowid=False,
)

_missing = Table("summary_to_index", metadata, key("tenant"), key("gig", Integer))
"""Summaries that were there before this index, until they are in it."""


def _holders(place: int) -> Select[int]:
    """The newest gigs with one of the marks that are looked for."""
    newest = (
        select(_mark.c.gig)
        .where(_mark.c.tenant == bindparam("of_tenant"), _mark.c.mark == bindparam(f"mark_{place}"))
        .order_by(_mark.c.gig.desc())
        .limit(_MOST_OF_A_MARK)
        .subquery(f"holders_{place}")
    )
    return select(newest.c.gig)


_held = union_all(*map(_holders, range(MOST_MARKS))).subquery("held")
_most = (
    select(_held.c.gig, func.count().label("shared"))
    .group_by(_held.c.gig)
    .order_by(func.count().desc(), _held.c.gig.desc())
    .limit(bindparam("most"))
    .subquery("most_shared")
)
_LIKELY = select(_words, _most.c.shared).join_from(
    _most, _words, (_words.c.tenant == bindparam("its_tenant")) & (_words.c.gig == _most.c.gig)
)
_OF = select(_words).where(_words.c.tenant == bindparam("of_tenant"), _words.c.gig == bindparam("of_gig"))
_INSERT = upsert(_words)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "gig"),
    set_={name: _INSERT.excluded[name] for name in ("title", "rest", "lesson", "domain", "scopes")},
)
_ADD_MARKS = insert(_mark)
_summary = table("summary", column("tenant"), column("gig", Integer), column("document"))
_MISSING = (
    select(_missing.c.tenant, _missing.c.gig, _summary.c.document)
    .join(_summary, (_summary.c.tenant == _missing.c.tenant) & (_summary.c.gig == _missing.c.gig))
    .order_by(_missing.c.tenant, _missing.c.gig)
    .limit(bindparam("most"))
)
_NO_LONGER_MISSING = delete(_missing).where(
    _missing.c.tenant == bindparam("of_tenant"), _missing.c.gig == bindparam("of_gig")
)
_DROP_MARK = delete(_mark).where(*(one == bindparam(f"old_{one.name}") for one in _mark.primary_key))


async def index_summary(connection: Connection, summary: Summary) -> None:
    """Makes it found by whoever may read it, and by nobody else: what it was found by before is gone."""
    which = {"of_tenant": summary.tenant, "of_gig": summary.gig}
    former = (await connection.execute(_OF, which)).first()
    before = (
        _marks(_terms(former), former.lesson.split(), former.scopes.split("\n")) if former else frozenset()
    )
    now, scopes = _terms_of(summary), scopes_of(summary)
    lesson = words_of(f"{summary.do_again} {summary.do_differently}")[:_MOST_OF_LESSON]
    after = _marks(now, lesson, scopes)
    row = {
        "tenant": summary.tenant,
        "gig": summary.gig,
        "title": " ".join(now.title),
        "rest": " ".join(now.rest),
        "lesson": " ".join(lesson),
        "domain": now.domain,
        "scopes": "\n".join(scopes),
    }
    await connection.execute(_PUT, row)
    if gone := before - after:
        rows = [{"old_tenant": summary.tenant, "old_mark": one, "old_gig": summary.gig} for one in gone]
        await connection.execute(_DROP_MARK, rows)
    if new := after - before:
        rows = [{"tenant": summary.tenant, "mark": one, "gig": summary.gig} for one in new]
        await connection.execute(_ADD_MARKS, rows)


def _terms_of(summary: Summary) -> Terms:
    """What its gig is compared by."""
    return terms(summary.title, " ".join(summary.skills), summary.outcome, domain=summary.domain)


def _marks(of: Terms, lesson: Sequence[str], scopes: Iterable[str]) -> frozenset[str]:
    marks = (*marks_of(of), *marks_of_lesson(lesson))
    return frozenset(f"{scope} {mark}" for scope in scopes if scope for mark in marks)


class SqlSimilarity:
    """`ports.similarity.Similarity`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def likely(self, reader: Reader, terms: Terms, limit: int = MOST_LIKELY) -> Sequence[Likely]:
        """Those that share most marks first, the newest of as many; of a mark that many gigs have, the newest of them."""
        found = await self._best(reader, marks_of(terms), limit)
        return [Likely(row.gig, _terms(row)) for row in found]

    async def with_words(self, reader: Reader, words: Sequence[str], limit: int) -> Sequence[int]:
        """Gigs with these terms in their title or in their lesson, those with most of them first."""
        return [row.gig for row in await self._best(reader, searched(words), limit)]

    async def index_missing(self, limit: int) -> int:
        """A page at a time; what is indexed meanwhile by somebody else is indexed again, which changes nothing."""
        found = (await self._connection.execute(_MISSING, {"most": limit})).all()
        for row in found:
            await index_summary(self._connection, Summary.model_validate_json(row.document))
            await self._connection.execute(_NO_LONGER_MISSING, {"of_tenant": row.tenant, "of_gig": row.gig})
        return len(found)

    async def _best(self, reader: Reader, marks: Sequence[str], limit: int) -> Sequence[Any]:
        """One statement for each way in which the reader may read: they never touch what only others may."""
        if not marks:
            return ()
        best: dict[int, Any] = {}
        for scope in scopes_open_to(reader.person, reader.division, is_lead=reader.is_lead):
            for row in await self._found(reader.person.tenant, scope, marks, limit):
                best[row.gig] = row
        return sorted(best.values(), key=lambda row: (-row.shared, -row.gig))[:limit]

    async def _found(self, tenant: str, scope: str, marks: Sequence[str], limit: int) -> Sequence[Any]:
        looked_for = [f"{scope} {mark}" for mark in marks] + [""] * (MOST_MARKS - len(marks))
        values: dict[str, Any] = {f"mark_{place}": mark for place, mark in enumerate(looked_for)}
        values |= {"of_tenant": tenant, "its_tenant": tenant, "most": limit}
        return (await self._connection.execute(_LIKELY, values)).all()


def _terms(row: Any) -> Terms:
    return Terms(tuple(row.title.split(" ")) if row.title else (), tuple(row.rest.split()), row.domain)

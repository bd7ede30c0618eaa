"""Forms that were cancelled, each with what was typed into it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.brief import BriefForm
from gigs.people import PersonKey
from ports.left_forms import LeftForm
from ports.retention import Deleted, Position
from store.connection import Connection
from store.deleting import by_key, delete_page, old_rows
from store.rows import Moment, key, metadata

_left = Table(
    "left_form",
    metadata,
    key("tenant"),
    key("person"),
    key("draft"),
    Column("gig", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("drawn", Text, nullable=False, server_default=""),
    Column("left_at", Moment, nullable=False),
    Index(None, "tenant", "person", "left_at"),
    Index(None, "left_at", "tenant", "person", "draft"),
)

_INSERT = upsert(_left)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "person", "draft"),
    set_={name: _INSERT.excluded[name] for name in ("gig", "words", "drawn", "left_at")},
)
_OWN = (_left.c.tenant == bindparam("of_tenant"), _left.c.person == bindparam("of_person"))
_GET = select(_left).where(*_OWN, _left.c.draft == bindparam("of_draft"))
_OF = (
    select(_left)
    .where(*_OWN, _left.c.left_at > bindparam("since"))
    .order_by(_left.c.left_at.desc())
    .limit(bindparam("most"))
)
_WITH_WORDS = old_rows(_left, "left_at", lambda old: old.c.words != "")
_FORGET = (
    update(_left)
    .where(*(column == bindparam(f"old_{column.name}") for column in _left.primary_key))
    .values(words="")
)
_OLD = old_rows(_left, "left_at", lambda _old: true())
_DELETE = by_key(_left)


class SqlLeftForms:
    """`ports.left_forms.LeftForms`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, left: LeftForm) -> None:
        """Inserts or replaces."""
        row = {
            "tenant": left.person.tenant,
            "person": left.person.object_id,
            "draft": left.draft,
            "gig": left.gig,
            "words": left.form.model_dump_json() if left.form else "",
            "drawn": left.drawn,
            "left_at": left.left_at,
        }
        await self._connection.execute(_PUT, row)

    async def get(self, person: PersonKey, draft: str) -> LeftForm | None:
        """By its name, which only counts with its person."""
        row = (await self._connection.execute(_GET, _of(person) | {"of_draft": draft})).first()
        return _form(row) if row else None

    async def of(self, person: PersonKey, since: datetime, limit: int) -> Sequence[LeftForm]:
        """The newest first."""
        found = await self._connection.execute(_OF, _of(person) | {"since": since, "most": limit})
        return [_form(row) for row in found.all()]

    async def forget_words(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """The longest left first."""
        old = {"before": before, "most": limit}
        return await delete_page(self._connection, _WITH_WORDS, _FORGET, old, after)

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """The longest left first."""
        old = {"before": before, "most": limit}
        return await delete_page(self._connection, _OLD, _DELETE, old, after)


def _of(person: PersonKey) -> dict[str, Any]:
    return {"of_tenant": person.tenant, "of_person": person.object_id}


def _form(row: Any) -> LeftForm:
    return LeftForm(
        person=PersonKey(tenant=row.tenant, object_id=row.person),
        draft=row.draft,
        gig=row.gig,
        form=BriefForm.model_validate_json(row.words) if row.words else None,
        drawn=row.drawn,
        left_at=row.left_at,
    )

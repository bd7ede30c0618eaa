"""Answers that wait until Teams takes them: one row each, deleted as soon as they are said."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, delete, insert, update

from ports.kept_answers import Answer, KeptAnswer
from store.connection import Connection
from store.rows import Moment, key, metadata

_kept = Table(
    "kept_answer",
    metadata,
    key("tenant"),
    key("id"),
    Column("holder", String, nullable=False),
    Column("held_until", Moment, nullable=False),
    Column("kept_at", Moment, nullable=False),
    Column("place", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "held_until"),
    Index(None, "holder"),
)

_COLUMNS = ("tenant", "id", "holder", "held_until", "kept_at", "place")
_THIS = (_kept.c.tenant == bindparam("of_tenant"), _kept.c.id == bindparam("of_id"))
_PUT = insert(_kept)
_HOLD = (
    update(_kept)
    .where(_kept.c.holder == bindparam("of_holder"), _kept.c.id.in_(bindparam("ids", expanding=True)))
    .values(held_until=bindparam("until"))
    .returning(_kept.c.id)
)
_DROP = delete(_kept).where(*_THIS)
_CLAIM = (
    update(_kept)
    .where(_kept.c.held_until < bindparam("now"))
    .values(held_until=bindparam("until"), holder=bindparam("by"))
    .returning(*_kept.c)
)


class SqlKeptAnswers:
    """`ports.kept_answers.KeptAnswers`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, kept: KeptAnswer) -> None:
        """The message is one JSON document."""
        row = {name: getattr(kept, name) for name in _COLUMNS}
        await self._connection.execute(_PUT, row | {"document": kept.answer.model_dump_json()})

    async def hold(self, holder: str, kept_ids: Collection[str], until: datetime) -> Collection[str]:
        """One statement: whoever claims one at this moment has it."""
        held = {"of_holder": holder, "ids": sorted(kept_ids), "until": until}
        return frozenset((await self._connection.execute(_HOLD, held)).scalars())

    async def drop(self, tenant: str, kept_id: str) -> None:
        """Nothing happens when it is gone."""
        await self._connection.execute(_DROP, {"of_tenant": tenant, "of_id": kept_id})

    async def claim(self, now: datetime, holder: str, until: datetime) -> Sequence[KeptAnswer]:
        """One statement, so that no two processes get the same."""
        found = await self._connection.execute(_CLAIM, {"now": now, "by": holder, "until": until})
        kept = [_of(row) for row in found.mappings()]
        return sorted(kept, key=lambda one: (one.kept_at, one.place))


def _of(row: Any) -> KeptAnswer:
    known = {name: row[name] for name in _COLUMNS}
    return KeptAnswer(answer=Answer.model_validate_json(row["document"]), **known)

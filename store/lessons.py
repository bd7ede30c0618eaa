"""What leads made of lessons, who saw one and whom it helped."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Integer, Table, Text, bindparam, func, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.people import PersonKey
from ports.lessons import Curated, Worth
from store.connection import Connection
from store.rows import Moment, key, metadata

_curated = Table(
    "lesson_curated", metadata, key("tenant"), key("gig", Integer), Column("document", Text, nullable=False)
)
_shown = Table(
    "lesson_shown",
    metadata,
    key("tenant"),
    key("gig", Integer),
    key("person"),
    key("drafted", Integer),
    Column("at", Moment, nullable=False),
)
_helped = Table(
    "lesson_helped",
    metadata,
    key("tenant"),
    key("gig", Integer),
    key("person"),
    Column("at", Moment, nullable=False),
)

_INSERT = upsert(_curated)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "gig"), set_={"document": _INSERT.excluded.document}
)
_CURATED = select(_curated.c.document).where(
    _curated.c.tenant == bindparam("of_tenant"), _curated.c.gig.in_(bindparam("gigs", expanding=True))
)
_SHOW = upsert(_shown).on_conflict_do_nothing(index_elements=("tenant", "gig", "person", "drafted"))
_HELP = upsert(_helped).on_conflict_do_nothing(index_elements=("tenant", "gig", "person"))
_HELPED = select(_helped.c.gig).where(
    _helped.c.tenant == bindparam("of_tenant"),
    _helped.c.gig.in_(bindparam("gigs", expanding=True)),
    _helped.c.person == bindparam("of_person"),
)


def _count(table: Table) -> Any:
    of_these = table.c.tenant == bindparam("of_tenant"), table.c.gig.in_(bindparam("gigs", expanding=True))
    return select(table.c.gig, func.count().label("times")).where(*of_these).group_by(table.c.gig)


_TIMES_SHOWN = _count(_shown)
_TIMES_HELPED = _count(_helped)


class SqlLessons:
    """`ports.lessons.Lessons`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, curated: Curated) -> None:
        """Inserts or replaces."""
        row = {"tenant": curated.tenant, "gig": curated.gig, "document": curated.model_dump_json()}
        await self._connection.execute(_PUT, row)

    async def curated(self, tenant: str, gigs: Sequence[int]) -> Mapping[int, Curated]:
        """Of those of these that a lead made something of."""
        if not gigs:
            return {}
        found = await self._connection.execute(_CURATED, {"of_tenant": tenant, "gigs": list(gigs)})
        read = [Curated.model_validate_json(document) for document in found.scalars()]
        return {one.gig: one for one in read}

    async def show(self, person: PersonKey, gigs: Sequence[int], drafted: int, at: datetime) -> None:
        """Counts each of these as shown to this person for the gig `drafted`, once."""
        if not gigs:
            return
        rows = [
            {"tenant": person.tenant, "gig": gig, "person": person.object_id, "drafted": drafted, "at": at}
            for gig in sorted(gigs)
        ]
        await self._connection.execute(_SHOW, rows)

    async def help(self, person: PersonKey, gig: int, at: datetime) -> bool:
        """Counts it as helpful to this person; False where it was counted before."""
        row = {"tenant": person.tenant, "gig": gig, "person": person.object_id, "at": at}
        return (await self._connection.execute(_HELP, row)).rowcount == 1

    async def helped(self, person: PersonKey, gigs: Sequence[int]) -> frozenset[int]:
        """Those of these that helped this person."""
        if not gigs:
            return frozenset()
        of_these = {"of_tenant": person.tenant, "of_person": person.object_id, "gigs": list(gigs)}
        return frozenset((await self._connection.execute(_HELPED, of_these)).scalars())

    async def worth(self, tenant: str, gigs: Sequence[int]) -> Mapping[int, Worth]:
        """Of those of these that were shown or helped."""
        if not gigs:
            return {}
        of_these = {"of_tenant": tenant, "gigs": list(gigs)}
        shown = {row.gig: row.times for row in await self._connection.execute(_TIMES_SHOWN, of_these)}
        helped = {row.gig: row.times for row in await self._connection.execute(_TIMES_HELPED, of_these)}
        return {gig: Worth(shown.get(gig, 0), helped.get(gig, 0)) for gig in {*shown, *helped}}

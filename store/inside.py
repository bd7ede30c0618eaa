"""Work inside: the skills that people named, and which gigs concern which colleague now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, bindparam, delete, insert, select, true

from gigs.gig import Gig, GigState
from gigs.people import PersonKey
from gigs.skills import folded
from ports.inside_storage import Part
from ports.retention import Deleted, Position
from store import rows, translate
from store.connection import Connection
from store.deleting import by_key, delete_page, old_rows
from store.rows import Moment, key, metadata

_skill = Table(
    "colleague_skill",
    metadata,
    key("tenant"),
    key("person"),
    key("skill"),
    Column("shown", String, nullable=False),
    Column("said_at", Moment, nullable=False),
    Index(None, "tenant", "skill", "said_at", "person"),
    Index(None, "said_at", "tenant", "person", "skill"),
)
"""`skill` is folded, `shown` as its person wrote it."""
_hand = Table(
    "inside_hand",
    metadata,
    key("tenant"),
    key("number", Integer),
    key("person"),
    key("part"),
    Index(None, "tenant", "person", "part", "number"),
)

_FORGET = delete(_skill).where(
    _skill.c.tenant == bindparam("of_tenant"), _skill.c.person == bindparam("of_person")
)
_NAME = insert(_skill)
_OF = (
    select(_skill.c.shown)
    .where(_skill.c.tenant == bindparam("of_tenant"), _skill.c.person == bindparam("of_person"))
    .order_by(_skill.c.skill)
)
_WHO_HAS = (
    select(_skill.c.person)
    .where(_skill.c.tenant == bindparam("tenant"), _skill.c.skill == bindparam("skill"))
    .order_by(_skill.c.said_at.desc(), _skill.c.person.desc())
    .limit(bindparam("most"))
)
_OLD = old_rows(_skill, "said_at", lambda _old: true())
_DELETE = by_key(_skill)

_DROP = delete(_hand).where(
    _hand.c.tenant == bindparam("of_tenant"), _hand.c.number == bindparam("of_number")
)
_ADD = insert(_hand)
_GIGS_OF = (
    select(rows.gig.c.document)
    .join(_hand, (_hand.c.tenant == rows.gig.c.tenant) & (_hand.c.number == rows.gig.c.number))
    .where(
        _hand.c.tenant == bindparam("tenant"),
        _hand.c.person == bindparam("person"),
        _hand.c.part == bindparam("part"),
    )
    .order_by(_hand.c.number.desc())
    .limit(bindparam("most"))
)


class SqlSkills:
    """`ports.inside_storage.Skills`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, person: PersonKey, skills: Sequence[str], at: datetime) -> None:
        """All of them anew."""
        await self._connection.execute(_FORGET, _of(person))
        shown = {folded(skill): skill for skill in reversed(skills)}
        named = [
            {"tenant": person.tenant, "person": person.object_id, "skill": one, "shown": as_written}
            | {"said_at": at}
            for one, as_written in sorted(shown.items())
            if one
        ]
        if named:
            await self._connection.execute(_NAME, named)

    async def of(self, person: PersonKey) -> Sequence[str]:
        """In the order of the alphabet."""
        return list((await self._connection.execute(_OF, _of(person))).scalars())

    async def who_has(self, tenant: str, skill: str, limit: int) -> Sequence[PersonKey]:
        """Whoever named it last comes first."""
        asked = {"tenant": tenant, "skill": folded(skill), "most": limit}
        found = await self._connection.execute(_WHO_HAS, asked)
        return [PersonKey(tenant=tenant, object_id=one) for one in found.scalars()]

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """The longest ago first."""
        return await delete_page(self._connection, _OLD, _DELETE, {"before": before, "most": limit}, after)


class SqlHands:
    """`ports.inside_storage.Hands`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def gigs_of(self, person: PersonKey, part: Part, limit: int) -> Sequence[Gig]:
        """The highest number first."""
        asked = {"tenant": person.tenant, "person": person.object_id, "part": part.value, "most": limit}
        found = await self._connection.execute(_GIGS_OF, asked)
        return [translate.gig_of(document) for document in found.scalars()]


def hand_rows(gig: Gig) -> list[dict[str, Any]]:
    """Whom the gig concerns as it stands, each once in each part."""
    if gig.inside is None:
        return []
    concerned: dict[tuple[str, Part], None] = {}
    if gig.state is GigState.INSIDE and gig.inside.picked:
        concerned[gig.inside.picked.person.key.object_id, Part.WORK] = None
    for hand in gig.inside.hands if gig.state is GigState.OFFERED_INSIDE else ():
        if hand.is_up:
            concerned[hand.person.key.object_id, Part.HAND] = None
        if hand.asked and gig.inside.asked_of(hand.asked.key):
            concerned[hand.asked.key.object_id, Part.HOURS] = None
    key_of = {"tenant": gig.tenant, "number": gig.number}
    return [key_of | {"person": person, "part": part.value} for person, part in concerned]


async def put_hands(connection: Connection, gig: Gig) -> None:
    """As the gig itself says."""
    await connection.execute(_DROP, {"of_tenant": gig.tenant, "of_number": gig.number})
    if named := hand_rows(gig):
        await connection.execute(_ADD, named)


def _of(person: PersonKey) -> dict[str, Any]:
    return {"of_tenant": person.tenant, "of_person": person.object_id}

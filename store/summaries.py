"""Summaries of closed gigs, on the shelf of those who may read them: what somebody may not read isn't even looked at."""

from collections.abc import Sequence
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Index,
    Integer,
    Select,
    String,
    Table,
    Text,
    bindparam,
    or_,
    select,
)
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.brief import DataTier
from gigs.summary import Audience, Summary, is_readable
from ports.summary_storage import Reader, SummariesWanted
from store.connection import Connection
from store.ownership import gig_owner
from store.rows import key, metadata
from store.similar import index_summary

EVERYBODY = "everybody"
LEADS = "leads"
WITHDRAWN = "withdrawn"

summary = Table(
    "summary",
    metadata,
    key("tenant"),
    key("gig", Integer),
    Column("requester", String, nullable=False),
    Column("shelf", String, nullable=False),
    Column("domain", String, nullable=False),
    Column("division", String, nullable=False),
    Column("template", String, nullable=False, server_default=""),
    Column("document", Text, nullable=False),
    Index(None, "tenant", "shelf", "gig"),
    Index(None, "tenant", "domain", "gig"),
    Index(None, "tenant", "division", "gig"),
    Index(None, "tenant", "template", "gig"),
    Index(None, "tenant", "template", "shelf", "gig"),
    Index(None, "tenant", "requester", "gig"),
)
"""`shelf` is `everybody`, `leads`, `withdrawn`, or `division:` and its name. `requester` owns it, as do those in gig_owner."""

_INSERT = upsert(summary)
_PUT = _INSERT.on_conflict_do_update(
    index_elements=("tenant", "gig"),
    set_={
        name: _INSERT.excluded[name]
        for name in ("requester", "shelf", "domain", "division", "template", "document")
    },
)
_GET = select(summary.c.document).where(
    summary.c.tenant == bindparam("tenant"), summary.c.gig == bindparam("gig")
)
_NUMBERED = select(summary.c.document).where(
    summary.c.tenant == bindparam("tenant"), summary.c.gig.in_(bindparam("gigs", expanding=True))
)


def _wanted(name: str) -> ColumnElement[bool]:
    return or_(bindparam(name) == "", summary.c[name] == bindparam(name))


def _newest(*given: str) -> Select[Any]:
    """`given` are the columns whose value is given; the others of what is wanted may be."""
    others = [_wanted(name) for name in ("domain", "division", "template") if name not in given]
    return (
        select(summary.c.gig, summary.c.document)
        .where(
            summary.c.tenant == bindparam("tenant"),
            *(summary.c[name] == bindparam(name) for name in given),
            *others,
            summary.c.gig < bindparam("before"),
        )
        .order_by(summary.c.gig.desc())
        .limit(bindparam("most"))
    )


_ON_SHELF = _newest("shelf")
_OF_TEMPLATE_ON_SHELF = _newest("template", "shelf")
_OWN = _newest("requester")
_FOR_LEADS = _newest().where(summary.c.shelf != WITHDRAWN)
_OF_DOMAIN = _newest("domain").where(summary.c.shelf != WITHDRAWN)
_OF_DIVISION = _newest("division").where(summary.c.shelf != WITHDRAWN)
_OF_TEMPLATE = _newest("template").where(summary.c.shelf != WITHDRAWN)
_CO_OWNED = _newest().join(
    gig_owner,
    (gig_owner.c.tenant == summary.c.tenant)
    & (gig_owner.c.number == summary.c.gig)
    & (gig_owner.c.person == bindparam("person"))
    & gig_owner.c.is_owner.is_(True),
)
_NO_NUMBER = 2**31 - 1


def shelf_of(one: Summary) -> str:
    """Where it lies for those who don't own it."""
    if one.sharing.withdrawn:
        return WITHDRAWN
    if one.tier is not DataTier.GENERAL or one.sharing.audience is Audience.LEADS:
        return LEADS
    if one.sharing.audience is Audience.EVERYBODY:
        return EVERYBODY
    return f"division:{one.division}" if one.division else LEADS


class SqlSummaries:
    """`ports.summary_storage.Summaries`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, one: Summary) -> None:
        """Inserts or replaces."""
        row = {
            "tenant": one.tenant,
            "gig": one.gig,
            "requester": one.owners[0].object_id,
            "shelf": shelf_of(one),
            "domain": one.domain.value,
            "division": one.division,
            "template": one.template,
            "document": one.model_dump_json(),
        }
        await self._connection.execute(_PUT, row)
        await index_summary(self._connection, one)

    async def of_gig(self, reader: Reader, gig: int) -> Summary | None:
        """None where this reader may not know of it."""
        found = await self._connection.execute(_GET, {"tenant": reader.person.tenant, "gig": gig})
        document = found.scalar()
        one = Summary.model_validate_json(document) if document else None
        return one if one and _may_read(reader, one) else None

    async def of_gigs(self, reader: Reader, gigs: Sequence[int]) -> Sequence[Summary]:
        """Those of these that the reader may read, in the order of `gigs`."""
        if not gigs:
            return []
        values = {"tenant": reader.person.tenant, "gigs": list(gigs)}
        found = await self._connection.execute(_NUMBERED, values)
        by_gig = {one.gig: one for one in map(Summary.model_validate_json, found.scalars())}
        return [by_gig[gig] for gig in gigs if gig in by_gig and _may_read(reader, by_gig[gig])]

    async def newest(self, reader: Reader, wanted: SummariesWanted, limit: int) -> Sequence[Summary]:
        """The highest numbers first: a page of each shelf that the reader may read, laid into one another."""
        values = {
            "tenant": reader.person.tenant,
            "domain": wanted.domain.value if wanted.domain else "",
            "division": wanted.division,
            "template": wanted.template,
            "before": wanted.before or _NO_NUMBER,
            "most": limit,
        }
        pages = [(await self._connection.execute(*one)).all() for one in _read_by(reader, wanted, values)]
        rows = merge(*pages, key=lambda row: -row.gig)
        documents = {row.gig: row.document for row in rows}
        return [Summary.model_validate_json(one) for one in islice(documents.values(), limit)]


def _read_by(
    reader: Reader, wanted: SummariesWanted, values: dict[str, Any]
) -> list[tuple[Select[Any], dict[str, Any]]]:
    """The statements whose pages are all that this reader may read."""
    own = {**values, "requester": reader.person.object_id, "person": reader.person.object_id}
    mine = [(_OWN, own), (_CO_OWNED, own)]
    if reader.is_lead:
        return [(_along(wanted), values), *mine]
    shelves = [EVERYBODY, *([f"division:{reader.division}"] if reader.division else [])]
    along = _OF_TEMPLATE_ON_SHELF if wanted.template else _ON_SHELF
    return [*((along, values | {"shelf": shelf}) for shelf in shelves), *mine]


def _along(wanted: SummariesWanted) -> Select[Any]:
    if wanted.template:
        return _OF_TEMPLATE
    if wanted.division:
        return _OF_DIVISION
    return _OF_DOMAIN if wanted.domain else _FOR_LEADS


def _may_read(reader: Reader, one: Summary) -> bool:
    return is_readable(one, reader.person, reader.division, is_lead=reader.is_lead)

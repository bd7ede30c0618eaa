"""Case studies, read together with the summaries of their gigs: what hides a summary hides its case study at once."""

from collections.abc import Sequence
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import Column, Index, Integer, Select, String, Table, Text, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.case_study import CaseState, CaseStudy, is_shown
from gigs.errors import GigChanged
from gigs.summary import Summary
from ports.case_storage import CaseOfGig, CasesWanted
from ports.summary_storage import Reader
from store.connection import Connection
from store.rows import key, metadata
from store.summaries import EVERYBODY, WITHDRAWN, summary

_CHANGED = "Somebody else changed this case study first."
_case = Table(
    "case_study",
    metadata,
    key("tenant"),
    key("gig", Integer),
    Column("state", String, nullable=False),
    Column("domain", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "tenant", "state", "gig"),
    Index(None, "tenant", "state", "domain", "gig"),
)

_ADD = upsert(_case).on_conflict_do_nothing()
_SAVE = (
    update(_case)
    .where(
        _case.c.tenant == bindparam("of_tenant"),
        _case.c.gig == bindparam("of_gig"),
        _case.c.version == bindparam("was"),
    )
    .values(state=bindparam("now"), version=bindparam("next"), document=bindparam("story"))
)
_BOTH = select(_case.c.gig, _case.c.document, summary.c.document.label("about")).join(
    summary, (summary.c.tenant == _case.c.tenant) & (summary.c.gig == _case.c.gig)
)
_GET = _BOTH.where(_case.c.tenant == bindparam("of_tenant"), _case.c.gig == bindparam("of_gig"))


_SHELF = summary.c.shelf.concat("")
"""Looked at row by row: along its index, all of a shelf would be read for the few gigs that have a case study."""


def _in_state() -> Select[Any]:
    return _BOTH.where(_case.c.tenant == bindparam("of_tenant"), _case.c.state == bindparam("state"))


def _page(read: Select[Any]) -> Select[Any]:
    newest = read.where(_case.c.gig < bindparam("before")).order_by(_case.c.gig.desc())
    return newest.limit(bindparam("most"))


_ON_SHELF = _page(_in_state().where(bindparam("shelf") == _SHELF))
_ON_SHELF_OF_DOMAIN = _page(
    _in_state().where(bindparam("shelf") == _SHELF, _case.c.domain == bindparam("domain"))
)
_FOR_LEADS = _page(_in_state().where(summary.c.shelf != WITHDRAWN))
_FOR_LEADS_OF_DOMAIN = _page(
    _in_state().where(summary.c.shelf != WITHDRAWN, _case.c.domain == bindparam("domain"))
)
_PROPOSED = _in_state().where(summary.c.shelf != WITHDRAWN).order_by(_case.c.gig).limit(bindparam("most"))
_OWN = _BOTH.where(summary.c.tenant == bindparam("of_tenant"), summary.c.requester == bindparam("person"))
_MINE = _OWN.order_by(summary.c.gig.desc()).limit(bindparam("most"))
_NO_NUMBER = 2**31 - 1


class SqlCaseStudies:
    """`ports.case_storage.CaseStudies`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, study: CaseStudy, about: Summary) -> CaseStudy:
        """As version 1. Raises GigChanged where there is one already."""
        first = study.model_copy(update={"version": 1})
        row = {
            "tenant": study.tenant,
            "gig": study.gig,
            "state": study.state.value,
            "domain": about.domain.value,
            "version": 1,
            "document": first.model_dump_json(),
        }
        if (await self._connection.execute(_ADD, row)).rowcount != 1:
            raise GigChanged(_CHANGED)
        return first

    async def save(self, before: CaseStudy, after: CaseStudy) -> CaseStudy:
        """`after` with the next version. Raises GigChanged unless the version still is `before`'s."""
        saved = after.model_copy(update={"version": before.version + 1})
        values = {
            "of_tenant": before.tenant,
            "of_gig": before.gig,
            "was": before.version,
            "now": saved.state.value,
            "next": saved.version,
            "story": saved.model_dump_json(),
        }
        if (await self._connection.execute(_SAVE, values)).rowcount != 1:
            raise GigChanged(_CHANGED)
        return saved

    async def of_gig(self, reader: Reader, gig: int) -> CaseOfGig | None:
        """None where there is none, or this reader may not know of it."""
        values = {"of_tenant": reader.person.tenant, "of_gig": gig}
        row = (await self._connection.execute(_GET, values)).first()
        found = _read(row) if row else None
        return found if found and _is_shown(reader, found) else None

    async def published(self, reader: Reader, wanted: CasesWanted, limit: int) -> Sequence[CaseOfGig]:
        """The highest numbers first: a page of each shelf that the reader may read, laid into one another."""
        values = {
            "of_tenant": reader.person.tenant,
            "state": CaseState.PUBLISHED.value,
            "before": wanted.before or _NO_NUMBER,
            "most": limit,
        }
        values |= {"domain": wanted.domain.value} if wanted.domain else {}
        if reader.is_lead:
            read = _FOR_LEADS_OF_DOMAIN if wanted.domain else _FOR_LEADS
            return await self._seen(reader, read, values)
        shelves = [EVERYBODY, *([f"division:{reader.division}"] if reader.division else [])]
        read = _ON_SHELF_OF_DOMAIN if wanted.domain else _ON_SHELF
        pages = [await self._seen(reader, read, values | {"shelf": shelf}) for shelf in shelves]
        return list(islice(merge(*pages, key=lambda one: -one.study.gig), limit))

    async def proposed(self, reader: Reader, limit: int) -> Sequence[CaseOfGig]:
        """Those that wait for a programme lead, the lowest number first; none for anybody else."""
        if not reader.is_lead:
            return []
        waiting = {"of_tenant": reader.person.tenant, "state": CaseState.PROPOSED.value, "most": limit}
        return await self._seen(reader, _PROPOSED, waiting)

    async def own(self, reader: Reader, limit: int) -> Sequence[CaseOfGig]:
        """Those of gigs whose requester the reader is, in whatever state, the highest numbers first."""
        mine = {"of_tenant": reader.person.tenant, "person": reader.person.object_id, "most": limit}
        return await self._seen(reader, _MINE, mine)

    async def _seen(self, reader: Reader, read: Select[Any], values: dict[str, Any]) -> list[CaseOfGig]:
        found = map(_read, (await self._connection.execute(read, values)).all())
        return [one for one in found if _is_shown(reader, one)]


def _read(row: Any) -> CaseOfGig:
    return CaseOfGig(
        study=CaseStudy.model_validate_json(row.document), summary=Summary.model_validate_json(row.about)
    )


def _is_shown(reader: Reader, one: CaseOfGig) -> bool:
    return is_shown(one.study, one.summary, reader.person, reader.division, is_lead=reader.is_lead)

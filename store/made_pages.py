"""Pages of the playbook that leads made, their versions, and how often each template was used."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.errors import GigChanged
from ports.playbook_storage import MadePage, PageKind, PageState, PageVersion
from store.connection import Connection
from store.rows import key, metadata
from translation.catalogue import _

_page = Table(
    "playbook_page",
    metadata,
    key("tenant"),
    key("id"),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "tenant", "kind", "state", "id"),
)
_version = Table(
    "playbook_version",
    metadata,
    key("tenant"),
    key("id"),
    key("version", Integer),
    Column("document", Text, nullable=False),
)
_use = Table(
    "template_use",
    metadata,
    key("tenant"),
    key("template"),
    Column("times", Integer, nullable=False),
)

_ADD = upsert(_page).on_conflict_do_nothing(index_elements=("tenant", "id")).returning(_page.c.version)
_ADD_VERSION = insert(_version)
_THIS = (_page.c.tenant == bindparam("of_tenant"), _page.c.id == bindparam("of_id"))
_GET = select(_page.c.document).where(*_THIS)
_CHANGE = update(_page).where(*_THIS, _page.c.version == bindparam("of_version"))
_IN_STATE = (
    select(_page.c.document)
    .where(
        _page.c.tenant == bindparam("of_tenant"),
        _page.c.kind == bindparam("of_kind"),
        _page.c.state == bindparam("in_state"),
        _page.c.id > bindparam("after"),
    )
    .order_by(_page.c.id)
    .limit(bindparam("most"))
)
_VERSIONS = (
    select(_version.c.document)
    .where(_version.c.tenant == bindparam("of_tenant"), _version.c.id == bindparam("of_id"))
    .order_by(_version.c.version.desc())
    .limit(bindparam("most"))
)
_COUNT_FIRST = upsert(_use)
_COUNT = _COUNT_FIRST.on_conflict_do_update(
    index_elements=("tenant", "template"), set_={"times": _use.c.times + 1}
)
_USES = select(_use.c.template, _use.c.times).where(
    _use.c.tenant == bindparam("of_tenant"), _use.c.template.in_(bindparam("templates", expanding=True))
)


class SqlPages:
    """`ports.playbook_storage.Pages`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, page: MadePage) -> bool:
        """The key decides who is first."""
        first = page.model_copy(update={"version": 1})
        if (await self._connection.execute(_ADD, _row(first))).first() is None:
            return False
        await self._keep(first)
        return True

    async def get(self, tenant: str, page_id: str) -> MadePage | None:
        """As it is now."""
        row = (await self._connection.execute(_GET, {"of_tenant": tenant, "of_id": page_id})).first()
        return MadePage.model_validate_json(row.document) if row else None

    async def change(self, before: MadePage, after: MadePage) -> MadePage:
        """The version is a condition of the UPDATE."""
        now = after.model_copy(update={"version": before.version + 1})
        known = {"of_tenant": before.tenant, "of_id": before.id, "of_version": before.version}
        changed = {name: value for name, value in _row(now).items() if name not in {"tenant", "id", "kind"}}
        if (await self._connection.execute(_CHANGE, known | changed)).rowcount != 1:
            raise GigChanged(_("Somebody else has just changed this page."))
        await self._keep(now)
        return now

    async def in_state(
        self, tenant: str, kind: PageKind, state: PageState, limit: int, after: str = ""
    ) -> Sequence[MadePage]:
        """Along the index."""
        asked = {"of_tenant": tenant, "of_kind": kind.value, "in_state": state.value}
        found = await self._connection.execute(_IN_STATE, asked | {"after": after, "most": limit})
        return [MadePage.model_validate_json(document) for document in found.scalars()]

    async def versions(self, tenant: str, page_id: str, limit: int) -> Sequence[PageVersion]:
        """Without what was written in each."""
        asked = {"of_tenant": tenant, "of_id": page_id, "most": limit}
        found = await self._connection.execute(_VERSIONS, asked)
        return [_version_of(MadePage.model_validate_json(document)) for document in found.scalars()]

    async def count_use(self, tenant: str, template: str) -> None:
        """One statement, whoever else counts at this moment."""
        await self._connection.execute(_COUNT, {"tenant": tenant, "template": template, "times": 1})

    async def uses(self, tenant: str, templates: Sequence[str]) -> Mapping[str, int]:
        """By their keys."""
        if not templates:
            return {}
        found = await self._connection.execute(_USES, {"of_tenant": tenant, "templates": [*templates]})
        return {row.template: row.times for row in found.all()}

    async def _keep(self, page: MadePage) -> None:
        row = {name: value for name, value in _row(page).items() if name not in {"kind", "state"}}
        await self._connection.execute(_ADD_VERSION, row)


def _row(page: MadePage) -> dict[str, Any]:
    return {
        "tenant": page.tenant,
        "id": page.id,
        "kind": page.kind.value,
        "state": page.state.value,
        "version": page.version,
        "document": page.model_dump_json(),
    }


def _version_of(page: MadePage) -> PageVersion:
    return PageVersion(version=page.version, state=page.state, by=page.by, name=page.name, at=page.at)

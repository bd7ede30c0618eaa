"""What is to be told to whom, once."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.people import PersonKey
from ports.notices import NOT_REACHED, Notice, NoticeState
from ports.retention import Deleted, Position
from store import rows, translate
from store.connection import Connection
from store.deleting import by_key, delete_page, gig_is_over, old_rows

_notice = rows.notice
_ADD = upsert(_notice).on_conflict_do_nothing()
_READ = select(_notice.c.document, _notice.c.state)
_GET = _READ.where(_notice.c.tenant == bindparam("tenant"), _notice.c.id == bindparam("notice_id"))
_MARK = (
    update(_notice)
    .where(_notice.c.tenant == bindparam("of_tenant"), _notice.c.id == bindparam("notice_id"))
    .values(state=bindparam("new_state"))
)
_PUT_OFF = (
    update(_notice)
    .where(_notice.c.tenant == bindparam("of_tenant"), _notice.c.id == bindparam("notice_id"))
    .values(due_at=bindparam("until"))
)
_WAITING_FOR = _READ.where(
    _notice.c.tenant == bindparam("tenant"),
    _notice.c.person == bindparam("person"),
    _notice.c.state.in_([NoticeState.WAITING.value, NoticeState.MAILED.value]),
).order_by(_notice.c.due_at, _notice.c.id)
_NOT_REACHED = _READ.where(
    _notice.c.tenant == bindparam("tenant"),
    _notice.c.person.in_(bindparam("people", expanding=True)),
    _notice.c.state.in_([state.value for state in NOT_REACHED]),
    _notice.c.gig == bindparam("number"),
)
_UNSENT = (
    _READ.where(_notice.c.state == NoticeState.PENDING.value, _notice.c.due_at < bindparam("before"))
    .order_by(_notice.c.due_at)
    .limit(bindparam("most"))
)
_AHEAD = _READ.where(
    _notice.c.state == NoticeState.PENDING.value, _notice.c.due_at > bindparam("after")
).limit(bindparam("most"))
# Notices of no gig have an id of their own each.
_OLD = old_rows(
    _notice,
    "due_at",
    lambda old: or_(old.c.gig == 0, gig_is_over(old.c.tenant, old.c.gig)),
    by_state=True,
)
_DELETE = by_key(_notice)


class SqlNotices:
    """`ports.storage.Notices`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, notice: Notice) -> bool:
        """False when it was already there."""
        return (await self._connection.execute(_ADD, translate.notice_row(notice))).rowcount == 1

    async def add_all(self, notices: Sequence[Notice]) -> None:
        """All of them with one statement; none without any."""
        if notices:
            await self._connection.execute(_ADD, [translate.notice_row(notice) for notice in notices])

    async def get(self, tenant: str, notice_id: str) -> Notice | None:
        """In its present state."""
        row = (await self._connection.execute(_GET, {"tenant": tenant, "notice_id": notice_id})).first()
        return None if row is None else translate.notice_of(row)

    async def mark(self, tenant: str, notice_id: str, state: NoticeState) -> None:
        """Nothing happens when there is no such notice."""
        await self._connection.execute(
            _MARK, {"of_tenant": tenant, "notice_id": notice_id, "new_state": state.value}
        )

    async def put_off(self, tenant: str, notice_id: str, until: datetime) -> None:
        """Nothing happens when there is no such notice."""
        key = {"of_tenant": tenant, "notice_id": notice_id}
        await self._connection.execute(_PUT_OFF, key | {"until": until})

    async def waiting_for(self, person: PersonKey) -> Sequence[Notice]:
        """The oldest first."""
        found = await self._connection.execute(
            _WAITING_FOR, {"tenant": person.tenant, "person": person.object_id}
        )
        return [translate.notice_of(row) for row in found]

    async def not_reached(self, tenant: str, gig: int, people: Sequence[PersonKey]) -> Sequence[Notice]:
        """In no particular order."""
        whom = [person.object_id for person in people]
        found = await self._connection.execute(
            _NOT_REACHED, {"tenant": tenant, "number": gig, "people": whom}
        )
        return [translate.notice_of(row) for row in found]

    async def unsent(self, due_before: datetime, limit: int) -> Sequence[Notice]:
        """The longest overdue first."""
        found = await self._connection.execute(_UNSENT, {"before": due_before, "most": limit})
        return [translate.notice_of(row) for row in found]

    async def ahead(self, after: datetime, limit: int) -> Sequence[Notice]:
        """In no particular order."""
        found = await self._connection.execute(_AHEAD, {"after": after, "most": limit})
        return [translate.notice_of(row) for row in found]

    async def delete_old(
        self, state: NoticeState, before: datetime, limit: int, after: Position | None = None
    ) -> Deleted:
        """The oldest first."""
        old = {"in_state": state.value, "before": before, "most": limit}
        return await delete_page(self._connection, _OLD, _DELETE, old, after)

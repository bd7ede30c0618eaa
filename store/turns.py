"""What one turn of a conversation leaves for the next: dialog state, and which activities were seen."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, select, true, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.errors import GigChanged
from ports.retention import Deleted, Position
from store import rows
from store.connection import Connection
from store.deleting import by_key, delete_page, old_rows

_dialog, _inbox = rows.dialog, rows.inbox

_THIS_DIALOG = (
    _dialog.c.tenant == bindparam("of_tenant"),
    _dialog.c.conversation_id == bindparam("of_conversation"),
    _dialog.c.person == bindparam("of_person"),
)
_LOAD = select(_dialog.c.state, _dialog.c.etag).where(*_THIS_DIALOG)
_START = (
    upsert(_dialog)
    .values(
        tenant=bindparam("of_tenant"),
        conversation_id=bindparam("of_conversation"),
        person=bindparam("of_person"),
        state=bindparam("new_state"),
        etag=1,
        saved_at=bindparam("now"),
    )
    .on_conflict_do_nothing()
)
_GO_ON = (
    update(_dialog)
    .where(*_THIS_DIALOG, _dialog.c.etag == bindparam("former_etag"))
    .values(state=bindparam("new_state"), etag=_dialog.c.etag + 1, saved_at=bindparam("now"))
)
_IDLE = old_rows(_dialog, "saved_at", lambda _old: true())
_DELETE = by_key(_dialog)

_SEEN = upsert(_inbox).on_conflict_do_nothing()
_FORGET_ONE = delete(_inbox).where(
    _inbox.c.tenant == bindparam("of_tenant"),
    _inbox.c.conversation_id == bindparam("of_conversation"),
    _inbox.c.activity_id == bindparam("of_activity"),
)
_FORGET = delete(_inbox).where(_inbox.c.at < bindparam("before"))


class SqlDialogs:
    """`ports.storage.Dialogs`.

    A finished dialog leaves its etag behind with an empty state: if numbering began anew, a turn that slept through
    the end of one dialog could overwrite the next one that happens to have the same etag. No turn sleeps for the days
    after which an idle dialog is deleted.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def load(self, tenant: str, conversation_id: str, person: str) -> tuple[str, int]:
        """(state, etag); ("", 0) when there never was one, ("", etag) when it ended."""
        row = (await self._connection.execute(_LOAD, _dialog_key(tenant, conversation_id, person))).first()
        return (row.state, row.etag) if row else ("", 0)

    async def save(
        self, tenant: str, conversation_id: str, person: str, state: str, etag: int, at: datetime
    ) -> None:
        """Raises GigChanged unless the stored etag still is `etag`."""
        row = _dialog_key(tenant, conversation_id, person) | {"new_state": state, "now": at}
        if etag == 0:
            written = await self._connection.execute(_START, row)
        else:
            written = await self._connection.execute(_GO_ON, row | {"former_etag": etag})
        if written.rowcount != 1:
            raise GigChanged("Our conversation has moved on since this message; please say it again.")

    async def delete_idle(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """The longest idle first."""
        old = {"before": before, "most": limit}
        return await delete_page(self._connection, _IDLE, _DELETE, old, after)


def _dialog_key(tenant: str, conversation_id: str, person: str) -> dict[str, Any]:
    return {"of_tenant": tenant, "of_conversation": conversation_id, "of_person": person}


class SqlInbox:
    """`ports.storage.Inbox`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def first_time(self, tenant: str, conversation_id: str, activity_id: str, at: datetime) -> bool:
        """True for exactly one of many that ask at once; the others wait until its transaction ended."""
        row = {"tenant": tenant, "conversation_id": conversation_id, "activity_id": activity_id, "at": at}
        return (await self._connection.execute(_SEEN, row)).rowcount == 1

    async def forget_one(self, tenant: str, conversation_id: str, activity_id: str) -> None:
        """Nothing happens when it was never seen."""
        key = {"of_tenant": tenant, "of_conversation": conversation_id, "of_activity": activity_id}
        await self._connection.execute(_FORGET_ONE, key)

    async def forget(self, before: datetime) -> int:
        """How many were deleted."""
        return (await self._connection.execute(_FORGET, {"before": before})).rowcount

"""Where in Teams we may speak and what stands there: cards that show a gig, chats, channels that follow."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, not_, or_, select, update
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.sql.base import Executable

from ports.notices import CardCopy, Chat, Follow
from ports.retention import Deleted, Position
from store import rows, translate
from store.connection import Connection
from store.deleting import by_key, delete_page, gig_is_over, old_rows

_copy, _chat, _follow = rows.card_copy, rows.chat, rows.follow

_THIS_COPY = (
    _copy.c.tenant == bindparam("of_tenant"),
    _copy.c.conversation_id == bindparam("of_conversation"),
    _copy.c.activity_id == bindparam("of_activity"),
)
_INSERT_COPY = upsert(_copy)
_ADD_COPY = _INSERT_COPY.on_conflict_do_update(
    index_elements=["tenant", "conversation_id", "activity_id"],
    set_={
        name: _INSERT_COPY.excluded[name]
        for name in ("gig", "drawn_version", "drawn_hash", "document", "drawn_at")
    },
    where=or_(
        _copy.c.document != _INSERT_COPY.excluded.document,
        _copy.c.drawn_version != _INSERT_COPY.excluded.drawn_version,
        _copy.c.drawn_hash != _INSERT_COPY.excluded.drawn_hash,
    ),
)
_COPIES_OF = (
    select(_copy.c.document, _copy.c.drawn_version, _copy.c.drawn_hash)
    .where(_copy.c.tenant == bindparam("tenant"), _copy.c.gig == bindparam("number"))
    .order_by(_copy.c.conversation_id, _copy.c.activity_id)
)
_DRAWN = (
    update(_copy)
    .where(*_THIS_COPY, _copy.c.drawn_version < bindparam("version"))
    .values(drawn_version=bindparam("version"), drawn_hash=bindparam("hash"), drawn_at=bindparam("at"))
)
_HERE = (*_THIS_COPY, _copy.c.gig == bindparam("of_gig"))
_COPY_AT = select(_copy.c.document, _copy.c.drawn_version, _copy.c.drawn_hash).where(*_HERE)
_FORGET_DRAWN = (
    update(_copy)
    .where(*_HERE)
    .values(drawn_hash="")
    .returning(_copy.c.document, _copy.c.drawn_version, _copy.c.drawn_hash)
)
_DROP_COPY = delete(_copy).where(*_THIS_COPY)
_OLD_COPIES = old_rows(_copy, "drawn_at", lambda old: gig_is_over(old.c.tenant, old.c.gig))
_DELETE_COPY = by_key(_copy)

_INSERT_CHAT = upsert(_chat)
_PUT_CHAT = _INSERT_CHAT.on_conflict_do_update(
    index_elements=["tenant", "owner"],
    set_={"document": _INSERT_CHAT.excluded.document, "alive": _INSERT_CHAT.excluded.alive},
    where=or_(_chat.c.document != _INSERT_CHAT.excluded.document, not_(_chat.c.alive)),
)
_GET_CHAT = select(_chat.c.document, _chat.c.alive).where(
    _chat.c.tenant == bindparam("tenant"), _chat.c.owner == bindparam("owner")
)
_CHATS_OF = select(_chat.c.document, _chat.c.alive).where(
    _chat.c.tenant == bindparam("tenant"), _chat.c.owner.in_(bindparam("owners", expanding=True))
)
_BURY = (
    update(_chat)
    .where(_chat.c.tenant == bindparam("of_tenant"), _chat.c.owner == bindparam("of_owner"))
    .values(alive=False)
)

_INSERT_FOLLOW = upsert(_follow)
_PUT_FOLLOW = _INSERT_FOLLOW.on_conflict_do_update(
    index_elements=["tenant", "channel_id"], set_={"document": _INSERT_FOLLOW.excluded.document}
)
_DROP_FOLLOW = delete(_follow).where(
    _follow.c.tenant == bindparam("tenant"), _follow.c.channel_id == bindparam("channel_id")
)
_FOLLOWS_OF = (
    select(_follow.c.document).where(_follow.c.tenant == bindparam("tenant")).order_by(_follow.c.channel_id)
)


class SqlCopies:
    """`ports.storage.Copies`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, copy: CardCopy, at: datetime) -> None:
        """Inserts or replaces; a card that is known as it stands costs no write."""
        await self._connection.execute(_ADD_COPY, translate.copy_row(copy) | {"drawn_at": at})

    async def of(self, tenant: str, number: int) -> Sequence[CardCopy]:
        """In no order that matters, but always the same one."""
        found = await self._connection.execute(_COPIES_OF, {"tenant": tenant, "number": number})
        return [translate.copy_of(row) for row in found]

    async def at(self, tenant: str, conversation_id: str, activity_id: str, number: int) -> CardCopy | None:
        """None when it shows nothing of this gig."""
        return await self._one(_COPY_AT, tenant, conversation_id, activity_id, number)

    async def forget_drawn(
        self, tenant: str, conversation_id: str, activity_id: str, number: int
    ) -> CardCopy | None:
        """Read and forgotten with one statement."""
        return await self._one(_FORGET_DRAWN, tenant, conversation_id, activity_id, number)

    async def _one(
        self, statement: Executable, tenant: str, at: str, activity: str, number: int
    ) -> CardCopy | None:
        key = {"of_tenant": tenant, "of_conversation": at, "of_activity": activity, "of_gig": number}
        row = (await self._connection.execute(statement, key)).first()
        return None if row is None else translate.copy_of(row)

    async def drawn(self, copies: Sequence[CardCopy], version: int, at: datetime) -> None:
        """Never goes back: of two redraws that overtook each other, the newer version counts."""
        now = {"version": version, "at": at}
        rows_drawn = [_copy_key(copy) | {"hash": copy.drawn_hash} | now for copy in copies]
        await self._connection.execute(_DRAWN, rows_drawn)

    async def drop(self, copies: Sequence[CardCopy]) -> None:
        """Nothing happens to one that is gone already."""
        await self._connection.execute(_DROP_COPY, [_copy_key(copy) for copy in copies])

    async def drop_at(self, tenant: str, conversation_id: str, activity_id: str) -> None:
        """Nothing happens when that message is no copy."""
        key = {"of_tenant": tenant, "of_conversation": conversation_id, "of_activity": activity_id}
        await self._connection.execute(_DROP_COPY, key)

    async def delete_old(self, before: datetime, limit: int, after: Position | None = None) -> Deleted:
        """The oldest first."""
        old = {"before": before, "most": limit}
        return await delete_page(self._connection, _OLD_COPIES, _DELETE_COPY, old, after)


def _copy_key(copy: CardCopy) -> dict[str, str | int]:
    return {
        "of_tenant": copy.tenant,
        "of_conversation": copy.conversation_id,
        "of_activity": copy.activity_id,
    }


class SqlChats:
    """`ports.storage.Chats`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, chat: Chat) -> bool:
        """True when something changed; nothing is written otherwise."""
        return (await self._connection.execute(_PUT_CHAT, translate.chat_row(chat))).rowcount == 1

    async def get(self, tenant: str, owner: str) -> Chat | None:
        """Buried ones too: ask `alive`."""
        row = (await self._connection.execute(_GET_CHAT, {"tenant": tenant, "owner": owner})).first()
        return None if row is None else translate.chat_of(row)

    async def of(self, tenant: str, owners: Sequence[str]) -> Sequence[Chat]:
        """In no particular order."""
        found = await self._connection.execute(_CHATS_OF, {"tenant": tenant, "owners": list(owners)})
        return [translate.chat_of(row) for row in found]

    async def bury(self, tenant: str, owner: str) -> None:
        """Dead until `put` again."""
        await self._connection.execute(_BURY, {"of_tenant": tenant, "of_owner": owner})


class SqlFollows:
    """`ports.storage.Follows`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def put(self, follow: Follow) -> None:
        """Inserts or replaces."""
        row = {"tenant": follow.tenant, "channel_id": follow.channel_id, "document": follow.model_dump_json()}
        await self._connection.execute(_PUT_FOLLOW, row)

    async def drop(self, tenant: str, channel_id: str) -> bool:
        """False when it did not follow."""
        dropped = await self._connection.execute(_DROP_FOLLOW, {"tenant": tenant, "channel_id": channel_id})
        return dropped.rowcount == 1

    async def of(self, tenant: str) -> Sequence[Follow]:
        """Every channel of the tenant that follows."""
        found = await self._connection.execute(_FOLLOWS_OF, {"tenant": tenant})
        return [Follow.model_validate_json(document) for document in found.scalars()]

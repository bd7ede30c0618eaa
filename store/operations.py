"""Intent rows: what is being created on a marketplace, fenced against every older claim."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.errors import GigChanged
from ports.operations import Operation, OperationState
from ports.retention import Deleted, Position
from store import rows, translate
from store.connection import Connection
from store.deleting import by_key, delete_page, gig_is_over, old_rows

CHANGES = ("state", "fence", "changed_at", "reference", "document")
UNFINISHED = (OperationState.READY.value, OperationState.INFLIGHT.value)

_operation = rows.operation
_ADD = upsert(_operation).on_conflict_do_nothing()
_GET = select(_operation.c.document).where(
    _operation.c.tenant == bindparam("tenant"), _operation.c.key == bindparam("key")
)
_CHANGE = (
    update(_operation)
    .where(
        _operation.c.tenant == bindparam("of_tenant"),
        _operation.c.key == bindparam("of_key"),
        _operation.c.state == bindparam("former_state"),
        _operation.c.fence == bindparam("former_fence"),
    )
    .values({name: bindparam(name) for name in CHANGES})
)
_KNOWN = select(_operation.c.reference).where(
    _operation.c.reference.in_(bindparam("references", expanding=True))
)
_UNFINISHED = (
    select(_operation.c.document)
    .where(_operation.c.state.in_(UNFINISHED), _operation.c.changed_at < bindparam("before"))
    .order_by(_operation.c.changed_at)
    .limit(bindparam("most"))
)
_AHEAD = (
    select(_operation.c.document)
    .where(_operation.c.state.in_(UNFINISHED), _operation.c.changed_at > bindparam("after"))
    .limit(bindparam("most"))
)
_OLD = old_rows(_operation, "changed_at", lambda old: gig_is_over(old.c.tenant, old.c.gig), by_state=True)
_DELETE = by_key(_operation)


class SqlOperations:
    """`ports.storage.Operations`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def add(self, operation: Operation) -> None:
        """No-op when the key is already there."""
        await self._connection.execute(_ADD, translate.operation_row(operation))

    async def get(self, tenant: str, key: str) -> Operation | None:
        """None when nothing of this name was ever wished."""
        document = (await self._connection.execute(_GET, {"tenant": tenant, "key": key})).scalar()
        return None if document is None else Operation.model_validate_json(document)

    async def change(self, before: Operation, after: Operation) -> Operation:
        """Raises GigChanged when a newer claim won."""
        row = translate.operation_row(after)
        written = await self._connection.execute(
            _CHANGE,
            {name: row[name] for name in CHANGES}
            | {
                "of_tenant": before.tenant,
                "of_key": before.key,
                "former_state": before.state.value,
                "former_fence": before.fence,
            },
        )
        if written.rowcount != 1:
            raise GigChanged("This is being done by somebody else already.")
        return after

    async def known(self, references: Collection[str]) -> set[str]:
        """Of every tenant: several may share an account."""
        found = await self._connection.execute(_KNOWN, {"references": sorted(references)})
        return set(found.scalars())

    async def unfinished(self, changed_before: datetime, limit: int) -> Sequence[Operation]:
        """The longest unmoved first."""
        found = await self._connection.execute(_UNFINISHED, {"before": changed_before, "most": limit})
        return [Operation.model_validate_json(document) for document in found.scalars()]

    async def ahead(self, after: datetime, limit: int) -> Sequence[Operation]:
        """In no particular order."""
        found = await self._connection.execute(_AHEAD, {"after": after, "most": limit})
        return [Operation.model_validate_json(document) for document in found.scalars()]

    async def delete_old(
        self, state: OperationState, before: datetime, limit: int, after: Position | None = None
    ) -> Deleted:
        """The oldest first."""
        old = {"in_state": state.value, "before": before, "most": limit}
        return await delete_page(self._connection, _OLD, _DELETE, old, after)

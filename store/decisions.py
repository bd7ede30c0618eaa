"""What each person decided, in a table of its own: the title and the money stay as they were then."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy import Column, Index, Integer, String, Table, Text, bindparam, select
from sqlalchemy.dialects.postgresql import insert as upsert

from gigs.approval import Approval, Decision
from gigs.gig import Gig
from gigs.people import PersonKey
from ports.approval_storage import Decided
from store.connection import Connection
from store.rows import Moment, key, metadata

_decision = Table(
    "decision",
    metadata,
    key("tenant"),
    key("person"),
    key("number", Integer),
    key("revision", Integer),
    key("step", Integer),
    Column("decided_at", Moment, nullable=False),
    Column("verdict", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("amount", String, nullable=False),
    Column("currency", String, nullable=False),
    Column("title", String, nullable=False),
    Column("reason", Text, nullable=False),
    Index(None, "tenant", "person", "decided_at", "number"),
)
_AS_THEY_ARE = ("revision", "step", "verdict", "purpose", "title", "reason")
_KEEP = upsert(_decision).on_conflict_do_nothing(
    index_elements=["tenant", "person", "number", "revision", "step"]
)
_OF = (
    select(_decision)
    .where(_decision.c.tenant == bindparam("tenant"), _decision.c.person == bindparam("person"))
    .order_by(_decision.c.decided_at.desc(), _decision.c.number.desc())
    .limit(bindparam("most"))
    .offset(bindparam("skip"))
)


async def keep_decisions(connection: Connection, before: Gig, saved: Gig) -> None:
    """What was answered between the two; a yes that was carried over was given, and kept, before."""
    given = [one for one in saved.approvals if one.decided_at and not one.carried_from]
    if new := [one for one in given if one not in before.approvals]:
        await connection.execute(_KEEP, [_row(saved, one) for one in new])


def _row(gig: Gig, one: Approval) -> dict[str, object]:
    return {
        "tenant": gig.tenant,
        "person": one.approver.key.object_id,
        "number": gig.number,
        "revision": one.revision,
        "step": one.step,
        "decided_at": one.decided_at,
        "verdict": (one.decision or Decision.APPROVED).value,
        "purpose": one.purpose.value,
        "amount": str(one.amount.amount),
        "currency": one.amount.currency,
        "title": gig.title,
        "reason": one.reason,
    }


class SqlDecisions:
    """`ports.approval_storage.Decisions`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def of(self, person: PersonKey, skip: int, limit: int) -> Sequence[Decided]:
        """The newest first."""
        which = {"tenant": person.tenant, "person": person.object_id, "skip": skip, "most": limit}
        return [
            Decided.model_validate(
                {
                    "gig": row.number,
                    "at": row.decided_at,
                    "amount": {"amount": Decimal(row.amount), "currency": row.currency},
                    **{name: getattr(row, name) for name in _AS_THEY_ARE},
                }
            )
            for row in (await self._connection.execute(_OF, which)).all()
        ]

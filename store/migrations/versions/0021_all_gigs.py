"""What a programme lead finds gigs by, and what each approver decided, from the gigs that there are."""

import json
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_PAGE = 500
_COLUMNS = ("team", "month", "market")
_INDEXED = ("state", *_COLUMNS)
_gig = sa.table(
    "gig", sa.column("tenant"), sa.column("number", sa.Integer), *map(sa.column, (*_COLUMNS, "document"))
)


_decision = sa.table(
    "decision",
    *map(
        sa.column,
        ("tenant", "person", "verdict", "purpose", "amount", "currency", "title", "reason"),
    ),
    *(sa.column(name, sa.Integer) for name in ("number", "revision", "step")),
    sa.column("decided_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    _decisions()
    for name in _COLUMNS:
        op.add_column("gig", sa.Column(name, sa.String, nullable=False, server_default=""))
    _fill(op.get_bind())
    for name in _INDEXED:
        op.create_index(f"gig_tenant_{name}_number_ix", "gig", ["tenant", name, "number"])


def _fill(connection: sa.Connection) -> None:
    """A page at a time, along the key."""
    place = sa.tuple_(_gig.c.tenant, _gig.c.number)
    change = (
        sa.update(_gig)
        .where(_gig.c.tenant == sa.bindparam("of_tenant"), _gig.c.number == sa.bindparam("of_number"))
        .values({name: sa.bindparam(name) for name in _COLUMNS})
    )
    page = sa.select(_gig.c.tenant, _gig.c.number, _gig.c.document).order_by(_gig.c.tenant, _gig.c.number)
    found = connection.execute(page.limit(_PAGE)).all()
    while found:
        if given := [one for row in found for one in _decided(row, json.loads(row.document))]:
            connection.execute(sa.insert(_decision), given)
        connection.execute(
            change,
            [
                {"of_tenant": row.tenant, "of_number": row.number} | _of(json.loads(row.document))
                for row in found
            ],
        )
        last = sa.tuple_(sa.literal(found[-1].tenant), sa.literal(found[-1].number, sa.Integer))
        found = connection.execute(page.where(place > last).limit(_PAGE)).all()


def _decisions() -> None:
    texts = ("verdict", "purpose", "amount", "currency", "title")
    op.create_table(
        "decision",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("number", "revision", "step")),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in texts),
        sa.Column("reason", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", "number", "revision", "step", name="decision_pk"),
    )
    op.create_index(
        "decision_tenant_person_decided_at_number_ix",
        "decision",
        ["tenant", "person", "decided_at", "number"],
    )


def _decided(row: Any, gig: dict[str, Any]) -> list[dict[str, Any]]:
    """Every answer that was given and not carried over, once each."""
    found = {}
    for one in gig.get("approvals") or ():
        if not one.get("decided_at") or one.get("carried_from"):
            continue
        amount, brief = one["amount"], gig.get("brief") or {}
        answer = {
            "tenant": row.tenant,
            "person": one["approver"]["key"]["object_id"],
            "number": row.number,
            "revision": one["revision"],
            "step": one.get("step") or 1,
            "decided_at": _moment(one["decided_at"]),
            "verdict": one.get("decision") or "approved",
            "purpose": one["purpose"],
            "amount": str(amount["amount"]),
            "currency": amount["currency"],
            "title": brief.get("title") or "",
            "reason": one.get("reason") or "",
        }
        found[answer["person"], answer["revision"], answer["step"]] = answer
    return list(found.values())


def _moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.astimezone(UTC).replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else at


def _of(gig: dict[str, Any]) -> dict[str, str]:
    listed, brief, form = (gig.get(name) or {} for name in ("listing", "brief", "form"))
    return {
        "team": (gig.get("requester") or {}).get("department") or "",
        "month": str(gig.get("created_at") or "")[:7],
        "market": listed.get("marketplace") or brief.get("marketplace") or form.get("marketplace") or "",
    }


def downgrade() -> None:
    for name in _INDEXED:
        op.drop_index(f"gig_tenant_{name}_number_ix", "gig")
    for name in _COLUMNS:
        op.drop_column("gig", name)
    op.drop_table("decision")

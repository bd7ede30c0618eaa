"""Summaries of closed gigs. Those closed before are for programme leads until their requesters choose."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_PAGE = 500
_INDEXED = ("shelf", "domain", "division", "template", "requester")
_TEXTS = ("requester", "shelf", "domain", "division")
_gig = sa.table("gig", *map(sa.column, ("tenant", "number", "state", "document")))
_summary = sa.table("summary", *map(sa.column, ("tenant", "gig", *_TEXTS, "template", "document")))


def upgrade() -> None:
    op.create_table(
        "summary",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("gig", sa.Integer, nullable=False),
        *(sa.Column(name, sa.String, nullable=False) for name in _TEXTS),
        sa.Column("template", sa.String, nullable=False, server_default=""),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", name="summary_pk"),
    )
    for name in _INDEXED:
        op.create_index(f"summary_tenant_{name}_gig_ix", "summary", ["tenant", name, "gig"])
    _fill(op.get_bind())


def _fill(connection: sa.Connection) -> None:
    """A page at a time, along the key."""
    place = sa.tuple_(_gig.c.tenant, _gig.c.number)
    page = (
        sa.select(_gig.c.tenant, _gig.c.number, _gig.c.document)
        .where(_gig.c.state == "closed")
        .order_by(_gig.c.tenant, _gig.c.number)
    )
    found = connection.execute(page.limit(_PAGE)).all()
    while found:
        rows = [_row(row, json.loads(row.document)) for row in found]
        if made := [row for row in rows if row]:
            connection.execute(sa.insert(_summary), made)
        last = sa.tuple_(sa.literal(found[-1].tenant), sa.literal(found[-1].number, sa.Integer))
        found = connection.execute(page.where(place > last).limit(_PAGE)).all()


def _row(row: Any, gig: dict[str, Any]) -> dict[str, Any] | None:
    brief, closing = gig.get("brief"), gig.get("closing")
    if not brief or not closing:
        return None
    requester = gig["requester"]
    summary = _document(gig, brief, closing) | {"tenant": row.tenant, "gig": row.number}
    return {
        "tenant": row.tenant,
        "gig": row.number,
        "requester": requester["key"]["object_id"],
        "shelf": "leads",
        "domain": brief["category"],
        "division": requester.get("department") or "",
        "template": "",
        "document": json.dumps(summary),
    }


def _document(gig: dict[str, Any], brief: dict[str, Any], closing: dict[str, Any]) -> dict[str, Any]:
    owners = [gig["requester"], *(gig.get("co_owners") or ())]
    return {
        "owners": [one["key"] for one in owners],
        "title": brief["title"],
        "domain": brief["category"],
        "tier": brief["data_tier"],
        "division": gig["requester"].get("department") or "",
        "month": closing["closed_at"][:7],
        "marketplace": (gig.get("listing") or {}).get("marketplace") or "",
        "cost": _paid(gig),
        "days": _days(brief, closing),
        "skills": brief.get("skills") or [],
        "outcome": brief["outcome"],
        "rating": closing["rating"],
        "hire_again": closing["hire_again"],
        "requester_score": closing["requester_score"],
        "do_again": closing.get("do_again") or closing.get("lesson") or "",
        "do_differently": closing.get("do_differently") or "",
        "closed_at": closing["closed_at"],
    }


def _days(brief: dict[str, Any], closing: dict[str, Any]) -> int | None:
    closed = date.fromisoformat(closing["closed_at"][:10])
    days = (closed - date.fromisoformat(brief["start"])).days
    return days if days >= 0 else None


def _paid(gig: dict[str, Any]) -> dict[str, str] | None:
    """What was released of the contract."""
    contract = gig.get("contract")
    if contract is None:
        return None
    released = [one for one in contract.get("milestones") or () if one["state"] == "released"]
    amount = sum((Decimal(str(one["amount"]["amount"])) for one in released), Decimal(0))
    return {"amount": f"{amount:f}", "currency": contract["total"]["currency"]}


def downgrade() -> None:
    op.drop_table("summary")

"""What a programme lead finds gigs by: the requester's team, the month of the draft, the marketplace."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None

_PAGE = 500
_COLUMNS = ("team", "month", "market")
_INDEXED = ("state", *_COLUMNS)
_gig = sa.table(
    "gig", sa.column("tenant"), sa.column("number", sa.Integer), *map(sa.column, (*_COLUMNS, "document"))
)


def upgrade() -> None:
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
        connection.execute(
            change,
            [
                {"of_tenant": row.tenant, "of_number": row.number} | _of(json.loads(row.document))
                for row in found
            ],
        )
        last = sa.tuple_(sa.literal(found[-1].tenant), sa.literal(found[-1].number, sa.Integer))
        found = connection.execute(page.where(place > last).limit(_PAGE)).all()


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

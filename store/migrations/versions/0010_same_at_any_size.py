"""Indexes that hold rows in the order they are asked for, and money so that the database adds it up."""

from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None

_LENGTHENED = (
    ("gig", ("tenant", "requester", "changed_at"), ("number",)),
    ("awaiting", ("tenant", "person", "asked_at"), ("number",)),
    ("card_copy", ("tenant", "gig"), ("conversation_id", "activity_id")),
)


_SUMS = (
    ("cost_centre", ("tenant", "cost_centre"), "starts"),
    ("purchase_order", ("tenant", "purchase_order"), "starts"),
    ("requester", ("tenant", "requester", "at"), "at"),
)
_commitment = sa.table("commitment", *map(sa.column, ("tenant", "number", "amount")))


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"{table}_{'_'.join(columns)}_ix"


def upgrade() -> None:
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former), table)
        op.create_index(_name(table, former + more), table, [*former, *more])
    op.create_index("api_use_tenant_day_ix", "api_use", ["tenant", "day"])
    for who, former, since in _SUMS:
        op.drop_index(_name("commitment", former), "commitment")
        columns = ["tenant", who, "currency", since, "number", "amount"]
        op.create_index(f"commitment_{who}_sums_ix", "commitment", columns)
    _write_out_exponents()


def _write_out_exponents() -> None:
    """`1E+3` as `1000`: databases add up what is written out."""
    connection = op.get_bind()
    short = sa.select(_commitment).where(_commitment.c.amount.like("%E%"))
    for row in connection.execute(short).all():
        here = (_commitment.c.tenant == row.tenant, _commitment.c.number == row.number)
        connection.execute(sa.update(_commitment).where(*here).values(amount=f"{Decimal(row.amount):f}"))


def downgrade() -> None:
    for who, former, _ in _SUMS:
        op.drop_index(f"commitment_{who}_sums_ix", "commitment")
        op.create_index(_name("commitment", former), "commitment", list(former))
    op.drop_index("api_use_tenant_day_ix", "api_use")
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former + more), table)
        op.create_index(_name(table, former), table, list(former))

"""Indexes that hold rows in the order they are asked for, and money so that the database adds it up."""

import json
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
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


_awaiting = sa.table("awaiting", *map(sa.column, ("tenant", "number", "person", "amount", "currency")))
_gig = sa.table("gig", *map(sa.column, ("tenant", "number", "document")))


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
    for name in ("amount", "currency"):
        op.add_column("awaiting", sa.Column(name, sa.String))
    _say_what_is_asked()


def _say_what_is_asked() -> None:
    """The sum of every open question, as the gig has it."""
    connection = op.get_bind()
    asked = sa.select(_awaiting.c.tenant, _awaiting.c.number, _gig.c.document).join(
        _gig, (_gig.c.tenant == _awaiting.c.tenant) & (_gig.c.number == _awaiting.c.number)
    )
    for tenant, number, document in connection.execute(asked.distinct()).all():
        gig = json.loads(document)
        for one in gig["approvals"]:
            if one["revision"] != gig["revision"] or one.get("decision"):
                continue
            person = one["approver"]["key"]["object_id"]
            here = (_awaiting.c.tenant == tenant, _awaiting.c.number == number, _awaiting.c.person == person)
            sum_ = {"amount": f"{Decimal(one['amount']['amount']):f}", "currency": one["amount"]["currency"]}
            connection.execute(sa.update(_awaiting).where(*here).values(sum_))


def _write_out_exponents() -> None:
    """`1E+3` as `1000`: databases add up what is written out."""
    connection = op.get_bind()
    short = sa.select(_commitment).where(_commitment.c.amount.like("%E%"))
    for row in connection.execute(short).all():
        here = (_commitment.c.tenant == row.tenant, _commitment.c.number == row.number)
        connection.execute(sa.update(_commitment).where(*here).values(amount=f"{Decimal(row.amount):f}"))


def downgrade() -> None:
    for name in ("currency", "amount"):
        op.drop_column("awaiting", name)
    for who, former, _ in _SUMS:
        op.drop_index(f"commitment_{who}_sums_ix", "commitment")
        op.create_index(_name("commitment", former), "commitment", list(former))
    op.drop_index("api_use_tenant_day_ix", "api_use")
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former + more), table)
        op.create_index(_name(table, former), table, list(former))

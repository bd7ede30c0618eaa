"""Indexes that hold rows in the order they are asked for, so that nothing is sorted and no other index looks better."""

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


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"{table}_{'_'.join(columns)}_ix"


def upgrade() -> None:
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former), table)
        op.create_index(_name(table, former + more), table, [*former, *more])
    op.create_index("api_use_tenant_day_ix", "api_use", ["tenant", "day"])


def downgrade() -> None:
    op.drop_index("api_use_tenant_day_ix", "api_use")
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former + more), table)
        op.create_index(_name(table, former), table, list(former))

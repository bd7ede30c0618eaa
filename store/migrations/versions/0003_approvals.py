"""What approvals need: who is asked in which step, their clock, what is committed, who stands in, which policy."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("awaiting", sa.Column("revision", sa.Integer, nullable=False, server_default="0"))
    op.add_column("awaiting", sa.Column("step", sa.Integer, nullable=False, server_default="1"))
    op.execute(
        sa.text(
            "UPDATE awaiting SET revision = (SELECT gig.revision FROM gig "
            "WHERE gig.tenant = awaiting.tenant AND gig.number = awaiting.number)"
        )
    )
    op.create_table(
        "clock",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="clock_pk"),
    )
    op.create_index("clock_due_at_ix", "clock", ["due_at"])
    op.create_table(
        "commitment",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("requester", sa.String, nullable=False),
        sa.Column("cost_centre", sa.String, nullable=False),
        sa.Column("purchase_order", sa.String, nullable=False),
        sa.Column("amount", sa.String, nullable=False),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("starts", sa.Date, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="commitment_pk"),
    )
    op.create_index("commitment_tenant_cost_centre_ix", "commitment", ["tenant", "cost_centre"])
    op.create_index("commitment_tenant_purchase_order_ix", "commitment", ["tenant", "purchase_order"])
    op.create_index("commitment_tenant_requester_at_ix", "commitment", ["tenant", "requester", "at"])
    op.create_table(
        "budget_mark",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("budget", sa.String, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "budget", name="budget_mark_pk"),
    )
    op.create_table(
        "delegation",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", name="delegation_pk"),
    )
    op.create_table(
        "policy",
        sa.Column("version", sa.String, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("first_used", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("version", name="policy_pk"),
    )


def downgrade() -> None:
    for name in ("policy", "delegation", "budget_mark", "commitment", "clock"):
        op.drop_table(name)
    op.drop_column("awaiting", "step")
    op.drop_column("awaiting", "revision")

"""Who is in which team, as Teams last said."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "membership",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("team", sa.String, nullable=False),
        sa.Column("is_member", sa.Boolean, nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", "team", name="membership_pk"),
    )
    op.create_index("membership_tenant_team_ix", "membership", ["tenant", "team"])
    op.create_index("membership_checked_at_ix", "membership", ["checked_at"])


def downgrade() -> None:
    op.drop_table("membership")

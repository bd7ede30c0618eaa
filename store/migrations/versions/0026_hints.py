"""Hints on briefs: what became of each on its gig, and how often that happened in all."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hint",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("gig", sa.Integer, nullable=False),
        sa.Column("hint", sa.String, nullable=False),
        sa.Column("about", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", "hint", name="hint_pk"),
    )
    op.create_index("hint_at_tenant_gig_hint_ix", "hint", ["at", "tenant", "gig", "hint"])
    op.create_table(
        "hint_count",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in ("shown", "heeded", "dismissed")),
        sa.PrimaryKeyConstraint("tenant", "kind", name="hint_count_pk"),
    )


def downgrade() -> None:
    op.drop_table("hint_count")
    op.drop_table("hint")

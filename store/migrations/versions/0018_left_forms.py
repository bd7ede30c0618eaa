"""Forms that were cancelled: what was typed is kept for a day, and that they were cancelled for longer."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "left_form",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("draft", sa.String, nullable=False),
        sa.Column("gig", sa.Integer, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", "draft", name="left_form_pk"),
    )
    op.create_index("left_form_tenant_person_left_at_ix", "left_form", ["tenant", "person", "left_at"])
    op.create_index(
        "left_form_left_at_tenant_person_draft_ix", "left_form", ["left_at", "tenant", "person", "draft"]
    )


def downgrade() -> None:
    op.drop_table("left_form")

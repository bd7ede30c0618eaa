"""Which draft a cancelled form was drawn from, so that getting it back overwrites nothing; and answers that wait for Teams."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("left_form", sa.Column("drawn", sa.Text, nullable=False, server_default=""))
    op.create_table(
        "kept_answer",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("holder", sa.String, nullable=False),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="kept_answer_pk"),
    )
    op.create_index("kept_answer_held_until_ix", "kept_answer", ["held_until"])
    op.create_index("kept_answer_holder_ix", "kept_answer", ["holder"])


def downgrade() -> None:
    op.drop_table("kept_answer")
    op.drop_column("left_form", "drawn")

"""Names lie beside histories: what is sealed holds references, so that a name can be erased and the proof still holds.

No sealed entry is touched: those of before keep the names they were written with.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "history_name",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("gig", sa.Integer, nullable=False),
        sa.Column("reference", sa.String, nullable=False),
        sa.Column("name", sa.Text),
        sa.PrimaryKeyConstraint("tenant", "gig", "reference", name="history_name_pk"),
    )


def downgrade() -> None:
    op.drop_table("history_name")

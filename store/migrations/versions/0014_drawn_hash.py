"""A card remembers what was drawn there, so that it is never sent again unchanged."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("card_copy", sa.Column("drawn_hash", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("card_copy", "drawn_hash")

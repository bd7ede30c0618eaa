"""What could not be read of a marketplace is kept beside how far it was read."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("reading", sa.Column("unread", sa.Text, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("reading", "unread")

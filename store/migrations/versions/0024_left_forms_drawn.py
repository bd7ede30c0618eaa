"""Which draft a cancelled form was drawn from, so that getting it back overwrites nothing that was saved since."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("left_form", sa.Column("drawn", sa.Text, nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("left_form", "drawn")

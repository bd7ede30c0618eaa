"""What is due to be read is found by the account that it is read with."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_INDEX = "sync_tenant_marketplace_due_at_ix"


def upgrade() -> None:
    """A gig that was never read has no marketplace here until its first reading."""
    op.add_column("sync", sa.Column("marketplace", sa.String, nullable=False, server_default=""))
    op.execute(
        "UPDATE sync SET marketplace = COALESCE((SELECT reading.marketplace FROM reading "
        "WHERE reading.tenant = sync.tenant AND reading.number = sync.number), '')"
    )
    op.create_index(_INDEX, "sync", ["tenant", "marketplace", "due_at"])


def downgrade() -> None:
    op.drop_index(_INDEX, "sync")
    op.drop_column("sync", "marketplace")

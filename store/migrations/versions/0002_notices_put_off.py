"""A notice that could not be said is put off: what was the time of its promise is now the time it is due."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("notice_state_created_at_ix", "notice")
    op.execute(sa.text("ALTER TABLE notice RENAME COLUMN created_at TO due_at"))
    op.create_index("notice_state_due_at_ix", "notice", ["state", "due_at"])


def downgrade() -> None:
    op.drop_index("notice_state_due_at_ix", "notice")
    op.execute(sa.text("ALTER TABLE notice RENAME COLUMN due_at TO created_at"))
    op.create_index("notice_state_created_at_ix", "notice", ["state", "created_at"])

"""How far each gig's marketplace was read, when, and how often: what keeps reading within bounds, and its words short."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_INDEXES = (
    ("tenant", "marketplace", "listing"),
    ("tenant", "marketplace", "contract"),
    ("marketplace", "proposals_at"),
    ("marketplace", "contract_at"),
)


def upgrade() -> None:
    moments = ("read_to", "read_at", "proposals_at", "contract_at")
    op.create_table(
        "reading",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("listing", sa.String, nullable=False),
        sa.Column("contract", sa.String, nullable=False),
        *(sa.Column(name, sa.DateTime(timezone=True)) for name in moments),
        sa.Column("day", sa.Date),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("wanted", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="reading_pk"),
    )
    for columns in _INDEXES:
        op.create_index(f"reading_{'_'.join(columns)}_ix", "reading", list(columns))


def downgrade() -> None:
    op.drop_table("reading")

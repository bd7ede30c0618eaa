"""Accounts at marketplaces: sealed tokens, consents under way, the kill switch, and how often each was called."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("edition", sa.String, nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
        sa.Column("access_key", sa.String, nullable=False),
        sa.Column("access_box", sa.LargeBinary, nullable=False),
        sa.Column("refresh_key", sa.String),
        sa.Column("refresh_box", sa.LargeBinary),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "marketplace", name="account_pk"),
    )
    op.create_table(
        "consent",
        sa.Column("state", sa.String, nullable=False),
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("verifier_key", sa.String, nullable=False),
        sa.Column("verifier_box", sa.LargeBinary, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("state", name="consent_pk"),
    )
    op.create_index("consent_expires_at_ix", "consent", ["expires_at"])
    op.create_table(
        "market_switch",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "marketplace", name="market_switch_pk"),
    )
    op.create_table(
        "api_use",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("marketplace", sa.String, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "marketplace", "day", name="api_use_pk"),
    )


def downgrade() -> None:
    for name in ("api_use", "market_switch", "consent", "account"):
        op.drop_table(name)

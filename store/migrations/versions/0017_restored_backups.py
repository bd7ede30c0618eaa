"""A restored backup is noticed, and what was made after it is found: a mark, strays, and operations by their reference."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "generation",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("mark", sa.BigInteger, nullable=False),
        sa.Column("restored_at", sa.DateTime(timezone=True)),
    )
    op.create_table(
        "stray",
        sa.Column("tenant", sa.String, primary_key=True),
        sa.Column("marketplace", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
    )
    op.add_column("operation", sa.Column("reference", sa.String, nullable=False, server_default=""))
    shared = op.get_bind().dialect.name == "postgresql"
    made_up = "md5(random()::text || clock_timestamp()::text)" if shared else "lower(hex(randomblob(16)))"
    op.execute(f"INSERT INTO generation (name, id, mark) VALUES ('this', {made_up}, 0)")  # noqa: S608 - one of the two above
    reference = (
        "CAST(document AS json) ->> 'reference'" if shared else "json_extract(document, '$.reference')"
    )
    op.execute(f"UPDATE operation SET reference = {reference}")  # noqa: S608 - one of the two above
    op.create_index("operation_reference_ix", "operation", ["reference"])


def downgrade() -> None:
    op.drop_index("operation_reference_ix", "operation")
    op.drop_column("operation", "reference")
    op.drop_table("stray")
    op.drop_table("generation")

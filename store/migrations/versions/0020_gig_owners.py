"""Co-owners of gigs, and whoever once owned one: no answer of theirs to its approval is taken."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gig_owner",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("is_owner", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", "person", name="gig_owner_pk"),
    )
    op.create_index(
        "gig_owner_tenant_person_is_owner_number_ix", "gig_owner", ["tenant", "person", "is_owner", "number"]
    )


def downgrade() -> None:
    op.drop_table("gig_owner")

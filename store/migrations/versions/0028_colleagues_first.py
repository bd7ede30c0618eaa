"""Work inside: the skills that people name, and which gigs concern which colleague."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "colleague_skill",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("skill", sa.String, nullable=False),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", "skill", name="colleague_skill_pk"),
    )
    op.create_index(
        "colleague_skill_tenant_skill_said_at_person_ix",
        "colleague_skill",
        ["tenant", "skill", "said_at", "person"],
    )
    op.create_index(
        "colleague_skill_said_at_tenant_person_skill_ix",
        "colleague_skill",
        ["said_at", "tenant", "person", "skill"],
    )
    op.create_table(
        "inside_hand",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("part", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", "person", "part", name="inside_hand_pk"),
    )
    op.create_index(
        "inside_hand_tenant_person_part_number_ix", "inside_hand", ["tenant", "person", "part", "number"]
    )


def downgrade() -> None:
    op.drop_table("inside_hand")
    op.drop_table("colleague_skill")

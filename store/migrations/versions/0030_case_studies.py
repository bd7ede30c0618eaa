"""Case studies, people who helped others, and who is shown tips: nobody who has closed a gig."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "case_study",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("gig", sa.Integer, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("domain", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", name="case_study_pk"),
    )
    op.create_index("case_study_tenant_state_gig_ix", "case_study", ["tenant", "state", "gig"])
    op.create_index(
        "case_study_tenant_state_domain_gig_ix", "case_study", ["tenant", "state", "domain", "gig"]
    )
    op.create_table(
        "champion",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("shown", sa.String, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", name="champion_pk"),
    )
    op.create_index("champion_tenant_shown_person_ix", "champion", ["tenant", "shown", "person"])
    op.create_table(
        "tips",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "person", name="tips_pk"),
    )
    summary = sa.table("summary", sa.column("tenant"), sa.column("requester"))
    closed = sa.select(summary.c.tenant, summary.c.requester, sa.literal("over")).distinct()
    tips = sa.table("tips", *map(sa.column, ("tenant", "person", "state")))
    op.execute(sa.insert(tips).from_select(["tenant", "person", "state"], closed))


def downgrade() -> None:
    op.drop_table("tips")
    op.drop_table("champion")
    op.drop_table("case_study")

"""Pages of the playbook that programme leads make out of closed gigs, how often each template was used, and
how those gigs went, found along an index."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "playbook_page",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="playbook_page_pk"),
    )
    op.create_index(
        "playbook_page_tenant_kind_state_id_ix", "playbook_page", ["tenant", "kind", "state", "id"]
    )
    op.create_table(
        "playbook_version",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", "version", name="playbook_version_pk"),
    )
    op.create_table(
        "template_use",
        sa.Column("tenant", sa.String, nullable=False),
        sa.Column("template", sa.String, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "template", name="template_use_pk"),
    )
    op.create_index("summary_tenant_template_shelf_gig_ix", "summary", ["tenant", "template", "shelf", "gig"])


def downgrade() -> None:
    op.drop_index("summary_tenant_template_shelf_gig_ix", "summary")
    for table in ("template_use", "playbook_version", "playbook_page"):
        op.drop_table(table)

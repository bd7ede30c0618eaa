"""What summaries are found by, what leads make of lessons, who saw one and whom it helped. Summaries that are there already are
indexed after the start, a page at a time."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def _key(*names: str) -> list[sa.Column[object]]:
    kinds = {"gig": sa.Integer, "drafted": sa.Integer}
    return [sa.Column(name, kinds.get(name, sa.String), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "summary_words",
        *_key("tenant", "gig"),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("rest", sa.Text, nullable=False),
        sa.Column("lesson", sa.Text, nullable=False),
        sa.Column("domain", sa.String, nullable=False),
        sa.Column("scopes", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", name="summary_words_pk"),
    )
    op.create_table(
        "summary_mark",
        *_key("tenant", "mark", "gig"),
        sa.PrimaryKeyConstraint("tenant", "mark", "gig", name="summary_mark_pk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summary_to_index",
        *_key("tenant", "gig"),
        sa.PrimaryKeyConstraint("tenant", "gig", name="summary_to_index_pk"),
    )
    op.create_table(
        "lesson_curated",
        *_key("tenant", "gig"),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", name="lesson_curated_pk"),
    )
    for name, columns in (("lesson_shown", ("person", "drafted")), ("lesson_helped", ("person",))):
        op.create_table(
            name,
            *_key("tenant", "gig", *columns),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("tenant", "gig", *columns, name=f"{name}_pk"),
        )
    op.execute("INSERT INTO summary_to_index (tenant, gig) SELECT tenant, gig FROM summary")


def downgrade() -> None:
    for name in (
        "lesson_helped",
        "lesson_shown",
        "lesson_curated",
        "summary_to_index",
        "summary_mark",
        "summary_words",
    ):
        op.drop_table(name)

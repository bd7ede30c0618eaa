"""The first schema: gigs and their history, the marketplace side, Teams, and the jobs that carry the work."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _gigs()
    _marketplace()
    _teams()
    _turns()
    _jobs()
    _history_is_append_only()


def _gigs() -> None:
    op.create_table(
        "gig_number",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", name="gig_number_pk"),
    )
    op.create_table(
        "gig",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_key", sa.String(), nullable=False),
        sa.Column("requester", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="gig_pk"),
        sa.UniqueConstraint("tenant", "draft_key", name="gig_tenant_draft_key_uq"),
    )
    op.create_index("gig_state_changed_at_ix", "gig", ["state", "changed_at"])
    op.create_index("gig_tenant_requester_changed_at_ix", "gig", ["tenant", "requester", "changed_at"])
    op.create_table(
        "awaiting",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", "person", name="awaiting_pk"),
    )
    op.create_index("awaiting_tenant_person_asked_at_ix", "awaiting", ["tenant", "person", "asked_at"])
    op.create_table(
        "history",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("gig", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("former_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", "number", name="history_pk"),
    )


def _marketplace() -> None:
    op.create_table(
        "proposal",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("gig", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", "id", name="proposal_pk"),
    )
    op.create_table(
        "operation",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("gig", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "key", name="operation_pk"),
    )
    op.create_index("operation_state_changed_at_ix", "operation", ["state", "changed_at"])
    op.create_index("operation_tenant_gig_ix", "operation", ["tenant", "gig"])
    op.create_table(
        "sync",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "number", name="sync_pk"),
    )
    op.create_index("sync_due_at_ix", "sync", ["due_at"])


def _teams() -> None:
    op.create_table(
        "notice",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("gig", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="notice_pk"),
    )
    op.create_index("notice_state_created_at_ix", "notice", ["state", "created_at"])
    op.create_index("notice_tenant_person_state_ix", "notice", ["tenant", "person", "state"])
    op.create_table(
        "card_copy",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("gig", sa.Integer(), nullable=False),
        sa.Column("drawn_version", sa.Integer(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation_id", "activity_id", name="card_copy_pk"),
    )
    op.create_index("card_copy_tenant_gig_ix", "card_copy", ["tenant", "gig"])
    op.create_table(
        "chat",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("alive", sa.Boolean(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "owner", name="chat_pk"),
    )
    op.create_table(
        "follow",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("channel_id", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "channel_id", name="follow_pk"),
    )


def _turns() -> None:
    op.create_table(
        "dialog",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("etag", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation_id", "person", name="dialog_pk"),
    )
    op.create_table(
        "inbox",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=False),
        sa.Column("activity_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "conversation_id", "activity_id", name="inbox_pk"),
    )
    op.create_index("inbox_at_ix", "inbox", ["at"])


def _jobs() -> None:
    op.create_table(
        "dead_job",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "id", name="dead_job_pk"),
    )
    op.create_index("dead_job_at_ix", "dead_job", ["at"])
    op.create_table(
        "replica",
        sa.Column("executor_id", sa.String(), nullable=False),
        sa.Column("last_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("executor_id", name="replica_pk"),
    )


def _history_is_append_only() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'history is append-only'; END $$"
        )
        op.execute(
            "CREATE TRIGGER history_is_append_only BEFORE UPDATE OR DELETE ON history "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            "CREATE TRIGGER history_is_never_emptied BEFORE TRUNCATE ON history "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER history_refuses_{change.lower()} BEFORE {change} ON history "
            "BEGIN SELECT RAISE(ABORT, 'history is append-only'); END"
        )


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER history_is_append_only ON history")
        op.execute("DROP TRIGGER history_is_never_emptied ON history")
        op.execute("DROP FUNCTION refuse_change()")
    for name in (
        "replica",
        "dead_job",
        "inbox",
        "dialog",
        "follow",
        "chat",
        "card_copy",
        "notice",
        "sync",
        "operation",
        "proposal",
        "history",
        "awaiting",
        "gig",
        "gig_number",
    ):
        op.drop_table(name)

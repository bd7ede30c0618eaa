"""The head of each history stands beside it and moves with every entry, so that a cut-off end is noticed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_MOVE = (
    "INSERT INTO history_head (tenant, gig, number, hash) VALUES (NEW.tenant, NEW.gig, NEW.number, NEW.hash) "
    "ON CONFLICT (tenant, gig) DO UPDATE SET number = excluded.number, hash = excluded.hash"
)
_FILL = (
    "INSERT INTO history_head (tenant, gig, number, hash) SELECT tenant, gig, number, hash FROM history AS entry "
    "WHERE number = (SELECT max(number) FROM history WHERE tenant = entry.tenant AND gig = entry.gig)"
)


def upgrade() -> None:
    op.create_table(
        "history_head",
        sa.Column("tenant", sa.String(), nullable=False),
        sa.Column("gig", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "gig", name="history_head_pk"),
    )
    # First the trigger: on PostgreSQL it waits for open writers and holds back new ones, an older release's as well.
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            "CREATE FUNCTION move_history_head() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_MOVE}; RETURN NULL; END $$"
        )
        op.execute(
            "CREATE TRIGGER history_moves_its_head AFTER INSERT ON history "
            "FOR EACH ROW EXECUTE FUNCTION move_history_head()"
        )
    else:
        op.execute(f"CREATE TRIGGER history_moves_its_head AFTER INSERT ON history BEGIN {_MOVE}; END")
    op.execute(_FILL)


def downgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP TRIGGER history_moves_its_head ON history")
        op.execute("DROP FUNCTION move_history_head()")
    else:
        op.execute("DROP TRIGGER history_moves_its_head")
    op.drop_table("history_head")

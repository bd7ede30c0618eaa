"""When cards were drawn and dialogs saved, and indexes by age: what is old is found and deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TIMES = (("card_copy", "drawn_at"), ("dialog", "saved_at"))
_BY_AGE = (
    ("card_copy", ("drawn_at", "tenant", "conversation_id", "activity_id")),
    ("dialog", ("saved_at", "tenant", "conversation_id", "person")),
    ("reading", ("read_at", "tenant", "number")),
    ("api_use", ("day", "tenant", "marketplace")),
)
_LENGTHENED = (
    ("notice", ("state", "due_at"), ("tenant", "id")),
    ("operation", ("state", "changed_at"), ("tenant", "key")),
)

_copy = sa.table("card_copy", *map(sa.column, ("tenant", "gig", "drawn_at")))
_dialog = sa.table("dialog", sa.column("saved_at"))
_gig = sa.table("gig", *map(sa.column, ("tenant", "number", "changed_at")))


def upgrade() -> None:
    for table, name in _TIMES:
        moment = sa.Column(
            name, sa.DateTime(timezone=True), nullable=False, server_default="1970-01-01 00:00:00"
        )
        op.add_column(table, moment)
    _say_when()
    for table, columns in _BY_AGE:
        op.create_index(_name(table, columns), table, list(columns))
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former), table)
        op.create_index(_name(table, former + more), table, [*former, *more])


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"{table}_{'_'.join(columns)}_ix"


def _say_when() -> None:
    """A card was drawn when its gig last changed; nothing says when a dialog was saved, so its time begins now."""
    changed_at = (
        sa.select(_gig.c.changed_at)
        .where(_gig.c.tenant == _copy.c.tenant, _gig.c.number == _copy.c.gig)
        .scalar_subquery()
    )
    now = sa.func.current_timestamp()
    op.execute(sa.update(_copy).values(drawn_at=sa.func.coalesce(changed_at, now)))
    op.execute(sa.update(_dialog).values(saved_at=now))


def downgrade() -> None:
    for table, former, more in _LENGTHENED:
        op.drop_index(_name(table, former + more), table)
        op.create_index(_name(table, former), table, list(former))
    for table, columns in _BY_AGE:
        op.drop_index(_name(table, columns), table)
    for table, name in _TIMES:
        op.drop_column(table, name)

"""Who has left is found among the delegations without reading all of them."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_INDEX = "delegation_tenant_has_left_person_ix"
_delegation = sa.table("delegation", *map(sa.column, ("tenant", "person", "document", "has_left")))


def upgrade() -> None:
    op.add_column("delegation", sa.Column("has_left", sa.Boolean, nullable=False, server_default=sa.false()))
    connection = op.get_bind()
    kept = sa.select(_delegation.c.tenant, _delegation.c.person, _delegation.c.document)
    for tenant, person, document in connection.execute(kept).all():
        if json.loads(document).get("has_left"):
            row = (_delegation.c.tenant == tenant, _delegation.c.person == person)
            connection.execute(sa.update(_delegation).where(*row).values(has_left=True))
    op.create_index(_INDEX, "delegation", ["tenant", "has_left", "person"])


def downgrade() -> None:
    op.drop_index(_INDEX, "delegation")
    op.drop_column("delegation", "has_left")

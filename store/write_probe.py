"""Whether the database keeps what is written: one row of nobody's, written anew each time, as large as a small document."""

import hashlib

from sqlalchemy import text

from store.connection import Connection

_BYTES = 3200
"""Too many for the page it lies in, so that a disk that is full is noticed even where old pages still have room."""

_WRITE = text(
    "INSERT INTO dialog (tenant, conversation_id, person, state, etag, saved_at) "
    "VALUES ('', 'readyz', '', :state, 1, CURRENT_TIMESTAMP) "
    "ON CONFLICT (tenant, conversation_id, person) DO UPDATE "
    "SET state = excluded.state, etag = dialog.etag + 1, saved_at = excluded.saved_at"
)


async def write_probe(connection: Connection, turn: int) -> None:
    """Writes what no compression makes smaller, another text for each `turn`."""
    await connection.execute(_WRITE, {"state": hashlib.shake_256(str(turn).encode()).hexdigest(_BYTES)})

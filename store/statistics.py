"""What SQLite knows of how full its tables are. PostgreSQL finds that out by itself."""

from sqlalchemy import text

from store.connection import Connection
from store.sql import Transactions

ROWS_LOOKED_AT = 400
"""Of each index: enough to tell a good one from a bad one, and a matter of milliseconds however much is stored."""
_LIMIT = text(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
_LOOK = text("ANALYZE")
"""Not `PRAGMA optimize`: before SQLite 3.46 it looks at nothing that was never looked at."""


async def refresh_statistics(transactions: Transactions) -> None:
    """For after opening, and now and then; one short transaction. A connection of SQLite believes what it has found itself."""
    await transactions.run(_looked)


async def _looked(connection: Connection) -> None:
    await connection.execute(_LIMIT)
    await connection.execute(_LOOK)

"""What SQLite knows of how full its tables are. PostgreSQL finds that out by itself."""

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

ROWS_LOOKED_AT = 400
"""Of each index: enough to tell a good one from a bad one, and a matter of milliseconds however much is stored."""
_LIMIT = text(f"PRAGMA analysis_limit={ROWS_LOOKED_AT}")
_LOOK = text("ANALYZE")
"""Not `PRAGMA optimize`: before SQLite 3.46 it looks at nothing that was never looked at."""


async def refresh_statistics(engine: AsyncEngine) -> None:
    """For after opening, now and then, and before closing; one short transaction."""
    if engine.dialect.name != "sqlite":
        return
    async with engine.begin() as connection:
        await connection.execute(_LIMIT)
        await connection.execute(_LOOK)

"""Two transactions that meet on PostgreSQL: both have begun, and neither can write before the other has read."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from sqlalchemy import make_url

_WAITING = (
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


class HeldRows:
    """Rows that can be read, and written by nobody until this is let go."""

    def __init__(self, watching: "psycopg.AsyncConnection[Any]") -> None:
        self._watching = watching

    async def waited_for_by(self, *doing: "asyncio.Future[Any]") -> None:
        """Returns when all of these wait for a row, held here or by one another. One that has ended is a failure."""
        while True:
            found = await (await self._watching.execute(_WAITING)).fetchone()
            if found and found[0] >= len(doing):
                return
            assert not any(one.done() for one in doing), "it never came to these rows"
            await asyncio.sleep(0.01)


@asynccontextmanager
async def held_rows(url: str, table: str) -> AsyncIterator[HeldRows]:
    """All rows of this table, while the block lasts."""
    server = make_url(url).render_as_string(hide_password=False)
    connect = psycopg.AsyncConnection.connect
    async with await connect(server) as holding, await connect(server, autocommit=True) as watching:
        await holding.execute(f"SELECT 1 FROM {table} FOR UPDATE".encode())
        yield HeldRows(watching)

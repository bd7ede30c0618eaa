"""Many rows at once: executemany on SQLite, COPY on PostgreSQL."""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from store.engine import open_database

Batch = dict[tuple[str, tuple[str, ...]], list[list[Any]]]
"""(table, its columns) -> rows, as SQLite keeps them."""


class Bulk(Protocol):
    """An open, migrated database."""

    def add(self, batch: Batch) -> None:
        """All of it; kept when the block ends."""


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, batch: Batch) -> None:
        for (table, columns), rows in batch.items():
            marks = ", ".join("?" * len(columns))
            self._connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


class _Postgres:
    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def add(self, batch: Batch) -> None:
        for (table, columns), rows in batch.items():
            names = sql.SQL(", ").join(map(sql.Identifier, columns))
            into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
            with self._connection.cursor().copy(into) as copy:
                for row in rows:
                    copy.write_row([None if value is None else str(value) for value in row])


@asynccontextmanager
async def into(url: str) -> AsyncIterator[Bulk]:
    """Migrates it first; afterwards the planner knows how much there is."""
    await (await open_database(url)).close()
    if url.startswith("sqlite"):
        connection = sqlite3.connect(url.removeprefix("sqlite:///"))
        try:
            yield _Sqlite(connection)
            connection.commit()
        finally:
            connection.close()
        return
    with psycopg.connect(url, options="-c timezone=UTC") as server:
        yield _Postgres(server)
        server.commit()
        server.autocommit = True
        server.execute("VACUUM (ANALYZE)")
        server.execute("CHECKPOINT")  # or filling it is still being written down while turns are measured


@contextmanager
def emptied(server: str, name: str) -> Iterator[str]:
    """A database of this name on the server, new, and gone afterwards."""
    named = sql.Identifier(name)
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(named))
        admin.execute(sql.SQL("CREATE DATABASE {}").format(named))
        try:
            yield make_url(server).set(database=name).render_as_string(hide_password=False)
        finally:
            admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named))

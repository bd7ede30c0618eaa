"""The sandbox's own SQLite file: its tables, and a connection that keeps its promises.

Nothing is ever advanced by a timer: rows hold the moments at which things happen, and a read compares them with now.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Float,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
    TypeDecorator,
    create_engine,
    event,
)
from sqlalchemy.engine import URL, Connection, Engine, make_url

from marketplace.http.family import Misused

SCHEMA = 3
"""Written into the file. What was released with schema 1 or 2 goes on, because gigs stand on it; any other is refused."""


class Moment(TypeDecorator[datetime]):
    """An aware moment as text in UTC, which sorts as time does."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        return value.astimezone(UTC).isoformat(timespec="microseconds") if value else None

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        return datetime.fromisoformat(value) if value else None


metadata = MetaData()

listings = Table(
    "listing",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reference", String, nullable=False, index=True),
    Column("title", String, nullable=False),
    Column("request", String, nullable=False),
    Column("posted_at", Moment, nullable=False),
    Column("pace", Float, nullable=False),
    Column("closed_at", Moment),
    Column("closed_because", String),
)

proposals = Table(
    "proposal",
    metadata,
    Column("id", String, primary_key=True),
    Column("listing", ForeignKey("listing.number"), nullable=False, index=True),
    Column("arrives_at", Moment, nullable=False),
    Column("withdraws_at", Moment),
    Column("accepts_offers", Boolean, nullable=False),
    Column("proposal", String, nullable=False),
    Column("marked", String),
    Column("reason", String),
)

contracts = Table(
    "contract",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("reference", String, nullable=False, index=True),
    Column("proposal", ForeignKey("proposal.id"), nullable=False),
    Column("freelancer", String, nullable=False),
    Column("request", String, nullable=False),
    Column("offered_at", Moment, nullable=False),
    Column("answers_at", Moment, nullable=False),
    Column("accepts", Boolean, nullable=False),
    Column("pace", Float, nullable=False),
    Column("withdrawn_at", Moment),
    Column("review", String),
)

milestones = Table(
    "milestone",
    metadata,
    Column("contract", ForeignKey("contract.number"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("active_at", Moment),
    Column("fund_reference", String, index=True),
    Column("released_at", Moment),
    Column("release_reference", String, index=True),
)

messages = Table(
    "message",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("proposal", ForeignKey("proposal.id"), nullable=False, index=True),
    Column("at", Moment, nullable=False),
    Column("text", String, nullable=False),
)

invitations = Table(
    "invitation",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("listing", ForeignKey("listing.number"), nullable=False, index=True),
    Column("freelancer", String, nullable=False),
    Column("at", Moment, nullable=False),
    Column("text", String, nullable=False),
)

sent_back = Table(
    "sent_back",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("contract", ForeignKey("contract.number"), nullable=False, index=True),
    Column("milestone", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("reason", String, nullable=False),
)

landings = Table(
    "landing",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("call", String, nullable=False),
    Column("reference", String, nullable=False, index=True),
    Column("at", Moment, nullable=False),
)

late = Table(
    "late",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("call", String, nullable=False),
    Column("request", String, nullable=False),
    Column("lands_at", Moment, nullable=False),
)

fault_counts = Table(
    "fault_count",
    metadata,
    Column("rule", String, primary_key=True),
    Column("since", Moment, nullable=False),
    Column("calls", Integer, nullable=False),
    Column("hits", Integer, nullable=False),
)


def open_engine(database: str | Path, busy_seconds: float = 5) -> Engine:
    """An engine on a SQLite file, given as a path or a `sqlite+aiosqlite:///` URL.

    One connection, every transaction BEGIN IMMEDIATE, synchronous FULL: safe with several processes and under kill -9.
    WAL only where SQLite has the fix for its reset bug (3.51.3).
    """
    is_url = isinstance(database, str) and "://" in database
    url = make_url(str(database)) if is_url else URL.create("sqlite+aiosqlite", database=str(database))
    if url.get_backend_name() != "sqlite":
        raise ValueError(
            "the sandbox marketplace keeps its state in SQLite: give a path or sqlite+aiosqlite:///PATH"
        )
    engine = create_engine(url.set(drivername="sqlite"), connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    journal = "WAL" if sqlite3.sqlite_version_info >= (3, 51, 3) else "TRUNCATE"
    cursor = connection.cursor()
    for pragma in (f"journal_mode={journal}", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


_FROM_1 = (
    "ALTER TABLE contract ADD COLUMN withdrawn_at VARCHAR",
    "ALTER TABLE milestone ADD COLUMN fund_reference VARCHAR",
    "CREATE INDEX ix_milestone_fund_reference ON milestone (fund_reference)",
)
"""What tables of schema 1 lack."""


def create_tables(tx: Connection) -> None:
    """Create what is not there yet, also in a file of schema 1 or 2. Raises Misused for one of any other version."""
    found = tx.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found == SCHEMA:
        return
    if found == 1:
        for statement in _FROM_1:
            tx.exec_driver_sql(statement)
    elif found not in (0, 2):
        raise Misused(
            f"The sandbox file has schema {found}, this version knows {SCHEMA}: delete the file to start it afresh."
        )
    metadata.create_all(tx)
    tx.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")

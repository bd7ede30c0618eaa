"""The tables. Every key starts with the tenant; values are whole JSON documents beside the columns we search by."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_pk",
        "uq": "%(table_name)s_%(column_0_N_name)s_uq",
        "ix": "%(table_name)s_%(column_0_N_name)s_ix",
    }
)


class Moment(TypeDecorator[datetime]):
    """An aware datetime, always UTC in the database. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses naive times: they would silently mean another moment on another machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC, from either database."""
        if value is None:
            return None
        moment: datetime = value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)
        return moment


def key(name: str, kind: type[String] | type[Integer] = String) -> Column[Any]:
    """A column of the primary key."""
    return Column(name, kind(), primary_key=True)


gig_number = Table(
    "gig_number",
    metadata,
    key("tenant"),
    Column("last", Integer, nullable=False),
)

gig = Table(
    "gig",
    metadata,
    key("tenant"),
    key("number", Integer),
    Column("draft_key", String, nullable=False),
    Column("requester", String, nullable=False),
    Column("state", String, nullable=False),
    Column("version", Integer, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("team", String, nullable=False, server_default=""),
    Column("month", String, nullable=False, server_default=""),
    Column("market", String, nullable=False, server_default=""),
    Column("document", Text, nullable=False),
    UniqueConstraint("tenant", "draft_key"),
    Index(None, "tenant", "state", "number"),
    Index(None, "tenant", "team", "number"),
    Index(None, "tenant", "month", "number"),
    Index(None, "tenant", "market", "number"),
    Index(None, "tenant", "requester", "changed_at", "number"),
    Index(None, "state", "changed_at"),
)

awaiting = Table(
    "awaiting",
    metadata,
    key("tenant"),
    key("number", Integer),
    key("person"),
    Column("asked_at", Moment, nullable=False),
    Column("revision", Integer, nullable=False, server_default="0"),
    Column("step", Integer, nullable=False, server_default="1"),
    Column("amount", String),
    Column("currency", String),
    Index(None, "tenant", "person", "asked_at", "number"),
)

clock = Table(
    "clock",
    metadata,
    key("tenant"),
    key("number", Integer),
    Column("due_at", Moment, nullable=False),
    Column("held_until", Moment),
    Index(None, "due_at"),
)

delegation = Table(
    "delegation",
    metadata,
    key("tenant"),
    key("person"),
    Column("document", Text, nullable=False),
    Column("has_left", Boolean, nullable=False),
    Index(None, "tenant", "has_left", "person"),
)

policy = Table(
    "policy",
    metadata,
    key("version"),
    Column("text", Text, nullable=False),
    Column("first_used", Moment, nullable=False),
)

history = Table(
    "history",
    metadata,
    key("tenant"),
    key("gig", Integer),
    key("number", Integer),
    Column("at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    Column("former_hash", String, nullable=False),
    Column("hash", String, nullable=False),
)

history_head = Table(
    "history_head",
    metadata,
    key("tenant"),
    key("gig", Integer),
    Column("number", Integer, nullable=False),
    Column("hash", String, nullable=False),
)
"""The last entry of each history. The database moves it with every entry: the trigger is in migration 0004."""

history_name = Table(
    "history_name",
    metadata,
    key("tenant"),
    key("gig", Integer),
    key("reference"),
    Column("name", Text),
)
"""Who is meant by the references of a history. Not sealed; without a name it was erased for good."""

proposal = Table(
    "proposal",
    metadata,
    key("tenant"),
    key("gig", Integer),
    key("id"),
    Column("received_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
)

operation = Table(
    "operation",
    metadata,
    key("tenant"),
    key("key"),
    Column("gig", Integer, nullable=False),
    Column("state", String, nullable=False),
    Column("fence", Integer, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("reference", String, nullable=False, server_default=""),
    Column("document", Text, nullable=False),
    Index(None, "reference"),
    Index(None, "tenant", "gig"),
    Index(None, "state", "changed_at", "tenant", "key"),
)

notice = Table(
    "notice",
    metadata,
    key("tenant"),
    key("id"),
    Column("gig", Integer, nullable=False),
    Column("person", String, nullable=False),
    Column("state", String, nullable=False),
    Column("due_at", Moment, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "tenant", "person", "state"),
    Index(None, "state", "due_at", "tenant", "id"),
)

card_copy = Table(
    "card_copy",
    metadata,
    key("tenant"),
    key("conversation_id"),
    key("activity_id"),
    Column("gig", Integer, nullable=False),
    Column("drawn_version", Integer, nullable=False),
    Column("drawn_hash", Text, nullable=False, server_default=""),
    Column("document", Text, nullable=False),
    Column("drawn_at", Moment, nullable=False),
    Index(None, "tenant", "gig", "conversation_id", "activity_id"),
    Index(None, "drawn_at", "tenant", "conversation_id", "activity_id"),
)

chat = Table(
    "chat",
    metadata,
    key("tenant"),
    key("owner"),
    Column("alive", Boolean, nullable=False),
    Column("document", Text, nullable=False),
)

follow = Table(
    "follow",
    metadata,
    key("tenant"),
    key("channel_id"),
    Column("document", Text, nullable=False),
)

membership = Table(
    "membership",
    metadata,
    key("tenant"),
    key("person"),
    key("team"),
    Column("is_member", Boolean, nullable=False),
    Column("checked_at", Moment, nullable=False),
    Index(None, "tenant", "team"),
    Index(None, "checked_at"),
)

dialog = Table(
    "dialog",
    metadata,
    key("tenant"),
    key("conversation_id"),
    key("person"),
    Column("state", Text, nullable=False),
    Column("etag", BigInteger, nullable=False),
    Column("saved_at", Moment, nullable=False),
    Index(None, "saved_at", "tenant", "conversation_id", "person"),
)

inbox = Table(
    "inbox",
    metadata,
    key("tenant"),
    key("conversation_id"),
    key("activity_id"),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

# The two tables of jobs/, which asks for them by name: one database has one schema and one line of migrations.

dead_job = Table(
    "dead_job",
    metadata,
    key("tenant"),
    key("id"),
    Column("name", String, nullable=False),
    Column("document", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "at"),
)

replica = Table(
    "replica",
    metadata,
    key("executor_id"),
    Column("last_seen", Moment, nullable=False),
    Column("dead_at", Moment),
)

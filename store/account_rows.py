"""The tables of accounts at marketplaces. Tokens lie in them sealed, each beside the name of its key."""

from sqlalchemy import Column, Date, Index, Integer, LargeBinary, String, Table, Text

from store.rows import Moment, metadata

account = Table(
    "account",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("marketplace", String, primary_key=True),
    Column("state", String, nullable=False),
    Column("edition", String, nullable=False),
    Column("leased_until", Moment),
    Column("access_key", String, nullable=False),
    Column("access_box", LargeBinary, nullable=False),
    Column("refresh_key", String),
    Column("refresh_box", LargeBinary),
    Column("document", Text, nullable=False),
)

consent = Table(
    "consent",
    metadata,
    Column("state", String, primary_key=True),
    Column("tenant", String, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("verifier_key", String, nullable=False),
    Column("verifier_box", LargeBinary, nullable=False),
    Column("document", Text, nullable=False),
    Index(None, "expires_at"),
)
"""By the hash of the state alone: whoever comes back from a marketplace says nothing else."""

market_switch = Table(
    "market_switch",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("marketplace", String, primary_key=True),
    Column("document", Text, nullable=False),
)

api_use = Table(
    "api_use",
    metadata,
    Column("tenant", String, primary_key=True),
    Column("marketplace", String, primary_key=True),
    Column("day", Date, primary_key=True),
    Column("calls", Integer, nullable=False),
    Index(None, "tenant", "day"),
    Index(None, "day", "tenant", "marketplace"),
)

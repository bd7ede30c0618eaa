"""The table of the jobs, which jobs/ asks for by name: one database has one schema and one line of migrations.

A finished job leaves its row for a while without its document, so that the same work is not enqueued again. Times are
seconds since 1970 by the database's clock.
"""

from typing import Any

from sqlalchemy import Column, Double, Index, Integer, String, Table, Text, text

from store.rows import metadata


def _only(state: str) -> dict[str, Any]:
    condition = text(f"state = '{state}'")
    return {"sqlite_where": condition, "postgresql_where": condition}


job = Table(
    "job",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("queue", String, nullable=False),
    Column("document", Text),
    Column("state", String, nullable=False),
    Column("due_at", Double, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("failures", Integer, nullable=False),
    Column("crashes", Integer, nullable=False),
    Column("holder", String),
    Column("started_at", Double),
    Column("finished_at", Double),
    Index("job_waiting_ix", "queue", "due_at", **_only("waiting")),
    Index("job_running_ix", "holder", **_only("running")),
    Index("job_done_ix", "finished_at", **_only("done")),
    Index("job_started_ix", "queue", "started_at"),
)

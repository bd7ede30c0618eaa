"""Dead letters: jobs that were given up, kept with the reason until a person has looked."""

import json
from datetime import datetime

from sqlalchemy import DateTime, column, table
from sqlalchemy.dialects.postgresql import insert

from jobs.database import Connection

_dead_job = table(
    "dead_job",
    column("tenant"),
    column("id"),
    column("name"),
    column("document"),
    column("attempts"),
    column("reason"),
    column("at", DateTime(timezone=True)),
)
"""Defined in store/rows.py; migrations are one line, and jobs and store are strangers."""

_BURY = insert(_dead_job).on_conflict_do_nothing()


async def bury(
    connection: Connection, name: str, document: str, job_id: str, tries: int, reason: str, at: datetime
) -> None:
    """One row per job, however often it is buried."""
    row = {
        "tenant": str(json.loads(document).get("tenant", "")),
        "id": job_id,
        "name": name,
        "document": document,
        "attempts": tries,
        "reason": reason,
        "at": at,
    }
    await connection.execute(_BURY, row)

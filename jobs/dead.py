"""Dead letters: jobs that were given up, kept with the reason for a person to look at, and deleted after a while."""

import json
from datetime import datetime, timedelta

from sqlalchemy import DateTime, bindparam, column, delete, select, table, tuple_
from sqlalchemy.dialects.postgresql import insert

from jobs.database import Connection, Database
from ports.clock import Clock

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
_old = _dead_job.alias("old")
_FORGET = delete(_dead_job).where(
    tuple_(_dead_job.c.tenant, _dead_job.c.id).in_(
        select(_old.c.tenant, _old.c.id)
        .where(_old.c.at < bindparam("before"))
        .order_by(_old.c.at)
        .limit(bindparam("most"))
        .with_for_update(skip_locked=True, of=_old)
    )
)


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


async def forget_buried(database: Database, clock: Clock, kept_for: timedelta, batch: int = 1000) -> int:
    """Deletes all dead letters of before, a batch in each transaction, so that others come between; how many."""
    old = {"before": clock.now() - kept_for, "most": batch}

    async def work(connection: Connection) -> int:
        return (await connection.execute(_FORGET, old)).rowcount

    forgotten = 0
    while True:
        deleted: int = await database.run(work)
        forgotten += deleted
        if deleted < batch:
            return forgotten
